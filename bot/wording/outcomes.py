"""Replies to questions without an excerpt, by outcome."""

from __future__ import annotations

from bot.wording.spoken import Words, say
from retrieval import Outcome

__all__ = ["MANY_REPLIES", "REPLIES", "inline_button"]

REPLIES: Words[Outcome] = Words(
    {
        Outcome.NOT_IN_REPORT: (
            "这份报告里没有找到与您的问题相关的内容。",
            "This report has nothing on your question.",
        ),
        Outcome.OTHER_YEAR: (
            "这份报告没有单独写您问的那一年。",
            "This report says nothing of its own on the year you ask about.",
        ),
        Outcome.OTHER_PLACE: (
            "这份报告没有写到您问的那个地方。",
            "This report does not speak of the place you ask about.",
        ),
        Outcome.SMALL_TALK: (
            "您好。我只会查阅政府工作报告：请直接问报告里的内容，我会给您看原文。",
            (
                "Hello. All I do is look things up in government work reports: ask about what "
                "they say, and I show you the passage."
            ),
        ),
        Outcome.UNCLEAR: (
            "我没有看出您想了解哪方面的内容，请说得具体一些。",
            "I could not tell what you would like to know. Please be more specific.",
        ),
        Outcome.TOO_LONG: (
            "您的问题太长了，请用一两句话概括后再发给我。",
            "Your question is too long. Please put it into a sentence or two.",
        ),
        Outcome.EMPTY: (
            "我没有收到文字，请输入您的问题。",
            "There was no text. Please type your question.",
        ),
    }
)
"""The reply for each outcome without an excerpt."""

MANY_REPLIES: Words[Outcome] = REPLIES.with_others(
    {
        Outcome.NOT_IN_REPORT: (
            "已收录的报告里没有找到与您的问题相关的内容。",
            "The loaded reports have nothing on your question.",
        ),
        Outcome.OTHER_YEAR: (
            "没有收录您问的那一年的报告，请用 /contents 查看已收录的报告。",
            "There is no report of the year you ask about. /contents lists those there are.",
        ),
        Outcome.OTHER_PLACE: (
            "没有收录您问的那个地方的报告，请用 /contents 查看已收录的报告。",
            "There is no report of the place you ask about. /contents lists those there are.",
        ),
    }
)
"""The same with several reports loaded."""


def inline_button(outcome: Outcome) -> str:
    """The button above an inline query without results; at most 64 UTF-16 code units."""
    if outcome is Outcome.RELATED:
        return say(
            "报告没有写到这一点，下面是相关原文", "Not said in the report; here is what is near"
        )
    if outcome in {Outcome.NOT_IN_REPORT, Outcome.OTHER_YEAR, Outcome.OTHER_PLACE}:
        return say("报告里没有找到，换个问法试试", "Nothing found; try it in other words")
    return say("请输入想查的内容", "Type what you would like to look up")
