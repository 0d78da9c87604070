"""A report that has lost its line ends is divided by its own numbering and announcements."""

from __future__ import annotations

import pytest

from retrieval.reports import read_report
from tests.invariants import faults

FILLER = "全县上下团结一心、真抓实干，各项事业稳步推进，群众得到更多实惠。" * 12
LINES = [
    "政府工作报告",
    "——2008年3月27日在某县第十五届人民代表大会第二次会议上",
    "某县人民政府县长 岳文民",
    "各位代表：",
    "现在，我代表某县人民政府作工作报告，请予审议。",
    "一、过去五年工作回顾",
    "2007年是不平凡的一年。" + FILLER,
    "（一）坚持扩大开放。招商引资成效明显。" + FILLER,
    "（二）推进结构调整。三大产业协调发展。" + FILLER,
    "二、2008年工作总体要求和目标任务",
    "2008年要抓好以下两个方面的工作：",
    "（一）抓项目。项目是龙头。" + FILLER,
    "（二）抓民生。民生是根本，要办好一、二、三产业融合的实事。" + FILLER,
    "三、加强政府自身建设",
    "各位代表，任务光荣而艰巨。让我们团结奋斗！" + FILLER,
]
OUTLINE = [
    ("一、过去五年工作回顾", ["", "（一）坚持扩大开放", "（二）推进结构调整"]),
    ("二、2008年工作总体要求和目标任务", ["", "（一）抓项目", "（二）抓民生"]),
    ("三、加强政府自身建设", [""]),
]


@pytest.mark.parametrize("between", ["", " ", "\u3000\u3000"])
def test_parts_and_sections_are_found(between: str) -> None:
    report = read_report("报告.txt", between.join(LINES))
    assert faults(report) == []
    assert [
        (part.title, [section.title for section in part.sections]) for part in report.parts[1:]
    ] == OUTLINE
    assert str(report.date) == "2008-03-27"
    assert report.speaker == "岳文民"


def test_a_long_paragraph_in_a_report_with_line_ends_is_left_alone() -> None:
    long = "2007年是不平凡的一年。一、二产业增长。" + FILLER * 3
    report = read_report("报告.txt", "\n".join([*LINES[:6], long, *LINES[9:]]))
    assert long in [each.span.of(report.text) for each in report.paragraphs]
