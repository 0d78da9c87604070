"""Outlines: of the time that is named, over all of a long report, word for word."""

from __future__ import annotations

import pytest

from retrieval import Library, library_of
from retrieval.reports import read_report
from retrieval.reports.model import Report

_FIELDS = ("教育", "养老", "交通", "农业", "文化", "体育", "商贸", "水利")


def _section(year: int) -> str:
    return "\n".join(
        f"{field}工作全面推进{year}年各项目标任务，持续加大投入力度，建成项目{n + 3}个，受益群众大幅增加，"
        f"{field}领域满意度稳步提升。具体完成投资{n + 2}亿元。"
        for n, field in enumerate(_FIELDS)
    )


@pytest.fixture(scope="module")
def long() -> Library:
    parts = [
        f"{numeral}、{title}\n{_section(year)}\n"
        for numeral, title, year in (
            ("一", "2021年工作回顾", 2021),
            ("二", "今后五年的奋斗目标", 2026),
            ("三", "2022年重点工作", 2022),
        )
    ]
    text = "2022年湖北省政府工作报告\n\n各位代表：\n\n" + "\n".join(parts)
    return library_of([read_report("2022年湖北省政府工作报告.txt", text)])


def test_an_outline_of_a_long_report_reaches_its_last_part(long: Library) -> None:
    answer = long.ask("总结一下这份报告")
    shown = answer.hits[: answer.shown]
    headings = {"一、2021年工作回顾", "二、今后五年的奋斗目标", "三、2022年重点工作"}
    assert headings <= {hit.excerpt for hit in shown}
    assert answer.shown < len(answer.hits)
    assert len({hit.group for hit in shown if hit.excerpt not in headings}) == len(headings)


@pytest.mark.parametrize("question", ["今年重点工作有哪些", "2022年要重点抓好哪几项工作"])
def test_work_of_this_year_is_what_the_report_proposes(long: Library, question: str) -> None:
    answer = long.ask(question)
    assert {hit.location.part for hit in answer.hits} == {"三、2022年重点工作"}


def test_this_year_is_the_year_of_the_work_proposed(library: Library) -> None:
    parts = {hit.location.part for hit in library.ask("今年重点工作有哪些").hits}
    assert parts == {hit.location.part for hit in library.ask("明年重点工作有哪些").hits}


def test_items_are_word_for_word(library: Library, report: Report) -> None:
    for question in ("总结一下", "明年要干哪些事"):
        for hit in library.ask(question).hits:
            assert report.text[hit.location.start : hit.location.end] == hit.excerpt
