"""Answers over the project's own report: invariants over every question, and some by name."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answer, Library, Outcome, Report, Shape
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.evaluation import load_gold
from tests.checks.slowest import Search
from tests.conftest import GOLD, REPORT, ROOT, SEEDS

QUESTIONS = [gold.question for gold in load_gold(GOLD)]


def check(answer: Answer, report: Report) -> None:
    """Everything that has to hold for any answer."""
    assert bool(answer.hits) == (answer.outcome is Outcome.ANSWERED)
    scores = [hit.score for hit in answer.hits]
    assert answer.shape is not Shape.EXCERPT or scores == sorted(scores, reverse=True)
    for hit in answer.hits:
        place = hit.location
        assert report.text[place.start : place.end] == hit.excerpt
        assert place.report == report.name
        paragraph = report.paragraphs[place.paragraph - 1]
        assert paragraph.span.start <= place.start < place.end <= paragraph.span.end
        if answer.shape is Shape.EXCERPT:  # items of lists and outlines may be clauses
            assert place.start in [sentence.start for sentence in paragraph.sentences]
            assert place.end in [sentence.end for sentence in paragraph.sentences]
        done = 0
        for span in hit.highlights:
            assert done <= span.start < span.end <= len(hit.excerpt)
            done = span.end
    spans = [(hit.location.start, hit.location.end) for hit in answer.hits]
    for start, end in spans:
        assert sum(start < other_end and other_start < end for other_start, other_end in spans) == 1


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_gold_question_keeps_the_invariants(
    library: Library, report: Report, question: str
) -> None:
    answer = library.ask(question, top=10)
    check(answer, report)
    assert answer == library.ask(question, top=10)
    for hit in answer.hits:
        place, text = library.verify(REPORT, hit.location.start, hit.location.end)
        assert (place, text) == (hit.location, hit.excerpt)


PIECES = st.sampled_from(
    ["停车位", "2017年", "幼儿园", "多少", "吗", "？", "疏解", "PM2.5", "<b>", "&lt;", "\x00", "😀", "王灏", " "]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_any_question_keeps_the_invariants(library: Library, report: Report, question: str) -> None:
    check(library.ask(question), report)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("", Outcome.EMPTY),
        (" \n\t\xa0\u200b", Outcome.EMPTY),
        ("\x00\x07", Outcome.EMPTY),
        ("的", Outcome.UNCLEAR),
        ("。。。。。。", Outcome.UNCLEAR),
        ("👍❤️🎉", Outcome.UNCLEAR),
        ("有没有", Outcome.UNCLEAR),
        ("停" * 10_000, Outcome.TOO_LONG),
        ("停" * 201, Outcome.TOO_LONG),
        ("停 " * 201, Outcome.TOO_LONG),
        ("养老" + " " * 999, Outcome.TOO_LONG),
        ("㍿" * 51, Outcome.TOO_LONG),  # each is four characters of 株式会社
        ("㍿" * 50, Outcome.NOT_IN_REPORT),
        ("ﷺ" * 14, Outcome.TOO_LONG),
        ("ﷺ" * 1000, Outcome.TOO_LONG),
        ("计程车资讯" * 41, Outcome.TOO_LONG),
        ("一百万" * 66, Outcome.UNCLEAR),
        ("<b></b>", Outcome.NOT_IN_REPORT),
        ("\ud800周杰伦\udfff", Outcome.NOT_IN_REPORT),
        ("周杰伦的老婆叫什么", Outcome.NOT_IN_REPORT),
    ],
)
def test_what_cannot_be_answered_is_declined_with_suggestions(
    library: Library, report: Report, question: str, outcome: Outcome
) -> None:
    answer = library.ask(question)
    assert answer.outcome is outcome
    assert answer.question == question
    check(answer, report)
    assert len(answer.suggestions) == 2
    for suggestion in answer.suggestions:
        assert library.ask(suggestion).outcome is Outcome.ANSWERED


def test_what_a_search_for_slow_questions_asks_is_answered_word_for_word(
    library: Library, report: Report
) -> None:
    for question, answer in Search(library, 1).run(80):
        assert answer.question == question
        for hit in (*answer.hits, *answer.related):  # an outline's are headings too
            assert report.text[hit.location.start : hit.location.end] == hit.excerpt


def test_what_is_too_long_leaves_nothing_in_memory_but_its_text(library: Library) -> None:
    questions = [f"{number}{letters * 999}" for number in range(100) for letters in ("ﷺ", "停 ")]
    tracemalloc.start()
    for question in questions:
        library.ask(question)
        library.follow("还有呢", question)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 4 * sum(map(len, questions))  # the normal form alone would take 160 a character


@pytest.mark.parametrize(
    ("question", "excerpt", "part", "section"),
    [
        (
            "朝阳区2016年地区生产总值是多少",
            "2016年,地区生产总值预计达到4942亿元,同比增长6.5%,五年增加1670亿元,年均增长7.9%;",
            "五年工作回顾",
            "一、全力服务首都核心功能,发展质量和效益显著提升",
        ),
        (
            "新增了多少停车位",
            "新增停车位2.64万个,6000辆公租自行车投放运营。",
            "五年工作回顾",
            "二、坚决治理“大城市病”,城市建设和管理水平显著提升",
        ),
        (
            # a heading by itself says nothing: the sentence under it comes along
            "疏解非首都功能成效怎么样",
            "疏解非首都功能扎实有效。坚决落实《京津冀协同发展规划纲要》,以咬定青山不放松的决心,"
            "全面打响疏解非首都功能攻坚战。",
            "五年工作回顾",
            "一、全力服务首都核心功能,发展质量和效益显著提升",
        ),
    ],
)
def test_the_first_excerpt(
    library: Library, question: str, excerpt: str, part: str, section: str
) -> None:
    hit = library.ask(question).hits[0]
    assert (hit.excerpt, hit.location.part, hit.location.section) == (excerpt, part, section)


@pytest.mark.parametrize(
    "question", ["谁作的报告", "哪天作的报告", "报告人是谁", "报告是什么时候作的"]
)
def test_the_title_block_can_be_asked_about(library: Library, question: str) -> None:
    hit = library.ask(question).hits[0]
    assert hit.location.paragraph == 1
    assert "2016年12月20日" in hit.excerpt
    assert "王\xa0 灏" in hit.excerpt


def test_top_bounds_the_hits_and_leaves_the_first_as_they_are(library: Library) -> None:
    ten = library.ask("新增了多少停车位", top=10)
    assert len(ten.hits) > 3
    for top in (1, 2, 3):
        assert library.ask("新增了多少停车位", top=top).hits == ten.hits[:top]


def test_a_question_is_searched_once_however_many_hits_are_wanted(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched = []

    search = Searcher.search

    def counted(searcher: Searcher, text: str, top: int) -> SearchResult:
        searched.append(text)
        return search(searcher, text, top)

    monkeypatch.setattr(Searcher, "search", counted)
    question = "新增了多少停车位？！？"  # as no other test asks it
    counts = [len(library.ask(question, top).hits) for top in (1, 2, 3, 5)]
    assert counts[:2] == [1, 2]
    assert searched == [question]
    assert library.follow("还有呢", question) is not None
    assert library.follow("具体多少", question) is not None
    assert len(searched) == len(set(searched))


def test_highlights_are_the_words_that_the_question_named(library: Library) -> None:
    hit = library.ask("2016年地区生产总值").hits[0]
    assert [span.of(hit.excerpt) for span in hit.highlights][:2] == ["2016", "地区生产总值"]


def test_examples_are_answered(library: Library) -> None:
    assert len(library.examples) >= 6
    for example in library.examples:
        assert library.ask(example).outcome is Outcome.ANSWERED


def test_excerpts_are_short_on_average(library: Library) -> None:
    lengths = [
        len(answer.hits[0].excerpt)
        for answer in map(library.ask, QUESTIONS)
        if answer.outcome is Outcome.ANSWERED
    ]
    assert sum(lengths) / len(lengths) <= 120


def test_questions_asked_at_the_same_time_get_the_same_answers(library: Library) -> None:
    shuffled = random.Random(7).sample(QUESTIONS, len(QUESTIONS))  # noqa: S311
    with ThreadPoolExecutor(8) as threads:
        answers = dict(zip(shuffled, threads.map(library.ask, shuffled), strict=True))
    assert all(answers[question] == library.ask(question) for question in QUESTIONS)


def test_another_process_with_another_hash_seed_answers_the_same(library: Library) -> None:
    questions = QUESTIONS[::5]
    finished = subprocess.run(
        [sys.executable, "-m", "retrieval", "ask", "--json", "--seeds", str(SEEDS), *questions],
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    came = [json.loads(line) for line in finished.stdout.splitlines()]
    assert came == [library.ask(question).as_dict() for question in questions]


def test_an_explanation_adds_up(library: Library) -> None:
    question = "2016年地区生产总值是多少"
    explanation = library.explain(question)
    assert explanation.outcome is Outcome.ANSWERED
    best = explanation.sentences[0]
    # What weighs less than 0.05 is left out of an explanation.
    assert sum(weight for _, weight in best.contributions) == pytest.approx(best.score, abs=0.5)
    assert sum(weight for _, weight in explanation.reasons) == pytest.approx(
        explanation.margin, abs=0.5
    )
    hit = library.ask(question).hits[0]
    assert best.chosen
    assert best.score == pytest.approx(hit.score, abs=1e-4)
    assert best.text in hit.excerpt
    assert best.phrasing
