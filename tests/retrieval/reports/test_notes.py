"""Notes are paragraphs of their own kind, each with the term that it explains."""

from __future__ import annotations

import pytest

from retrieval import Report
from retrieval.reports import read_report
from tests.invariants import faults

SPEECH = ["各位代表：", "一、回顾", "推进雪亮工程[1]和小升规[2]。成绩很大。"]


def terms(*lines: str) -> list[str | None]:
    report = read_report("报告.txt", "\n".join(lines))
    assert faults(report) == []
    return [term_of(report, number) for number in range(len(report.paragraphs))]


def term_of(report: Report, number: int) -> str | None:
    note = report.paragraphs[number].note
    return note.of(report.text) if note else None


@pytest.mark.parametrize(
    "heading",
    ["【名词解释】", "*名词解释", "名词解释", "附件2 名词解释", "《政府工作报告》有关内容名词注释"],
)
@pytest.mark.parametrize(("first", "second"), [("[1]", "[2]"), ("［１］", "［２］"), ("1.", "2．")])
def test_notes_below_their_heading(heading: str, first: str, second: str) -> None:
    notes = [f"{first}“雪亮工程”：县、乡、村三级平台。", f"{second}小升规：规范升级。"]
    assert terms(*SPEECH, heading, *notes) == [None, None, "“雪亮工程”", "小升规"]


def test_notes_without_a_heading_are_a_part_of_their_own() -> None:
    text = "\n".join([*SPEECH, "[1]雪亮工程：是三级平台。", "[2]六稳：指稳就业、稳金融"])
    report = read_report("报告.txt", text)
    assert [part.title for part in report.parts] == ["", "一、回顾", ""]
    assert [term_of(report, number) for number in (2, 3)] == ["雪亮工程", "六稳"]


def test_a_note_may_go_on_in_the_next_paragraph() -> None:
    note = ["1.“两重”：国家重大战略实施。", "包括重点领域安全能力建设。"]
    assert terms(*SPEECH, "名词解释", *note)[2:] == ["“两重”", "“两重”"]


def test_items_of_a_list_are_no_notes() -> None:
    assert (
        terms(*SPEECH, "1.就业：新增两万人。", "①养老：床位增加。", "②托育：托位增加。")
        == [None] * 5
    )
