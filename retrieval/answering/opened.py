"""Opened: the passages that a message of a dialogue names (第13段, 第三项详细说说)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.answering.answer import Answer, Hit
from retrieval.answering.dialogue import LastQuestion, Turn
from retrieval.answering.library import Library
from retrieval.outcome import Outcome
from retrieval.query.opening import LAST, Opening, Opens
from retrieval.query.shape import Shape
from retrieval.reports.location import location_of
from retrieval.reports.model import Heading, Paragraph, Report, Span
from retrieval.reports.numbering import Style, numbering_of

__all__ = ["NO_SUCH_PARAGRAPH", "below_heading", "opened_turn", "rank_of"]

NO_SUCH_PARAGRAPH = "no_such_paragraph"
"""The reply to a number that no paragraph of the report has."""

# Characters of what stands below a heading that are shown at once: a phone's screen and a half.
_BUDGET = 500


def item_of(answer: Answer, number: int) -> int | None:
    """The rank of item `number` of `answer`; None where it showed no several, or not so many.

    Items that the report itself numbers (一是, 二是) are called by that, others as they were shown.
    """
    hits = answer.all_hits
    if len(hits) < 2 or (answer.hits and answer.shown < 2):
        return None
    ranks = _numbered(hits) or list(range(len(hits)))
    if number == LAST:
        return ranks[-1]
    return ranks[number - 1] if 1 <= number <= len(ranks) else None


def _numbered(hits: Sequence[Hit]) -> list[int]:
    """The ranks of the hits that the report numbers from 1 on; none unless they are most of all."""
    found = [numbering_of(hit.excerpt) for hit in hits]
    for style in Style:
        own = {at: each.value for at, each in enumerate(found) if each and each.style is style}
        if list(own.values()) == list(range(1, len(own) + 1)) and 2 * len(own) >= len(hits):
            return list(own)
    return []


def opened_turn(
    library: Library,
    opening: Opening,
    text: str,
    last: LastQuestion | None,
    ask: Callable[[str], Answer],
) -> Turn:
    """The turn of the message `text`, which opens a passage, after the question `last`.

    `ask`: the answer to a question in full.  Raises SeedError as `Library.report` does.
    """
    answer = ask(last.question) if last else None
    hits = answer.all_hits if answer else ()
    if opening.what in (Opens.CONTENTS, Opens.PARAGRAPH):
        at = hits[min(last.rank, len(hits) - 1)] if last and hits else None
        report = library.report(at.location.report) if at else library.home_report
        if opening.what is Opens.CONTENTS:
            spans = [heading.span for heading in report.headings() if not heading.run_in]
            return _turn(text, last, [_hit(report, span) for span in spans], Shape.OUTLINE)
        if not 1 <= opening.number <= len(report.paragraphs):
            declined = Answer(text, Outcome.SMALL_TALK, reply=NO_SUCH_PARAGRAPH)
            return Turn(declined, 0, last, (text,))
        return _turn(text, last, [_hit(report, report.paragraphs[opening.number - 1].span)])
    rank = rank_of(opening, answer, last)
    if rank is None or last is None:
        return Turn(Answer(text, Outcome.UNCLEAR), 0, last, (text,))
    last, hit = replace(last, rank=rank), hits[rank]
    report = library.report(hit.location.report)
    if (below := below_heading(report, hit)) is not None:
        return _turn(text, last, [_hit(report, each.span) for each in below], Shape.OUTLINE)
    whole = opening.what is Opens.SOURCE
    span = _paragraph(report, hit).span if whole else _stretch(report, hits, rank)
    return _turn(text, last, [_hit(report, span)])


def rank_of(opening: Opening, answer: Answer | None, last: LastQuestion | None) -> int | None:
    """The rank of the hit that `opening` means after the question `last`, which has `answer`; None
    where there is none."""
    if answer is None or last is None or not (hits := answer.all_hits):
        return None
    if opening.what is Opens.ITEM:
        return item_of(answer, opening.number)
    return min(last.rank, len(hits) - 1)


def below_heading(report: Report, hit: Hit) -> tuple[Paragraph, ...] | None:
    """The paragraphs below the heading that `hit` is; None where it is none."""
    for part in report.parts:
        below = tuple(each for section in part.sections for each in section.paragraphs)
        if _is_heading(hit, part.heading):
            return below
        for section in part.sections:
            if _is_heading(hit, section.heading):
                return section.paragraphs
    return None


def _is_heading(hit: Hit, heading: Heading | None) -> bool:
    if heading is None or heading.run_in:
        return False
    return hit.location.span.within(heading.span)


def _paragraph(report: Report, hit: Hit) -> Paragraph:
    return report.paragraphs[hit.location.paragraph - 1]


def _stretch(report: Report, hits: Sequence[Hit], rank: int) -> Span:
    """What its paragraph says of the item: from its first sentence to the next item."""
    item, paragraph = hits[rank].location, _paragraph(report, hits[rank])
    starts = [span.start for span in paragraph.sentences if span.start <= item.start]
    others = [hit.location.start for hit in hits if hit.location.report == report.name]
    ends = [span.end for span in paragraph.sentences if span.end >= item.end]
    following = [start for start in others if item.end <= start < paragraph.span.end]
    if following:
        ends = [end for end in ends if end <= min(following)] or ends[:1]
    return Span(max(starts, default=paragraph.span.start), max(ends, default=paragraph.span.end))


def _hit(report: Report, span: Span) -> Hit:
    return Hit(span.of(report.text), location_of(report, span.start, span.end), 0.0)


def _turn(
    text: str, last: LastQuestion | None, hits: Sequence[Hit], shape: Shape = Shape.EXCERPT
) -> Turn:
    """The turn whose answer are `hits`, of which as many are shown as fit."""
    shown = length = 0
    for hit in hits:
        length += len(hit.excerpt)
        if shown and length > _BUDGET:
            break
        shown += 1
    answer = Answer(text, Outcome.ANSWERED, tuple(hits), shape=shape, shown=shown)
    words = (*last.said, text) if last else (text,)
    return Turn(answer, 0, last, words)
