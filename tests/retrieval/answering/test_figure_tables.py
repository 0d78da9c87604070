"""Tables of figures as answers: of a time, of a subject, of several questions, of two times."""

from __future__ import annotations

import itertools

import pytest

from retrieval import Answer, Library, Outcome, Shape, library_of
from retrieval.reports import read_report
from tests.retrieval.figures.reading import REPORT

LINE = tuple[str, str]


def lines(answer: Answer) -> list[LINE]:
    """What is counted and the figure, line by line."""
    return [(each.what, each.written.shown) for hit in answer.hits for each in hit.figures]


def check(library: Library, answer: Answer) -> None:
    """What holds for any table: verbatim clauses, none twice, each figure bold where it stands."""
    assert answer.outcome is Outcome.ANSWERED
    assert 1 <= answer.shown <= len(answer.hits)
    for hit in answer.hits:
        text = library.report(hit.location.report).text
        assert text[hit.location.start : hit.location.end] == hit.excerpt
        bold = [span.of(hit.excerpt) for span in hit.answering]
        assert not hit.figures or sorted(bold) == sorted(each.written.text for each in hit.figures)
    spans = sorted((hit.location.start, hit.location.end) for hit in answer.hits)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@pytest.mark.parametrize("question", ["2017年的硬指标", "2017年有哪些目标", "明年有哪些目标"])
def test_all_figures_of_a_year_are_there_and_none_of_another(
    library: Library, question: str
) -> None:
    answer = library.ask(question)
    check(library, answer)
    assert answer.shape is Shape.LIST
    assert {each.year for hit in answer.hits for each in hit.figures} == {2017}
    figures = library.figures.of(library.home_report.name)
    assert len(lines(answer)) == sum(each.year == 2017 for each in figures)
    assert ("地区生产总值", "超过5200亿元") in lines(answer)


@pytest.mark.parametrize("question", ["列出重要数字", "报告里有哪些数字"])
def test_what_any_report_counts_comes_first(library: Library, question: str) -> None:
    answer = library.ask(question)
    check(library, answer)
    assert lines(answer)[:2] == [("地区生产总值", "4942亿元"), ("地区生产总值", "6.5%")]
    assert answer.shown < len(answer.hits)


def test_the_time_that_is_named_holds_for_every_line(library: Library) -> None:
    answer = library.ask("2016年的主要经济指标")
    check(library, answer)
    assert ("居民人均可支配收入", "59886元") in lines(answer)
    assert {each.year for hit in answer.hits for each in hit.figures} == {2016}


def test_aims_without_a_figure_stay_among_those_with_one(library: Library) -> None:
    answer = library.ask("今后五年的主要目标是什么")
    check(library, answer)
    assert ("城镇登记失业率", "2.5%以内") in lines(answer)
    assert "经济社会持续健康发展" in [hit.excerpt for hit in answer.hits if not hit.figures]


def test_figures_about_a_subject(library: Library) -> None:
    answer = library.ask("教育方面有哪些数字")
    check(library, answer)
    assert {("新增一级一类幼儿园", "60所"), ("新增学位", "6800个")} <= set(lines(answer))
    assert all("亿元" not in figure for _, figure in lines(answer))


@pytest.mark.parametrize(
    ("question", "shape", "expected", "alone"),
    [
        ("GDP和收入分别是多少", Shape.PARTS, ["4942亿元", "59886元"], ["4942亿元", "59886元"]),
        (
            "过去五年建了多少幼儿园，明年再建多少",
            Shape.COMPARISON,
            ["60所", "10所"],
            ["60所", "10所"],
        ),
        (
            "以前一共拆了多少违建，明年准备再拆多少",
            Shape.COMPARISON,
            ["1340多万平方米", "400万平方米"],
            [],
        ),
    ],
)
def test_each_of_several_questions_gets_its_figure(
    library: Library, question: str, shape: Shape, expected: list[str], alone: list[str]
) -> None:
    answer = library.ask(question)
    check(library, answer)
    assert answer.shape is shape
    shown = answer.hits[: answer.shown]
    assert len(shown) == len(expected)
    assert all(figure in hit.excerpt for figure, hit in zip(expected, shown, strict=True))
    # What the words name for certain, or what counts the same thing, stands alone.
    assert {figure for _, figure in lines(answer)} >= set(alone)


@pytest.mark.parametrize(
    "question",
    [
        "优质教育覆盖有什么目标",  # the aims of one thing
        "2017年一般公共预算收入目标是多少",  # one figure
        "一绿试点头一批乡和第二批乡，进度任务上有什么不一样？",  # no figure is asked for
        "大数据有哪些应用",
        "数字经济",
        "为什么指标完成了",
        "2030年的主要指标",
        "上海市的主要指标",
    ],
)
def test_what_asks_for_no_figures_gets_no_table(library: Library, question: str) -> None:
    assert lines(library.ask(question)) == []


def test_a_question_for_all_figures_of_a_time_follows_nothing(library: Library) -> None:
    before = "新增了多少停车位"
    assert library.follow("2017年的硬指标", before) is None
    assert library.follow("今年完成了哪些指标", before) is None
    assert library.follow("那2017年呢", before) is not None


def test_a_stretch_from_one_figure_to_another_is_told_by_where_it_ends() -> None:
    review = "高铁里程从2.5万公里增加到4.2万公里，公路里程由13.6万公里增加到17.7万公里。"
    text = REPORT.format(review=review, plan="各项工作有序推进。")
    library = library_of([read_report("2017年青山县政府工作报告.txt", text)])
    answer = library.ask("高铁里程和公路里程分别是多少公里")
    assert [figure for _, figure in lines(answer)] == ["4.2万公里", "17.7万公里"]


def test_the_fields_of_an_answer_are_the_same_with_a_table(library: Library) -> None:
    table, excerpt = library.ask("2017年的硬指标"), library.ask("新增了多少停车位")
    assert table.as_dict().keys() == excerpt.as_dict().keys()
    assert table.as_dict()["hits"][0].keys() == excerpt.as_dict()["hits"][0].keys()


def test_figures_that_contradict_each_other_are_both_the_answer() -> None:
    review = (
        "2016年，地区生产总值达到100亿元。城镇新增就业4750人。\n\n"
        "公园多了起来。2016年，地区生产总值达到110亿元。"
    )
    text = REPORT.format(review=review, plan="地区生产总值增长6%。")
    library = library_of([read_report("2017年青山县政府工作报告.txt", text)])
    answer = library.ask("2016年地区生产总值是多少")
    check(library, answer)
    assert [figure for _, figure in lines(answer)] == ["100亿元", "110亿元"]
    assert lines(library.ask("城镇新增就业多少人")) == []
