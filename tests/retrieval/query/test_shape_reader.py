"""The shape of answer that the words of a question want."""

from __future__ import annotations

import pytest

from retrieval import Library
from retrieval.query.shape import Reading, Shape
from retrieval.query.shape_reader import load_shape_reader


def read(library: Library, question: str) -> Reading:
    """The reading of `question`."""
    return load_shape_reader().read(library.explain(question).question)


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("总结一下这份报告", Shape.OUTLINE),
        ("报告讲了什么", Shape.OUTLINE),
        ("第二部分说了啥", Shape.OUTLINE),
        ("五治是哪五治", Shape.LIST),
        ("拆了哪些地方", Shape.LIST),
        ("教育方面做了什么", Shape.TOPIC),
        ("跟孩子有关的有啥", Shape.TOPIC),
        ("养老", Shape.TOPIC),
        ("过去五年建了多少养老驿站，明年再建多少", Shape.COMPARISON),
    ],
)
def test_the_words_of_a_question_tell_the_shape_of_its_answer(
    library: Library, question: str, shape: Shape
) -> None:
    assert read(library, question).shape is shape


@pytest.mark.parametrize(
    "question",
    [
        "清退了多少家市场",
        "落户的国际组织和机构占全市的比例是多少",
        "我家那几亩棚子眼瞅着要没了，2017年新建多少农业园",
        "这几年到处拆，拆迁腾出来的地方总共多大",
        "明年黑臭河怎么治，靠什么保证水质达标",
    ],
)
def test_one_question_stays_one(library: Library, question: str) -> None:
    assert read(library, question).shape is Shape.EXCERPT


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("财政收入和人均收入分别是多少", ["财政收入是多少", "人均收入是多少"]),
        (
            "2016年和2017年的财政收入分别是多少",
            ["2016年的财政收入是多少", "2017年的财政收入是多少"],
        ),
        ("公园和大街，明年各弄多少", ["公园明年弄多少", "大街明年弄多少"]),
        ("1.修了多少路 2.建了多少学校", ["修了多少路", "建了多少学校"]),
        ("建了多少学校？还有拆了多少违建", ["建了多少学校", "拆了多少违建"]),
    ],
)
def test_each_piece_of_several_questions_is_complete(
    library: Library, question: str, pieces: list[str]
) -> None:
    assert [piece.question for piece in read(library, question).pieces] == pieces
