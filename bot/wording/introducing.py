"""What the bot says of itself and of the loaded reports."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "ask_hint", "covers_place", "covers_year", "group_start", "reports_of_place",
    "reports_of_places", "start",
]  # fmt: skip


_ASK_HINT = "请在 /ask 后面写上您的问题。"


def start(name: str, subject: str) -> str:
    """The greeting of the bot called `name` (may be empty) about the reports `subject`."""
    who = f"我是{name}，" if name else "我"
    return (
        f"您好。{who}可以帮您查阅{subject}：请直接用自己的话提问，"
        "我会找出报告中最相关的原文，并注明出处。引用框里的文字都是报告原文，逐字不改。"
    )


def group_start(name: str, subject: str) -> str:
    """The greeting in a group."""
    who = f"我是{name}，" if name else "我"
    return (
        f"大家好。{who}可以查阅{subject}：请 @我 提问、回复我的消息，或发送“/ask 您的问题”。"
        "其他消息我看不到，也不会理会。"
    )


def ask_hint(example: str) -> str:
    """The reply to /ask without a question; `example` may be empty."""
    return f"请在 /ask 后面写上您的问题，例如：/ask {example}" if example else _ASK_HINT


def reports_of_place(place: str, years: Sequence[int], reports: int) -> str:
    """Several reports of one place: 上海市2020—2025年的6份政府工作报告."""
    span = "" if not years else f"{years[0]}—{years[-1]}年"
    span = f"{years[0]}年" if years and years[0] == years[-1] else span
    return (
        f"{place}{span}的{reports}份政府工作报告" if place or span else f"{reports}份政府工作报告"
    )


def reports_of_places(home: str, places: int, reports: int) -> str:
    """Reports of several places, among them `home`."""
    return f"{home}等{places}个地方的{reports}份政府工作报告"


def covers_year(date: str, parts: Sequence[str]) -> str:
    """What the only report covers, for a question about another year."""
    when = f"它作于{date}" if date else ""
    outline = f"分为{''.join(f'“{part}”' for part in parts)}" if parts else ""
    said = "，".join(each for each in (when, outline) if each)
    return f"{said if when else f'它{said}'}。" if said else ""


def covers_place(place: str) -> str:
    """Whose report the only one is, for a question about another place."""
    return f"它是{place}的报告。"
