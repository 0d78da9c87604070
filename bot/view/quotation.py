"""The report's own words as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.messages.rich_text import Block, TextRun
from retrieval import Hit, Span

__all__ = ["excerpt_block", "paragraph_block"]

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")


def _shown(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    shown = (
        TextRun(_LINE_BREAK.sub("\n", run.text), bold=run.bold, underlined=run.underlined)
        for run in runs
    )
    return tuple(run for run in shown if run.text)


def excerpt_block(hit: Hit) -> Block:
    """The excerpt, with the words that answer in bold."""
    runs: list[TextRun] = []
    done = 0
    for span in hit.highlights:
        runs += [
            TextRun(hit.excerpt[done : span.start]),
            TextRun(hit.excerpt[span.start : span.end], True),
        ]
        done = span.end
    runs.append(TextRun(hit.excerpt[done:]))
    return Block(_shown(runs), quotation=True)


def paragraph_block(text: str, paragraph: Span, marked: Span, *, folded: bool = False) -> Block:
    """`paragraph` of the report's `text`, with what stands at `marked` underlined."""
    runs = (
        TextRun(text[paragraph.start : marked.start]),
        TextRun(marked.of(text), underlined=True),
        TextRun(text[marked.end : paragraph.end]),
    )
    return Block(_shown(runs), quotation=True, folded=folded)
