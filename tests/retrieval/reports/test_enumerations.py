"""Enumerations are found however a report tells their items apart, and are stretches of it."""

from __future__ import annotations

import pytest

from retrieval import Report
from retrieval.reports import read_report
from retrieval.reports.enumerations import Enumeration, enumerations_of

TITLE = "政府工作报告\n——2023年1月10日在海州市第十七届人民代表大会第二次会议上\n市长 李明\n"


def report_of(body: str) -> Report:
    return read_report("a.txt", TITLE + body)


def items(report: Report, enumeration: Enumeration) -> list[str]:
    return [each.of(report.text) for each in enumeration.items]


@pytest.mark.parametrize(
    ("body", "announced", "first", "number"),
    [
        ("还有不少问题，主要是：一是总量不高。二是项目偏少。三是短板不少。", "问题", "一是总量不高。", 3),
        ("今年主要预期目标是：生产总值增长5%；就业2万人；物价涨幅3%。", "预期目标", "今年主要", 3),
        ("今年主要预期目标是：生产总值增长8%以上，收入增长7%以上，投资增长10%以上。", "预期目标", "今年主要", 1),
        ("各位代表，抓好十件实事。\n1、修路两条。\n2、建园三处。\n", "十件实事", "1、修路两条。", 2),
        ("五年来成就明显。\n——经济总量翻番。\n——城乡面貌改观。\n", "成就", "——经济总量", 2),
        ("做到五点：第一，学习。第二，务实。", "五点", "第一，学习。", 2),
        ("要求如下：①学习。②务实。③廉洁。", "要求", "①学习。", 3),
        ("主要目标为：\n生产总值增长13%；\n财政收入增长9%；\n投资增长11%。\n", "主要目标", "生产总值", 3),
    ],
)  # fmt: skip
def test_items_are_found(body: str, announced: str, first: str, number: int) -> None:
    report = report_of(body)
    found = [each for each in enumerations_of(report) if announced in each.announcement]
    texts = [items(report, each) for each in found]
    assert any(len(each) == number and each[0].startswith(first) for each in texts), texts


@pytest.mark.parametrize(
    "body",
    [
        "第一、二产业都好。第三产业更好。",
        "一是一，二就是二。",
        "会议于3、4月召开。",
        "讲清道理：学好。",
    ],
)
def test_what_lists_nothing_is_no_enumeration(body: str) -> None:
    assert enumerations_of(report_of(body)) == ()


def test_an_item_never_leaves_its_paragraph(report: Report) -> None:
    spans = [paragraph.span for paragraph in report.paragraphs]
    spans += [heading.span for heading in report.headings()]
    found = enumerations_of(report)
    assert len(found) > 10
    for each in found:
        for item in each.items:
            assert any(item.within(span) for span in spans), item.of(report.text)
