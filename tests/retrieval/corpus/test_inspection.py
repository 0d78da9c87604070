"""What is understood of a report's file, and what looks wrong in it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from retrieval import Inspection, SeedError, inspect_file
from tests.conftest import REPORT, SEEDS


def kinds(found: Inspection) -> list[str]:
    return [each.kind for each in found.findings]


def test_nothing_looks_wrong_in_the_report_that_comes_along() -> None:
    found = inspect_file(SEEDS / REPORT)
    assert found.findings == ()
    assert found.sound
    meta = found.metadata
    assert (meta.title, meta.place, meta.level) == ("政府工作报告", "朝阳区", "county")
    assert (meta.date, meta.year) == (datetime.date(2016, 12, 20), 2017)
    assert [(part.title, part.frame) for part in found.parts] == [
        ("", "unknown"),
        ("五年工作回顾", "review"),
        ("今后五年的主要任务", "plan"),
        ("2017年工作建议", "next"),
    ]


def test_a_text_that_is_hardly_a_report(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("海边新建灯塔17座。\n", "utf-8")
    found = inspect_file(file)
    assert kinds(found) == ["no_place", "no_year", "short", "no_headings"]
    assert not found.sound


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="no suffix|none of the suffixes"):
        inspect_file(tmp_path / "report.doc")
