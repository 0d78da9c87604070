"""Handled: what is out of the ordinary in a report and does no harm, since it was understood."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.reports.blocks import link_texts
from retrieval.reports.divisions import divided
from retrieval.reports.finding import Finding
from retrieval.reports.furniture import first_copy
from retrieval.reports.lines import lines_of
from retrieval.reports.model import Report
from retrieval.reports.title_block import is_title

__all__ = ["handled_of"]

# Characters that make a line known.
_SHOWN = 16
# Where fewer lines are set aside, it is what every page has.
_FEWEST_ASIDE = 5


def handled_of(report: Report) -> Iterator[Finding]:
    """What was understood although it is not as in other reports."""
    lines = lines_of(report.text)
    pieces = max((len(divided(report.text, line)) for line in lines), default=1)
    if pieces > 1:
        yield _handled(
            "divided", f"the line ends are lost; {pieces} lines were found by its numbering", pieces
        )
    copy = first_copy(lines)
    if copy < len(lines):
        yield _handled("shown_twice", "the page shows the text twice; the first was taken")
    yield from _set_aside(report)
    aside = {span.start for span in report.furniture}
    links = link_texts([line for line in lines[:copy] if line.span.start not in aside])
    if links:
        shown = "”, “".join(sorted(links))
        yield _handled(
            "links",
            f"words that the page had on lines of their own (“{shown}”) were put back",
            len(links),
        )
    notes = [each for each in report.paragraphs if each.note]
    if notes:
        yield _handled(
            "notes",
            f"{len(notes)} notes explain terms, from paragraph {notes[0].number} on; they answer "
            "only what asks for a meaning",
            len(notes),
        )


def _set_aside(report: Report) -> Iterator[Finding]:
    aside = [span.of(report.text) for span in report.furniture]
    others = [line for line in aside if not is_title(line)]
    titles = len(aside) - len(others)
    if len(aside) < _FEWEST_ASIDE:
        return
    lines, shown = len(aside), others[-1][:_SHOWN] if others else ""
    if not others:
        message = f"{lines} lines of the page were set aside, all of them titles of reports"
    elif titles:
        message = (
            f"{lines} lines of the page were set aside, {titles} of them titles of reports, others "
            f"such as “{shown}”"
        )
    else:
        message = f"{lines} lines of the page were set aside, such as “{shown}”"
    yield _handled("page_lines", message, len(aside))


def _handled(kind: str, message: str, count: int = 1) -> Finding:
    return Finding(kind, message, count=count, serious=False)
