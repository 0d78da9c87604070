"""What the bot says of itself and of the loaded reports."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.spoken import say

__all__ = [
    "ask_hint", "covers_place", "covers_year", "group_start", "reports_of_place",
    "reports_of_places", "start",
]  # fmt: skip


def start(name: str, subject: str) -> str:
    """The greeting of the bot called `name` (may be empty) about the reports `subject`."""
    return say(
        "您好。{}可以帮您查阅{}：请直接用自己的话提问，"
        "我会找出报告中最相关的原文，并注明出处。引用框里的文字都是报告原文，逐字不改。",
        "Hello. {} look things up for you in {}: ask in your own words, and I find the passage "
        "of the report that says most about it, with its place. What is quoted is the report's own "
        "Chinese, word for word.",
        _who(name),
        subject,
    )


def _who(name: str) -> str:
    if not name:
        return say("我", "I")
    return say("我是{}，", "I am {} and", name)


def group_start(name: str, subject: str) -> str:
    """The greeting in a group."""
    return say(
        "大家好。{}可以查阅{}：请 @我 提问、回复我的消息，或发送“/ask 您的问题”。"
        "其他消息我看不到，也不会理会。",
        "Hello everybody. {} look things up in {}: mention me, reply to me, or send “/ask your "
        "question”. Other messages I neither see nor answer.",
        _who(name),
        subject,
    )


def ask_hint(example: str) -> str:
    """The reply to /ask without a question; `example` may be empty."""
    if not example:
        return say("请在 /ask 后面写上您的问题。", "Please write your question behind /ask.")
    return say(
        "请在 /ask 后面写上您的问题，例如：/ask {}",
        "Please write your question behind /ask, for example: /ask {}",
        example,
    )


def reports_of_place(place: str, years: Sequence[int], reports: int) -> str:
    """Several reports of one place: 上海市2020—2025年的6份政府工作报告."""
    span = f"{years[0]}—{years[-1]}" if years else ""
    span = str(years[0]) if years and years[0] == years[-1] else span
    if not place and not span:
        return say("{}份政府工作报告", "{} government work reports", reports)
    when = say("{}年", " {}", span) if span else ""
    return say(
        "{}{}的{}份政府工作报告",
        "the government work reports of {}{} ({} reports)",
        place,
        when,
        reports,
    )


def reports_of_places(home: str, places: int, reports: int) -> str:
    """Reports of several places, among them `home`."""
    return say(
        "{}等{}个地方的{}份政府工作报告",
        "government work reports of {} and others ({} places, {} reports)",
        home,
        places,
        reports,
    )


def covers_year(date: str, parts: Sequence[str]) -> str:
    """What the only report covers, for a question about another year."""
    when = say("它作于{}", "It is of {}", date) if date else ""
    titles = say("", ", ").join(say("“{}”", "“{}”", part) for part in parts)
    outline = say("分为{}", "its parts are {}", titles) if parts else ""
    if not when and not outline:
        return ""
    said = say("，", "; ").join(each for each in (when, outline) if each)
    # English has a space between sentences.
    return say("{}。", " {}.", said) if when else say("它{}。", " {}.", said.capitalize())


def covers_place(place: str) -> str:
    """Whose report the only one is, for a question about another place."""
    return say("它是{}的报告。", " It is the report of {}.", place)
