"""How much of a question a sentence says, and whether it holds more than the question itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.seeds import read_seeds
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget
from retrieval.ranking.coverage import clause_signals, held_apart, own_terms

NAME = "2023年湖北省政府工作报告.txt"
RING, ROAD, HOUSES, RAIL = (
    "新修的332边防路全长80公里。",
    "建设331边防路等公路，开通航线9条。",
    "核心区平房2008户申请式退租全部完成。",
    "轨道交通建设提速。",
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    text = "\n".join(("2023年湖北省政府工作报告\n", "一、2022年工作回顾", RING, ROAD, HOUSES, RAIL))
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    return build_engine(read_seeds(tmp_path), {})


def asked(engine: Engine, question: str) -> Question:
    return engine.for_target(engine.analyze(question), ReportTarget(NAME))


def signals(engine: Engine, question: str, sentence: str) -> dict[str, float]:
    """The signals of `sentence` for `question`."""
    index = engine.open(NAME)
    texts = [each.span.of(index.report.text) for each in index.sentences]
    analyzed = asked(engine, question)
    return clause_signals(analyzed, own_terms(analyzed), texts.index(sentence), index)


@pytest.mark.parametrize(
    ("question", "sentence", "lacking"),
    [
        ("332边防路多少公里", RING, 0.0),
        ("核心区2008户平房退租补了多少", HOUSES, 1.0),  # the only figure is that of the question
        ("331边防路那片开了多少航线", ROAD, 0.0),  # in the clause beside it
        ("核心区平房退租完成了吗", HOUSES, 0.0),  # none is asked for
        ("轨道交通建了多少", RAIL, 1.0),
    ],
)
def test_a_figure_of_the_question_is_none_of_the_answer(
    engine: Engine, question: str, sentence: str, lacking: float
) -> None:
    assert signals(engine, question, sentence)["figure_apart_lacking"] == lacking


def test_words_of_the_question_are_no_answer_of_their_kind(engine: Engine) -> None:
    question = asked(engine, "核心区平房申请式退租走什么流程")
    procedure = next(each for each in engine.open(NAME).kinds if each.name == "procedure")
    assert procedure.held(HOUSES)
    assert not held_apart(procedure, question, HOUSES)
    assert held_apart(procedure, question, "退租在街道窗口办理")


def test_what_only_the_lexicon_finds_is_told_apart(engine: Engine) -> None:
    assert signals(engine, "轨道交通", RAIL)["bridged"] == 0.0
    assert signals(engine, "地铁", RAIL)["bridged"] > 0.0
