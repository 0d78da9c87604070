"""Reading the figures of small texts."""

from __future__ import annotations

from retrieval.figures.figure import Figure
from retrieval.figures.reader import frames_of, read_figures
from retrieval.reports import read_report
from retrieval.reports.model import Report

__all__ = ["figures_in", "said"]

REPORT = """政府工作报告

——2017年1月10日在某某市第十五届人民代表大会第一次会议上

一、2016年工作回顾

{review}

二、2017年重点工作

{plan}
"""


def report_of(review: str, plan: str = "各项工作有序推进。") -> Report:
    return read_report("某某市2017年.txt", REPORT.format(review=review, plan=plan))


def figures_in(
    review: str = "成绩来之不易。", plan: str = "各项工作有序推进。"
) -> tuple[Figure, ...]:
    """The figures of a report with these two paragraphs, each cell checked against its text."""
    report = report_of(review, plan)
    figures = read_figures(report, frames_of(report))
    for each in figures:
        for cell in each.cells:
            assert cell.span.of(report.text) == cell.text
    return figures


def said(review: str = "成绩来之不易。", plan: str = "各项工作有序推进。") -> list[tuple[str, str]]:
    """What is counted and how much, for each figure."""
    return [(each.what, each.written.shown) for each in figures_in(review, plan)]
