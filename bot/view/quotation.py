"""Quotation blocks of the report's text, and the line that quotes the question of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot import wording
from bot.messages.rich_text import Block, TextRun, paragraph
from retrieval import Hit, Span

__all__ = ["excerpt_block", "paragraph_block", "question_in", "question_lines"]

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")


def question_lines(question: str, typed: str) -> tuple[Block, ...]:
    """The line that says which question is answered; none for no question, or for one as typed.

    Buttons read the question from it: the message replied to has only what was typed (那2017年呢).
    """
    if not question or question == typed:
        return ()
    return (paragraph(wording.QUESTION_LEAD + " ".join(question.split())),)


def question_in(shown: str) -> str | None:
    """The question in the first line of `shown`, the text of a message of the bot's."""
    line = shown.partition("\n")[0]
    lead = wording.QUESTION_LEAD
    return line.removeprefix(lead) if line.startswith(lead) else None


def excerpt_block(hit: Hit) -> Block:
    """The excerpt, with the words that answer in bold."""
    runs: list[TextRun] = []
    done = 0
    for span in hit.highlights:
        runs.append(TextRun(hit.excerpt[done : span.start]))
        runs.append(TextRun(hit.excerpt[span.start : span.end], bold=True))
        done = span.end
    runs.append(TextRun(hit.excerpt[done:]))
    return Block(_shown(runs), quotation=True)


def paragraph_block(text: str, paragraph: Span, marked: Span, *, folded: bool = False) -> Block:
    """`paragraph` of the report's `text`, with the characters `marked` underlined."""
    runs = (
        TextRun(text[paragraph.start : marked.start]),
        TextRun(marked.of(text), underlined=True),
        TextRun(text[marked.end : paragraph.end]),
    )
    return Block(_shown(runs), quotation=True, folded=folded)


def _shown(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    shown = (
        TextRun(_LINE_BREAK.sub("\n", run.text), bold=run.bold, underlined=run.underlined)
        for run in runs
    )
    return tuple(run for run in shown if run.text)
