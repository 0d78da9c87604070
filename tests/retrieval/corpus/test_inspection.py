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
    assert (found.reviews, found.plans) == ((2012, 2016), (2017, 2021))
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
    with pytest.raises(SeedError, match="open it and save it as"):
        inspect_file(tmp_path / "report.doc")


def test_what_was_mended_is_said(tmp_path: Path) -> None:
    file = tmp_path / "2008年顺平县政府工作报告.txt"
    file.write_text("各位代表：\\r\\n现在，我报告工作。\\r\\n增长13%。", "utf-8")
    (mended,) = inspect_file(file).mended
    assert mended.message == (
        "line ends written out as \\r\\n were read as what they stand for (2 times)"
    )
    assert not mended.serious


def test_a_name_that_contradicts_the_text(tmp_path: Path) -> None:
    file = tmp_path / "2016年容城县政府工作报告.txt"
    head = "政府工作报告\n——2021年2月5日在定兴县第十五届人民代表大会第五次会议上\n"
    file.write_text(f"{head}定兴县人民政府县长 吴鹏\n各位代表：\n现在报告工作。\n", "utf-8")
    found = {each.kind: each.message for each in inspect_file(file).findings}
    assert "容城县" in found["place_conflict"]
    assert "定兴县" in found["place_conflict"]
    assert "2016" in found["year_conflict"]
    assert "2021" in found["year_conflict"]
