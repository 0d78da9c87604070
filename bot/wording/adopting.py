"""Wording for putting an office's own report in, in Telegram and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.terminal import in_chinese

__all__ = [
    "ANYWAY", "DISCARD", "DISCARDED", "FILE_NAME", "KEEP", "TOO_LARGE", "adopted", "examples",
    "findings", "remaining", "understood",
]  # fmt: skip

FILE_NAME = "2025年某某区政府工作报告.docx"
KEEP = "采用这份报告"
DISCARD = "不采用"
ANYWAY = "仍然采用"
DISCARDED = "没有采用，文件已删除。"
TOO_LARGE = "文件超过 20 MB，Telegram 不让机器人下载；请在终端里运行：python -m bot adopt 文件"
_UNKNOWN = "没有识别出来"
# Parts that are listed, findings in one message, and characters of each: a message stays below
# Telegram's limit.
_PARTS, _FINDINGS, _LONGEST = 12, 8, 200


def understood(
    name: str, title: str, place: str, date: str, year: str, size: tuple[int, int, int],
    parts: Sequence[tuple[str, int]],
) -> str:  # fmt: skip
    """What was understood of a report; `size`: paragraphs, sentences, characters; `parts`: the
    title of each with the number of its sections."""
    paragraphs, sentences, characters = size
    outline = [
        f"  • {part[:_LONGEST]}" + (f"（{count} 节）" if count else "") for part, count in parts
    ]
    return "\n".join(
        [
            f"文件：{name}",
            f"标题：{title or _UNKNOWN}",
            f"地方：{place or _UNKNOWN}",
            f"日期：{date or _UNKNOWN}",
            f"年份：{year or _UNKNOWN}",
            f"篇幅：{paragraphs} 段，{sentences} 句，{characters} 字",
            "结构：" if outline else f"结构：{_UNKNOWN}",
            *outline[:_PARTS],
        ]
    )


def findings(serious: Sequence[str], others: Sequence[str]) -> str:
    """What looks wrong in a report; empty where nothing does."""
    lines: list[str] = []
    for lead, several in (("需要处理：", serious), ("可以留意：", others)):
        if several:
            shown = map(in_chinese, several[:_FINDINGS])
            lines += [lead, *(f"  • {each[:_LONGEST]}" for each in shown)]
    return "\n".join(lines)


def adopted(file: str, set_aside: Sequence[str], home: str, *, replaced: bool) -> str:
    """A report is in use; `set_aside`: those that do not answer any more; `home`: its place."""
    lines = [f"已采用，现在由这份报告回答：{file}"]
    if replaced:
        lines.append("同名的旧文件保存在同一文件夹的 .set-aside 里。")
    if set_aside:
        lines.append(f"程序自带的报告不再使用：{'、'.join(set_aside)}")
    if home:
        lines.append(f"没有指明地方的问题，由这里的报告回答：{home}")
    return "\n".join(lines)


def examples(questions: Sequence[str]) -> str:
    """The example questions that citizens are offered."""
    if not questions:
        return "没有从报告里得出示例问题；可以写在 own.examples.txt 里，一行一个。"
    return "示例问题（可在 own.examples.txt 里另写，一行一个）：\n" + "\n".join(
        f"  • {each}" for each in questions
    )


def remaining(*, token: bool, admins: bool, name: bool, contact: bool, phrasings: bool) -> str:
    """What is left to do, by what there is already."""
    todo = [
        ("python -m bot set TELEGRAM_BOT_TOKEN（@BotFather 给的令牌）", token),
        ("python -m bot set ADMIN_IDS 您的编号（向机器人发送 /whoami 可得）", admins),
        ("python -m bot set BOT_NAME 机器人的名字", name),
        ("python -m bot set CONTACT_LINE 市民还可以找谁，例如 12345", contact),
        ("补充市民的问法：Telegram 里的 /unanswered，或 python -m retrieval phrasings", phrasings),
    ]
    lines = [f"  • {each}" for each, done in todo if not done]
    return "\n".join(["接下来：", *lines, "  • python -m bot check 检查，python -m bot 启动"])
