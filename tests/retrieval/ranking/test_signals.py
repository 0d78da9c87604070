"""What speaks for and against an answer."""

from __future__ import annotations

from pathlib import Path

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.seeds import read_seeds
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget
from retrieval.ranking.features import FEATURES
from retrieval.ranking.pipeline import load_model
from retrieval.ranking.ranker import find_candidates, rank
from retrieval.ranking.signals import signals

NAME = "2023年湖北省政府工作报告.txt"
TEXT = """2023年湖北省政府工作报告

一、2022年工作回顾
全省接待外国来的游客5万人次。2020年汽车产量为80万辆，2019年还没有。

二、2023年工作安排
今年汽车产量要达到99万辆。
"""


def adapted(engine: Engine, question: str) -> Question:
    return engine.for_target(engine.analyze(question), ReportTarget(NAME))


def found(folder: Path, question: str) -> tuple[dict[str, float], str]:
    """The signals of the best sentence for `question`, and that sentence."""
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    engine = build_engine(read_seeds(folder), {})
    asked, index = adapted(engine, question), engine.open(NAME)
    candidates = find_candidates(asked, index)
    ranked = rank(candidates, index, load_model().ranking)
    best = index.sentences[ranked[0].sentence].folded
    return signals(asked, ranked, candidates, index), best


def test_parts_speak_for_the_word_they_make_up(tmp_path: Path) -> None:
    known, best = found(tmp_path, "接待外国游客")
    assert "外国来的游客" in best
    assert (known["covered"], known["heaviest_uncovered"]) == (1.0, 0.0)
    lacking, _ = found(tmp_path, "接待火星游客")
    assert lacking["heaviest_uncovered"] > 0.5


def test_a_sentence_that_names_other_years_only_steps_back(tmp_path: Path) -> None:
    _, best = found(tmp_path, "2023年汽车产量")
    assert "99万辆" in best
    engine = build_engine(read_seeds(tmp_path), {})
    index, column = engine.open(NAME), FEATURES.index("other_year")
    this_year = find_candidates(adapted(engine, "2020年汽车产量"), index).features[:, column]
    assert not this_year.any(), "the only sentence with years names this one"
    other_year = find_candidates(adapted(engine, "2021年汽车产量"), index).features[:, column]
    assert sorted(other_year)[:2] == [-1.0, 0.0]
