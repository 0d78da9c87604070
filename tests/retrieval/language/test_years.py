"""Which spellings name a year, and which only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import WordsError
from retrieval.language.normalization import fold
from retrieval.language.years import (
    LastYears,
    YearExpression,
    load_year_parser,
    years_in_sentence,
    years_in_title,
    years_meant,
)
from retrieval.reports.model import Span

PARSER = load_year_parser()
# The present year of the tests.
THIS_YEAR = 2017


def named(text: str) -> tuple[int, ...]:
    return years_meant(PARSER.parse(fold(text).text), THIS_YEAR)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        # In full.
        ("2016年gdp", (2016,)),
        ("2016 gdp", (2016,)),
        ("2016年度", (2016,)),
        ("２０１６年", (2016,)),
        ("二〇一六年", (2016,)),
        ("二零一六年", (2016,)),
        ("二〇二四 目标", (2024,)),
        ("一九五四年的报告", (1954,)),
        ("2016.12.20的报告", (2016,)),
        ("2016-12-20", (2016,)),
        ("what was the gdp in 2016?", (2016,)),
        ("2008奥运", (2008,)),
        # In two digits.
        ("16年", (2016,)),
        ("一六年", (2016,)),
        ("'16年", (2016,)),
        ("’16 gdp", (2016,)),
        ("08年奥运", (2008,)),
        ("98年抗洪", (1998,)),
        ("16年底", (2016,)),
        ("16年度", (2016,)),
        ("16年初", (2016,)),
        ("16年上半年", (2016,)),
        ("16年下半年", (2016,)),
        ("16年后半年", (2016,)),
        ("16年前三季度", (2016,)),
        ("16年前10个月", (2016,)),
        ("15年以来", (2015,)),
        ("到35年", (2035,)),
        # Ranges: all years between, in either spelling.
        ("2016到2018年", (2016, 2017, 2018)),
        ("2016-2018", (2016, 2017, 2018)),
        ("2016—2018年", (2016, 2017, 2018)),
        ("2016年至2018年", (2016, 2017, 2018)),
        ("2016 ~ 2018", (2016, 2017, 2018)),
        ("2016-18年", (2016, 2017, 2018)),
        ("16年到18年", (2016, 2017, 2018)),
        ("16-18年", (2016, 2017, 2018)),
        ("98到01年", (1998, 1999, 2000, 2001)),
        ("2018到2016年", (2016, 2018)),
        ("2016、2018年", (2016, 2018)),
        ("2016年和18年", (2016, 2018)),
        # Counted from the present one.
        ("今年", (2017,)),
        ("今年底", (2017,)),
        ("本年度", (2017,)),
        ("去年", (2016,)),
        ("上年", (2016,)),
        ("上一年", (2016,)),
        ("上年度", (2016,)),
        ("上一年度", (2016,)),
        ("前年", (2015,)),
        ("跟前年比", (2015,)),
        ("大前年", (2014,)),
        ("明年", (2018,)),
        ("what happened last year", (2016,)),
        ("去年和前年", (2015, 2016)),
        ("2012年…去年", (2012, 2016)),
        # Periods.
        ("十二五", ()),
        ("十二五期间", ()),
        ("一五计划", ()),
        ("近三年", ()),
        ("过去五年", ()),
        ("90年代", ()),
        # Amounts.
        ("停车位有没有2000个", ()),
        ("2000多个", ()),
        ("2000余户", ()),
        ("2000套房", ()),
        ("2000元", ()),
        ("2000万", ()),
        ("2000多亿元", ()),
        ("2000 平方米", ()),
        ("2000人", ()),
        ("2000公里", ()),
        ("2000-2020元", ()),
        ("2000.5万吨", ()),
        ("两千个", ()),
        ("¥2000", ()),
        ("第2000", ()),
        ("12.2016", ()),
        ("2,016", ()),
        ("12016", ()),
        ("20160", ()),
        # Not amounts, though what follows begins like a measure word.
        ("2016多少车位", (2016,)),
        ("2016人均收入", (2016,)),
        ("2016个人所得税", (2016,)),
        ("2016家庭医生", (2016,)),
        ("2016部门预算", (2016,)),
        ("2016天然气价格", (2016,)),
        ("2016元旦", (2016,)),
        # Lengths of time.
        ("10年前", ()),
        ("20年后", ()),
        ("20年来", ()),
        ("15年内", ()),
        ("15年间", ()),
        ("二十来年", ()),
        ("20多年", ()),
        ("过去10年", ()),
        ("近20年", ()),
        ("未来15年", ()),
        ("前10年", ()),
        ("第15年", ()),
        ("改革开放40年", ()),
        ("20年历史", ()),
        # Other words that hold those for years.
        ("过去年均增长", ()),
        ("目前年均增长", ()),
        ("60岁以上年龄", ()),
        ("如今年轻人", ()),
        ("文明年", ()),
        ("基本年金", ()),
        # A year to compare with.
        ("2016年比上年增长多少", (2016,)),
        ("今年比去年增加多少", (2017,)),
        ("较前年增长", ()),
    ],
)
def test_the_years_that_a_text_names(text: str, years: tuple[int, ...]) -> None:
    assert named(text) == years


def test_where_years_are_named() -> None:
    text = "16-18年和去年"
    assert PARSER.parse(text) == (
        YearExpression(Span(0, 6), year=2016),
        YearExpression(Span(0, 6), year=2017),
        YearExpression(Span(0, 6), year=2018),
        YearExpression(Span(7, 9), offset=-1),
    )


def test_a_long_range_names_its_ends_and_the_first_few_between() -> None:
    years = named("1954到2024年")
    assert (years[0], years[-1], len(years)) == (1954, 2024, 13)


def test_without_a_present_year_only_years_in_full_are_known() -> None:
    assert years_meant(PARSER.parse("2012年和去年"), None) == (2012,)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("近三年的目标", LastYears(Span(0, 3), 3)),
        ("目标，最近的5年", LastYears(Span(3, 8), 5)),
        ("past 4 years", LastYears(Span(0, 12), 4)),
        ("第三年", None),
    ],
)
def test_the_last_so_many_years(text: str, last: LastYears | None) -> None:
    assert PARSER.last_years(text) == last


def test_the_years_that_a_report_names() -> None:
    assert years_in_sentence("2016年企业2000多家，2015年1900家") == [2016, 2015]
    assert years_in_title("government-work-report-2016.txt") == [2016]
    assert years_in_title("20160101") == []


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "the table years.relative is missing"),
        ('[years.relative]\n"去年" = "-1"', "a whole number"),
        ('[years.relative]\n"去年" = -1', "amount has to be a list"),
        (
            "[years]\namount=[]\nduration_after=[]\nduration_before=[]\nlast=[]\n"
            '[years.relative]\n"(去年" = -1',
            "no regular expression",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_named(tmp_path: Path, table: str, reason: str) -> None:
    file = tmp_path / "time.toml"
    file.write_text(table, encoding="utf-8")
    with pytest.raises(WordsError, match=reason) as raised:
        load_year_parser(file)
    assert str(file) in str(raised.value)
