"""How answers look: from an `Answer` to blocks of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import wording
from bot.markup import Block, Run, paragraph
from retrieval import Answer, Hit, Outcome, Place, Report

__all__ = ["answer_view", "examples_view", "place_line"]

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")


def place_line(place: Place, report: Report) -> str:
    """The place on one line: report and date › part › section › 第 n 段."""
    date = report.date.isoformat() if report.date else ""
    in_title_block = place.end <= report.title_block_end
    pieces = (
        wording.report_name(report.title, date),
        wording.TITLE_BLOCK if in_title_block else place.part,
        place.section,
        wording.paragraph_number(place.paragraph),
    )
    return " › ".join(piece for piece in pieces if piece)


def _quotation(hit: Hit) -> Block:
    """The excerpt as a quotation, with the words that the question named in bold."""
    runs: list[Run] = []
    done = 0
    for span in hit.highlights:
        runs += [Run(hit.excerpt[done : span.start]), Run(hit.excerpt[span.start : span.end], True)]
        done = span.end
    runs.append(Run(hit.excerpt[done:]))
    shown = (Run(_LINE_BREAK.sub("\n", run.text), run.bold) for run in runs)
    return Block(tuple(run for run in shown if run.text), quotation=True)


def examples_view(lead: str, questions: Sequence[str]) -> list[Block]:
    """Questions to try, under `lead`; nothing without any."""
    if not questions:
        return []
    return [paragraph("\n".join([lead, *(f"• {question}" for question in questions)]))]


def answer_view(answer: Answer, report: Report | None) -> list[Block]:
    """What is said to `answer`; `report` is that of its best hit, if it has one."""
    if answer.outcome is Outcome.ANSWERED and report is not None:
        best = answer.hits[0]
        return [
            _quotation(best),
            paragraph(place_line(best.place, report)),
            paragraph(wording.OWN_WORDING),
        ]
    return [
        paragraph(wording.REPLIES[answer.outcome]),
        *([paragraph(wording.nearest(answer.nearest))] if answer.nearest else []),
        *examples_view(wording.SUGGESTIONS_LEAD, answer.suggestions),
    ]
