"""Figures as they are kept, as rows, and what contradicts itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import retrieval
from retrieval import Library
from retrieval.figures.contradictions import contradictions_in
from retrieval.figures.figure import Figure
from retrieval.figures.reader import frames_of, read_figures
from retrieval.figures.table import FIGURE_FIELDS, figure_rows, figures_csv, figures_json
from tests.retrieval.figures.reading import report_of
from tests.retrieval.figures.years import library_of_years


def test_a_figure_is_read_back_as_it_was(library: Library) -> None:
    figures = library.figures.of(library.home_report.name)
    kept = json.loads(json.dumps([each.as_list() for each in figures]))
    assert tuple(map(Figure.of, kept)) == figures


def test_a_damaged_file_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    monkeypatch.setattr("retrieval.cache.cache_folder", lambda: cache)
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("新建学校5所。\n", encoding="utf-8")
    first = retrieval.load(seeds).figures.of("a.txt")
    (file,) = cache.glob("version-*/figures-*.json")
    for damage in (b"", b"[[1]]", b"{", b"null"):
        file.write_bytes(damage)
        assert retrieval.load(seeds).figures.of("a.txt") == first
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"5", b"6", 1))  # well-formed, and wrong
    assert retrieval.load(seeds).figures.of("a.txt") == first
    assert file.read_bytes() == whole


def test_a_table_opens_in_spreadsheets(library: Library) -> None:
    report, (meta,) = library.home_report, library.metadata
    rows = figure_rows(report, meta, library.figures.of(report.name))
    text = figures_csv(rows)
    assert text.startswith("\ufeff")
    read = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(read) == len(rows)
    assert list(read[0]) == list(FIGURE_FIELDS)
    assert (read[0]["what"], read[0]["value"]) == ("地区生产总值", "494200000000")
    assert json.loads(figures_json(rows))["figures"] == rows


def test_nothing_in_a_table_is_a_formula_or_a_date() -> None:
    said = {"what": "=HYPERLINK(1)", "figure": "1/3", "value": "5", "unit": "微克/立方米"}
    row = dict.fromkeys(FIGURE_FIELDS, "") | said
    (read,) = csv.DictReader(io.StringIO(figures_csv([row]).removeprefix("\ufeff")))
    assert (read["what"], read["figure"]) == ("'=HYPERLINK(1)", "'1/3")
    assert (read["value"], read["unit"]) == ("5", "微克/立方米")


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("2016年，财政收入达到480亿元。", [("477亿元", "480亿元")]),
        ("2016年，财政收入达到477亿元。", []),
        ("2015年，财政收入达到450亿元。", []),
        ("2016年，市级财政收入达到120亿元。", []),
        ("2016年，财政收入增长5%。", []),
        ("2016年，财政收入达到480亿元左右。", []),
        ("2016年，高校方面，财政收入达到12亿元。", []),
    ],
)
def test_two_values_of_one_thing_contradict_each_other(
    second: str, found: list[tuple[str, str]]
) -> None:
    report = report_of(f"2016年，财政收入达到477亿元。{second}")
    contradictions = contradictions_in(report, read_figures(report, frames_of(report)))
    assert [(each.first.written.text, each.second.written.text) for each in contradictions] == found


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of_years(tmp_path_factory.mktemp("years"))


def points(library: Library, question: str) -> list[tuple[int | None, str]]:
    series = library.figures.series(question)
    assert series is not None
    return [(p.report.year, p.figure.written.text if p.figure else "") for p in series.points]


def test_a_series_has_one_figure_a_report_and_leaves_gaps_open(years: Library) -> None:
    found = points(years, "历年GDP增长目标")
    assert found == [(2014, "8%左右"), (2015, ""), (2016, "7%以上"), (2017, "6.5%")]
    assert points(years, "近两年的GDP增长目标") == [(2016, "7%以上"), (2017, "6.5%")]
    assert points(years, "2014年和2016年的GDP增长目标") == [(2014, "8%左右"), (2016, "7%以上")]


def test_units_and_kinds_are_never_mixed(years: Library) -> None:
    series = years.figures.series("历年粮食产量目标")
    assert series is not None
    assert {(each.kind, each.base) for each in series.found} == {("amount", "吨")}
    assert [each.figure.written.text for each in series.apart if each.figure] == ["2%"]
    # Results are one series, targets another.
    result = years.figures.series("地区生产总值完成情况")
    assert result is not None
    assert {each.tense for each in result.found} == {"result"}


def test_a_year_alone_finds_its_figures(library: Library) -> None:
    """The targets of 2017 that a person lists from the report (docs/quality-figures.md)."""
    found = library.figures.about(library.home_report.name, "2017年的目标")
    assert len(found) == 32
    assert {each.paragraph for each in found} == {47, 48, 49, 51, 52, 54}


def test_what_is_not_counted_has_no_series(years: Library, library: Library) -> None:
    assert years.figures.series("历年外星人数量") is None
    assert years.figures.series("") is None
    assert library.figures.series("GDP增长目标") is None  # a single report is no series
