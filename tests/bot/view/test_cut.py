"""Long excerpts are cut to the sentences that answer, where that is certain."""

from __future__ import annotations

import json

import pytest

from bot.view.answer import answer_view
from bot.view.cut import kept_span
from bot.view.location import source_of
from retrieval import Hit, Library, Location, Span
from tests.conftest import ROOT

LONG = "路修了三条,全长二十公里。" + "绿化了一千公顷土地。" * 12


def hit(answering: str, words: str, excerpt: str = LONG) -> Hit:
    def span(text: str) -> Span:
        return Span(excerpt.index(text), excerpt.index(text) + len(text))

    highlights = tuple(span(each) for each in words.split())
    location = Location("r", "", "", 1, 0, len(excerpt), None)
    return Hit(excerpt, location, 1.0, highlights, answering=(span(answering),))


def shown(of: Hit) -> str:
    return kept_span(of).of(of.excerpt)


def test_the_sentence_that_answers_is_kept() -> None:
    assert shown(hit("二十公里", "全长")) == "路修了三条,全长二十公里。"


@pytest.mark.parametrize(
    "uncertain",
    [
        hit("二十公里", "全长", LONG[:100]),  # short
        hit("二十公里", "全长 公顷"),  # a word of the question stands elsewhere
        hit("二十公里", ""),  # no word of the question
        hit("一千公顷", "绿化"),  # said several times
    ],
)
def test_what_is_not_certain_is_shown_whole(uncertain: Hit) -> None:
    assert shown(uncertain) == uncertain.excerpt


def test_of_labelled_questions_none_loses_its_answer(library: Library) -> None:
    lines = (ROOT / "tests/gold/questions.dev.jsonl").read_text("utf-8").splitlines()
    cut = 0
    for row in map(json.loads, lines):
        answer = library.ask(row["question"])
        for each in answer.hits[:1]:
            kept = shown(each)
            cut += kept != each.excerpt
            for label in row["answers"]:
                assert (label in kept) == (label in each.excerpt), row["id"]
    assert cut > 5


def test_what_is_left_out_is_told_outside_of_the_quotation(library: Library) -> None:
    lines = (ROOT / "tests/gold/questions.dev.jsonl").read_text("utf-8").splitlines()
    answers = (library.ask(json.loads(line)["question"]) for line in lines)
    answer = next(a for a in answers if a.hits and shown(a.hits[0]) != a.hits[0].excerpt)
    best = answer.hits[0]
    source = source_of(library, best.location.report)
    quotation, place, context = answer_view(answer, 0, source, (answer.question,)).blocks[:3]
    assert quotation.text == "".join(shown(best).split("\n"))
    assert place.text.startswith("…… ")
    underlined = "".join(run.text for run in context.runs if run.underlined)
    assert underlined == quotation.text
    assert context.folded
    assert best.excerpt[-20:] in context.text
