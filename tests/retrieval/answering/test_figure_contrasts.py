"""Comparisons over time: each side gets the figure of one thing at its time."""

from __future__ import annotations

import pytest

from retrieval import Library, Shape, library_of
from retrieval.reports import read_report
from tests.retrieval.figures.reading import REPORT

REVIEW = (
    "世界经济增速是六年来最低，去年形势严峻。全年国内生产总值增长6.9%，居民消费价格上涨1.4%，"
    "城镇新增就业1312万人。单位国内生产总值能耗下降5.6%。"
    "城镇调查失业率为5.1%。实际使用外资8.5亿元。新建、改扩建中小学208所，新建公路90公里。\n"
    "五年来国内生产总值年均增长7.8%。"
)
PLAN = (
    "今年国民经济和社会发展的主要预期目标是：国内生产总值增长6.5%左右，居民消费价格涨幅3%左右，"
    "城镇新增就业1000万人以上，城镇调查失业率5.5%左右。单位国内生产总值能耗下降3.4%以上。"
    "污染物排放量下降2%。新建、改扩建中小学60所，新建公路30公里。"
)


@pytest.fixture(scope="module")
def small() -> Library:
    text = REPORT.format(review=REVIEW, plan=PLAN)
    return library_of([read_report("2017年青山县政府工作报告.txt", text)])


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("GDP增速，去年跑出来的跟今年定的差多少", ["增长6.9%", "增长6.5%左右"]),
        ("物价去年涨幅同今年控制目标相比", ["价格上涨1.4%", "价格涨幅3%左右"]),
        ("失业率定的目标跟去年实际的，哪个高", ["失业率为5.1%", "失业率5.5%左右"]),
        ("单位能耗去年降了几个点，今年要求降几个点，是松了还是紧了", ["5.6%", "3.4%以上"]),
        ("中小学去年盖的多还是今年要盖的多", ["208所", "60所"]),
        ("城镇新增就业，目标比上一年完成的少了多少", ["1312万人", "1000万人以上"]),
        ("今年定的增长目标跟去年实际比，是不是调低了", ["6.9%", "6.5%左右"]),
        ("GDP去年的增速、过去五年平均增速、今年目标摆一块看看", ["6.9%", "7.8%", "6.5%"]),
    ],
)
def test_each_side_gets_the_figure_of_its_time(
    small: Library, question: str, sides: list[str]
) -> None:
    answer = small.ask(question)
    assert answer.shape is Shape.COMPARISON
    shown = answer.hits[: answer.shown]
    assert len(shown) == len(sides)
    for hit, side in zip(shown, sides, strict=True):
        assert side in hit.excerpt
        assert hit.excerpt == small.home_report.text[hit.location.start : hit.location.end]


def test_what_the_report_counts_at_one_time_only_is_no_comparison_of_other_things(
    small: Library,
) -> None:
    answer = small.ask("外资去年实际使用多少，今年目标是多少")
    assert "8.5亿元" in answer.hits[0].excerpt
    assert not any("公路" in hit.excerpt for hit in answer.hits[: answer.shown])


def test_two_things_at_two_times_are_not_held_against_each_other(small: Library) -> None:
    answer = small.ask("去年新建公路多少公里？还有今年城镇新增就业多少人")
    shown = answer.hits[: answer.shown]
    assert ["90公里" in shown[0].excerpt, "1000万人" in shown[1].excerpt] == [True, True]


def test_another_place_is_no_time(small: Library) -> None:
    answer = small.ask("青山县和上海市去年国内生产总值增速哪个高")
    assert not any(hit.group.startswith("上海") for hit in answer.hits)
