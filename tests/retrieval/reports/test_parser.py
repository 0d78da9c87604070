"""The project's own report, read: literal expectations."""

from __future__ import annotations

import datetime

from retrieval import Report
from retrieval.reports.lines import squeeze
from tests.invariants import uncovered


def test_title_block(report: Report) -> None:
    assert report.title == "政府工作报告"
    assert report.date == datetime.date(2016, 12, 20)
    assert report.occasion == "朝阳区第十六届人民代表大会第一次会议"
    assert report.speaker == "王灏"
    assert report.office == "朝阳区人民政府区长"


def test_parts_and_sections(report: Report) -> None:
    assert [
        (part.title, [section.title for section in part.sections]) for part in report.parts
    ] == [
        ("", [""]),
        (
            "五年工作回顾",
            [
                "",
                "一、全力服务首都核心功能,发展质量和效益显著提升",
                "二、坚决治理“大城市病”,城市建设和管理水平显著提升",
                "三、着力增进民生福祉,社会建设和公共服务水平显著提升",
                "",  # 各位代表,五年来,…: what closes the part
            ],
        ),
        (
            "今后五年的主要任务",
            [
                "",
                "一、强化核心功能,促进发展新提升",
                "二、强化创新引领,增强发展新动能",
                "三、强化共治共享,实现民生新改善",
                "四、强化从严治政,推动政府效能和服务水平新提升",
            ],
        ),
        ("2017年工作建议", [""]),
    ]


def test_paragraphs_are_numbered_in_reading_order(report: Report) -> None:
    assert [paragraph.number for paragraph in report.paragraphs] == list(range(1, 57))


def test_run_in_headings(report: Report) -> None:
    headings = {
        paragraph.number: paragraph.heading.of(report.text)
        for paragraph in report.paragraphs
        if paragraph.heading
    }
    assert headings[6] == "疏解非首都功能扎实有效。"
    assert headings[43] == "坚持依法行政,切实规范权力运行。"
    assert headings[47] == "一是坚定不移推进功能疏解和人口调控。"
    # its full stop is missing in the source
    assert headings[28] == "加快疏解非首都功能"
    assert [number for number in range(5, 56) if number not in headings] == [
        5, 10, 14, 19, 20, 21, 22, 23, 24, 25, 26, 27, 33, 38, 42, 46, 55,
    ]  # fmt: skip


def test_page_furniture_is_set_aside(report: Report) -> None:
    assert [span.of(report.text) for span in report.furniture] == [
        "您当前的位置:首页>>公开公告>>公开、公告、决议、决定",
        "政 府 工 作 报 告",
        "政 府 工 作 报 告",
    ]


def test_no_character_is_lost(report: Report) -> None:
    assert uncovered(report) == ""


def test_sentences_are_paragraphs_without_their_white_space(report: Report) -> None:
    for paragraph in report.paragraphs:
        joined = "".join(span.of(report.text) for span in paragraph.sentences)
        assert squeeze(joined) == squeeze(paragraph.span.of(report.text))
