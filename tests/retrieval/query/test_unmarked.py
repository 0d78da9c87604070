from __future__ import annotations

import pytest

from retrieval import Library
from retrieval.query.shape import Shape
from retrieval.query.shape_reader import load_shape_reader

COMPARED = [
    ("出口跟进口哪头大哪头小", ["出口哪头大哪头小", "进口哪头大哪头小"]),
    ("成都的高铁里程跟重庆比一比哇", ["成都高铁里程", "重庆高铁里程"]),
    # One thing, before and after.
    ("失业率从多少降到多少", ["已经失业率从降到", "今后失业率从降到"]),
    ("GDP增速定的和完成的对得上不", ["已经gdp增速得上", "今后gdp增速得上"]),
]
SEVERAL = [
    ("给我三个数：出口额、进口额、顺差", ["出口额", "进口额", "顺差"]),
    ("请答复以下二问：其一，赤字几何；其二，国债发行几何", ["赤字几何", "国债发行几何"]),
    (
        "请分别说明1985年的农业总产值、工业总产值及财政收支状况",
        ["1985年的农业总产值", "1985年的工业总产值", "1985年的财政收支状况"],
    ),
    ("今年高考人数有几多，录取率高唔高？", ["今年高考人数有几多", "录取率高唔高"]),
    # What asks nothing is said of what follows.
    (
        "孩子过敏，空气差就咳，想问PM2.5降到多少了，另外那个化工厂搬走没有",
        ["孩子过敏,空气差就咳,pm2.5降到多少了", "那个化工厂搬走没有"],
    ),
]


@pytest.mark.parametrize(
    ("shape", "question", "pieces"),
    [
        *((Shape.COMPARISON, *row) for row in COMPARED),
        *((Shape.PARTS, *row) for row in SEVERAL),
    ],
)
def test_what_no_mark_divides_is_divided_where_the_model_says_so(
    library: Library, shape: Shape, question: str, pieces: list[str]
) -> None:
    reading = load_shape_reader().read(library.explain(question).question)
    assert reading.shape is shape
    assert [piece.question for piece in reading.pieces] == pieces


def test_sides_without_a_label_stand_under_their_part(library: Library) -> None:
    answer = library.ask("GDP增速定的和完成的对得上不")
    assert answer.shape is Shape.COMPARISON
    assert [hit.group for hit in answer.hits] == [hit.location.part for hit in answer.hits]
    assert answer.unanswered == ()
