"""The fitted model of shapes: what it reads, and what a file that cannot be used says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval import Library
from retrieval.errors import WordsError
from retrieval.query import shape_model
from retrieval.query.shape import Shape
from retrieval.query.shape_model import LABELS, TARGETS, features_of, load_shape_model
from retrieval.query.shape_reader import load_shape_reader


# Wordings of which no pattern of shapes.toml has the frame.
@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("这一年到底干成了些啥，给我捋个大概", Shape.OUTLINE),
        ("政府自己这支队伍打算怎么管", Shape.OUTLINE),
        ("报告承认眼下还有哪些难处", Shape.OUTLINE),
        ("今年主要预期目标逐条列一下", Shape.OUTLINE),
        ("种地的农民能从报告里看到什么好处", Shape.TOPIC),
        ("养老", Shape.TOPIC),
        ("老旧小区，去年改了多少、今年打算改多少", Shape.COMPARISON),
        ("新增了多少停车位", Shape.EXCERPT),
        ("失业率是多少", Shape.EXCERPT),
    ],
)
def test_the_shape_is_read(library: Library, question: str, shape: Shape) -> None:
    assert library.explain(question).reading.shape is shape


@pytest.mark.parametrize(
    ("question", "target"),
    [
        ("报告承认眼下还有哪些难处", "problems"),
        ("县里觉得自己还存在哪四个问题", "problems"),
        ("政府自身建设怎么搞", "government"),
        ("今年预期目标有几项，分别是多少", "aims"),
    ],
)
def test_what_every_report_says_at_one_place_is_asked_for(
    library: Library, question: str, target: str
) -> None:
    assert library.explain(question).reading.target == target


@pytest.mark.parametrize("question", ["停车难问题怎么解决", "地区生产总值的增长目标是多少"])
def test_a_problem_or_an_aim_of_one_thing_is_none_of_the_report(
    library: Library, question: str
) -> None:
    assert library.explain(question).reading.target == ""


def test_shares_add_up(library: Library) -> None:
    question = library.explain("教育方面做了什么").question
    likely = load_shape_model().likely(features_of(question, 0))
    assert {label for label, _ in likely} == set(LABELS)
    assert sum(share for _, share in likely) == pytest.approx(1)


@pytest.mark.parametrize(
    "content",
    [None, "{", "[]", '{"labels": {}, "targets": {}}',
     json.dumps({"labels": {"": [1.0]}, "targets": {"": [0.0] * len(TARGETS)}, "frame_words": []})],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file = tmp_path / "shapes.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setattr(shape_model, "shape_model_file", lambda: file)
    load_shape_model.cache_clear()
    try:
        with pytest.raises(WordsError, match="retrieval calibrate") as raised:
            load_shape_reader()
    finally:
        load_shape_model.cache_clear()
    assert str(file) in str(raised.value)
