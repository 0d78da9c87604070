"""The report's own words as quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.messages.rich_text import Block, Run
from retrieval import Hit, Span

__all__ = ["excerpt_block", "paragraph_block"]

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")


def _shown(runs: Iterable[Run]) -> tuple[Run, ...]:
    shown = (
        Run(_LINE_BREAK.sub("\n", run.text), bold=run.bold, underlined=run.underlined)
        for run in runs
    )
    return tuple(run for run in shown if run.text)


def excerpt_block(hit: Hit) -> Block:
    """The excerpt, with the words that answer in bold."""
    runs: list[Run] = []
    done = 0
    for span in hit.highlights:
        runs += [Run(hit.excerpt[done : span.start]), Run(hit.excerpt[span.start : span.end], True)]
        done = span.end
    runs.append(Run(hit.excerpt[done:]))
    return Block(_shown(runs), quotation=True)


def paragraph_block(text: str, paragraph: Span, marked: Span, *, folded: bool = False) -> Block:
    """`paragraph` of the report's `text`, with what stands at `marked` underlined."""
    runs = (
        Run(text[paragraph.start : marked.start]),
        Run(marked.of(text), underlined=True),
        Run(text[marked.end : paragraph.end]),
    )
    return Block(_shown(runs), quotation=True, folded=folded)
