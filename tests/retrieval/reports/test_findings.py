"""What looks wrong in a report, and what was understood in spite of its form."""

from __future__ import annotations

import pytest

from retrieval import Finding
from retrieval.reports import read_report
from retrieval.reports.findings import findings_of
from retrieval.reports.handled import handled_of

FILLER = "全县上下团结一心、真抓实干，各项事业稳步推进，群众得到更多实惠。" * 14
SOUND = [
    "各位代表：",
    "现在，我代表县人民政府报告工作，请予审议。",
    "一、工作回顾",
    *(f"第{number}项工作。{FILLER}" for number in "甲乙丙丁戊"),
    "二、工作安排",
    *(f"今年的第{number}件大事。{FILLER}" for number in "甲乙丙丁戊"),
]


def findings(*lines: str) -> dict[str, Finding]:
    report = read_report("报告.txt", "\n".join(lines))
    return {each.kind: each for each in findings_of(report)}


def test_nothing_is_wrong_in_a_sound_report() -> None:
    assert findings(*SOUND) == {}
    assert list(handled_of(read_report("报告.txt", "\n".join(SOUND)))) == []


@pytest.mark.parametrize(
    ("lines", "kind", "said", "paragraph", "count"),
    [
        (["增长13.3_M_M_，增长8_M_M_，增长5_M_M_。"], "replaced_characters", "_M_M_ stands for", 13, 3),
        (["第十四个五年规划和二\ufffd\ufffd三五年。"], "lost_characters", "“五年规划和二\ufffd\ufffd三五年。”", 13, 1),
        (["增长????亿元，达到??万元。"], "question_marks", "2 times, first in paragraph 13", 13, 2),
        (["<p>增长了。</p>"], "markup", "tags of a web page", 13, 2),
        (["甲" * 2_600 + "。"], "long_paragraph", "2,601 characters", 13, 1),
        ([SOUND[3]], "repeated", "the first is 3", 3, 2),
        (["实现三个圆满收官[1]，建设三基[54]。"], "notes_missing", "2 marks such as [1]", 13, 2),
        (["三、今年重点工作2025年是关键一年", "增长。"], "swallowed", "goes on with", 13, 1),
        (["四、自身建设", "增长。"], "missing_heading", "“四、自身建设” one is missing", 13, 1),
        (["首页", "领导之窗", "网站声明"], "after_end", "3 short lines follow the end", 13, 3),
        ([f"被断开的第{number}行文字没有" for number in "甲乙丙丁戊己庚辛壬"], "broken_lines", "9 paragraphs", 13, 9),
    ],
)  # fmt: skip
def test_what_looks_wrong(
    lines: list[str], kind: str, said: str, paragraph: int, count: int
) -> None:
    found = findings(*SOUND, *lines)
    assert said in found[kind].message
    assert (found[kind].paragraph, found[kind].count) == (paragraph, count)


def test_a_news_item_is_no_report() -> None:
    news = [
        "【聚焦两会】某县第十八届人民代表大会第三次会议隆重开幕",
        "1月12日上午，某县第十八届人民代表大会第三次会议隆重开幕。会议应出席代表181名。",
        "县长作政府工作报告。报告指出，今年要做好以下工作。",
    ]
    assert set(findings(*news, FILLER)) == {"news", "short"}


def test_what_was_understood_in_spite_of_its_form() -> None:
    menu = ["首页", "|", "走进某县", "互动交流", "【", "】"]
    notes = ["名词解释", "[1]雪亮工程：三级平台。", "[2]小升规：规范升级。"]
    report = read_report("报告.txt", "\n".join([*menu, *SOUND, *notes]))
    assert {each.kind: each.count for each in handled_of(report)} == {"page_lines": 6, "notes": 2}
    one_line = read_report("报告.txt", "".join(SOUND))
    assert [each.kind for each in handled_of(one_line)] == ["divided"]


@pytest.mark.parametrize("name", ["2025年某县政府工作报告解读.txt", "某县政府工作报告（摘要）.txt"])
def test_what_calls_itself_a_digest(name: str) -> None:
    report = read_report(name, "\n".join(SOUND))
    assert [each.kind for each in findings_of(report)] == ["digest"]
