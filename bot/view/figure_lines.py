"""Lines of figures: what is counted, the figure in bold, its time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.rich_text import Block, TextRun
from bot.view.quotation import styled
from bot.wording import figures as words
from bot.wording import shapes
from retrieval import Figure, Hit

__all__ = ["figure_line", "is_table", "table_lines"]


def is_table(hits: Sequence[Hit]) -> bool:
    """Whether `hits` are lines of a table of figures."""
    return any(hit.figures for hit in hits)


def table_lines(hits: Sequence[Hit], first: int) -> Block:
    """The lines of `hits`, each hit after its number, counted from `first`; one without a figure
    as the report has it."""
    runs: list[TextRun] = []
    for number, hit in enumerate(hits, start=first):
        runs.append(TextRun(("\n" if runs else "") + shapes.number(number)))
        for at, figure in enumerate(hit.figures):
            runs += [*([TextRun(words.SAME_NUMBER)] if at else []), *figure_line(figure)]
        runs += styled(hit.excerpt) if not hit.figures else ()
    return Block(tuple(runs))


def figure_line(figure: Figure) -> tuple[TextRun, ...]:
    """What `figure` counts, the figure itself in bold, and its time."""
    action = figure.action.shown if figure.action else ""
    period = figure.period.shown if figure.period else ""
    return (
        TextRun(words.named(f"{action} {figure.what}".strip())),
        TextRun(figure.written.shown, bold=True),
        TextRun(words.time_of(figure.kind, period, figure.tense)),
    )
