"""Reports as they are copied from pages and collections: what is around them is set aside."""

from __future__ import annotations

import datetime

import pytest

from retrieval import Report
from retrieval.reports import read_report
from tests.invariants import faults

PROSE = [
    f"第{number}项工作稳步推进，全县上下团结一心、真抓实干，各项指标均好于预期，群众得到更多实惠。"
    for number in "甲乙丙丁戊己庚辛"
]


def read(*lines: str) -> Report:
    report = read_report("报告.txt", "\n\n".join(lines))
    assert faults(report) == []
    return report


def paragraphs(report: Report) -> list[str]:
    return [paragraph.span.of(report.text) for paragraph in report.paragraphs]


def test_the_head_of_a_collection_and_the_menus_of_a_page() -> None:
    report = read(
        "标题：某省2003年政府工作报告",
        "发文单位：某省人民政府",
        "发文时间：2003-01-13",
        "报告人：某省人民政府代省长 张三丰",
        "来源URL：http://www.example.cn/a.html",
        "正文：",
        "长者模式",
        "|",
        "当前位置：",
        "首页",
        ">>",
        "政府工作报告",
        "2003年01月13日",
        "【",
        "字体：",
        "大",
        "】",
        "在某省第十届人民代表大会第一次会议上",
        "某省代省长 张三丰",
        "（二〇〇三年一月十日）",
        "张三丰同志作政府工作报告。本报记者 李四摄",
        "各位代表：",
        *PROSE,
    )
    assert report.title == "某省2003年政府工作报告"
    assert report.date == datetime.date(2003, 1, 10)  # not when the page was published
    assert (report.office, report.speaker) == ("某省代省长", "张三丰")
    shown = paragraphs(report)
    assert shown[-9:] == ["各位代表：", *PROSE]
    assert not any("字体" in each or "2003年01月13日" in each for each in shown)


def test_an_abstract_that_repeats_the_beginning() -> None:
    report = read(
        "工作报告",
        "2021年某县政府工作报告",
        "时间：2023-01-24　作者：某网　来源：政府官网　阅读：",
        "317",
        "内容摘要：",
        "政 府 工 作 报 告（2021年2月5日在某县第十五届人民代表大会第五次会议上）某县县长 吴鹏各位代表：现在，我报告。请......",
        "政 府 工 作 报 告",
        "（2021年2月5日在某县第十五届人民代表大会第五次会议上）",
        "某县人民政府县长　吴　鹏",
        "各位代表：",
        *PROSE,
    )
    assert report.title == "2021年某县政府工作报告"
    assert (report.date, report.speaker) == (datetime.date(2021, 2, 5), "吴鹏")
    assert paragraphs(report)[1:] == ["各位代表：", *PROSE]


def test_text_above_the_salutation_is_kept() -> None:
    report = read("2020年某县政府工作报告", PROSE[0], "各位代表：", PROSE[1])
    assert paragraphs(report) == [PROSE[0], "各位代表：", PROSE[1]]


@pytest.mark.parametrize(
    "after",
    [
        ["（责任编辑：杨淼）"],
        ["省各设区市", "石家庄市", "承德市", "关于本站", "|", "网站地图", "冀ICP备06016263号-1"],
        [
            "分享到：",
            "QQ空间",
            "上一篇：",
            "2020年某县政府工作报告",
            "12-03",
            "修武县2025年政府工作报告",
        ],
        ["您访问的链接即将离开本网站", "版权所有：某县人民政府", "是否继续？", "放弃"],
    ],
)
def test_what_follows_the_end_is_set_aside(after: list[str]) -> None:
    report = read("各位代表：", *PROSE, "谢谢大家！", *after)
    assert paragraphs(report) == ["各位代表：", *PROSE, "谢谢大家！"]
    assert len(report.furniture) == len(after)


def test_an_annex_is_part_of_the_report() -> None:
    table = ["附件", "地区生产总值 120亿元", "财政收入 14亿元", "人均收入 2万元"]
    report = read("各位代表：", *PROSE, *table, "（责任编辑：杨淼）")
    assert "财政收入 14亿元" in "\n".join(paragraphs(report))
    assert [span.of(report.text) for span in report.furniture] == ["（责任编辑：杨淼）"]


def test_a_page_that_shows_the_text_twice() -> None:
    once = ["各位代表：", "现在报告工作。", *PROSE]
    report = read("某县政府工作报告", *once, "网站地图", "某县政府工作报告", *once, "网站地图")
    assert paragraphs(report) == once


def test_a_refrain_is_no_second_copy() -> None:
    lines = [each for number, text in enumerate(PROSE) for each in (PROSE[-1], f"{number}、{text}")]
    assert len(paragraphs(read("各位代表：", *lines))) == 1 + len(lines)


@pytest.mark.parametrize("mark", ["  来自马克数据网", "\u3000来自某某资料库"])
def test_a_watermark_after_the_last_sentence(mark: str) -> None:
    report = read("各位代表：", *PROSE[:-1], PROSE[-1] + mark)
    assert paragraphs(report)[-1] == PROSE[-1]
    assert [span.of(report.text) for span in report.furniture] == [mark.strip()]


@pytest.mark.parametrize(
    "line", ["【", "大", "】", "文件（二十六）", "某县人民代表大会文件（3）", "来自马克数据网"]
)
def test_lines_that_a_collection_adds(line: str) -> None:
    report = read("各位代表：", PROSE[0], line, PROSE[1])
    assert paragraphs(report) == ["各位代表：", PROSE[0], PROSE[1]]


def test_words_that_a_site_made_links_go_back_into_their_sentence() -> None:
    report = read(
        "过去五年回顾",
        PROSE[0],
        "一、经济持续发展。经济增长。",
        "著名商标",
        "发展到13个。结构优化。",
        "二、民主",
        "法制",
        "建设进一步加强。坚持依法治省，加强政府",
        "法制",
        "工作，普法全面开展。",
        "三、社会进步。社会保障体系的框架已经基本建立，各项改革全面推进，农村税费的管理开始纳入",
        "法制",
        "化、规范化的轨道。",
    )
    assert [section.title for section in report.parts[-1].sections] == [
        "",
        "一、经济持续发展",
        "二、民主法制建设进一步加强",
        "三、社会进步",
    ]
    assert squeezed(report, -1).endswith("开始纳入法制化、规范化的轨道。")


def squeezed(report: Report, number: int) -> str:
    return "".join(paragraphs(report)[number].split())
