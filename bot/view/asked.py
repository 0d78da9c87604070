"""The line of a reply that says which question it answers, and reading it there again."""

from __future__ import annotations

from bot import wording
from bot.messages.rich_text import Block, paragraph

__all__ = ["question_in", "question_lines"]


def question_lines(question: str, typed: str) -> tuple[Block, ...]:
    """The question, unless there is none or it is what the person typed.

    Buttons find it there: the message replied to holds only what was typed (那2017年呢).
    """
    if not question or question == typed:
        return ()
    return (paragraph(wording.QUESTION_LEAD + " ".join(question.split())),)


def question_in(shown: str) -> str | None:
    """The question that the text of one of our messages names at its head."""
    line = shown.partition("\n")[0]
    return (
        line.removeprefix(wording.QUESTION_LEAD) if line.startswith(wording.QUESTION_LEAD) else None
    )
