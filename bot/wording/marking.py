"""Wording of marks: right, wrong and which sentence is right, out of scope; and of undoing."""

from __future__ import annotations

RIGHT = "✅ 对"
WRONG = "❌ 不对"
OUTSIDE = "🚫 报告没有"
MARK = "标出答案"
HIDE = "不属于报告，不再显示"
TEACH_TOO = "同时补充为问法"
UNDO = "撤销这一次改动"

NOTHING_ASKED = "最近没有提问记录。"
WHICH_IS_RIGHT = "哪一句是正确答案？（只作为标注，用来检验以后的改动）"
MARK_HINT = "请写出段号和问题：/mark 段号 问题（段号见 /contents 或原文页面）"
QUESTION_GONE = "这个问题已经不在最近的记录里，请重新发送 /review。"
NOTHING_KEPT = "没有可以撤销的改动。"
NOT_LAST = "这已不是最近一次改动，请重新发送 /undo。"
# Begins the line with a question, which buttons read from the message above them.
QUESTION_LEAD = "问题："
# How a question that is marked is shown in a list.
MARKED_RIGHT = "已标注，现在答对"
MARKED_WRONG = "已标注，现在答错"
MARKED_OUTSIDE = "已标注：报告没有"


def review_lead(total: int, page: int, pages: int) -> str:
    """The number of questions of late, and the page."""
    return f"最近问过的问题共 {total} 个，第 {page} 页，共 {pages} 页。"


def asked_line(number: int, text: str, times: int, *, down: bool) -> str:
    """A question of late, how often it was asked, and whether its answer was voted down."""
    notes = [*(["👎"] if down else []), *([f"问过 {times} 次"] if times > 1 else [])]
    return f"{number}. {text}" + (f"（{'，'.join(notes)}）" if notes else "")


def answered_line(found: str, mark: str) -> str:
    """What the bot answers to it now, and how it is marked."""
    return f"    → {found}" + (f"\n    〔{mark}〕" if mark else "")


def other_paragraph(text: str) -> str:
    """How to name a sentence that is not listed."""
    return f"都不是的话，请发送：/mark 段号 {text}"


def marked_right(sentence: str) -> str:
    """A sentence was marked as the right answer."""
    return f"→ {sentence}\n已记为标准答案。"


def marked_outside() -> str:
    """A question was marked as one that the report does not answer."""
    return "已标注：报告没有写到，以后不再列出。"


def undo_lead(detail: str) -> str:
    """The change that would be taken back."""
    return f"最近一次保存的改动：\n{detail}"


def undone(reports: int) -> str:
    """The last kept change was taken back and the words are loaded again."""
    return f"已撤销并重新载入（共 {reports} 份报告）。"
