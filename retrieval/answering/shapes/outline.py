"""Outlines: headings and lead sentences of a report, a part or a section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answering.answer import Hit, hit_at
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.shapes.enumerated import hits_of
from retrieval.answering.shapes.leads import clipped, lead
from retrieval.answering.shapes.relevance import subject_of, without_own_place
from retrieval.answering.shapes.standing import (
    aims_of,
    government_of,
    problems_of,
    requirement_of,
)
from retrieval.answering.shapes.target import entries_meant
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.shape import Reading, Shape
from retrieval.query.shape_words import load_shape_words
from retrieval.reports.model import Section, Span

__all__ = ["compose_outline", "outline_of"]

# Characters of an outline: two screens of a phone, since it stands for many pages.
_BUDGET = 1_000
# Lengths of leads that are tried, until all of them fit the budget; shorter ones say nothing
# (从去年以来), so that of a longer report the budget is spread over its sections instead.
_LENGTHS = (80, 60, 45)
# Of questions for an outline hardly any has an excerpt that answers it with this margin; a question
# for one thing that was only taken for one mostly has.
_SURE = 2.2
# Targets that are read out of words that may say anything.
_OF_TIMES = ("all", "review", "plan")
# With fewer paragraphs than this the sentences are the items.
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Item:
    """A stretch of entry `entry`, or the heading above it.

    `group`: the heading that it stands under.
    `heading`: whether it is a heading, or a run-in one.
    """

    entry: int
    span: Span
    group: str
    heading: bool = False


def compose_outline(
    searcher: Searcher, reading: Reading, result: SearchResult
) -> Composition | None:
    """The outline of what the subject of `reading` names; None where a report has no body."""
    best = result.answers[0] if result.answers else None
    if best is not None and best.margin >= _SURE and not _asks_for_outline(reading):
        return None
    index, question = searcher.routed(result.question)
    meta = searcher.engine.metadata_of(index.report.name)
    reading = replace(reading, subject=without_own_place(reading.subject, meta))
    composed = _standing(index, question, reading)
    if composed is not None:
        return composed
    ceremony = load_shape_words()["ceremony"]  # addresses the meeting
    entries = [
        n
        for n in entries_meant(index, question, reading)
        if not ceremony.search(index.sentences[index.first_sentence[n]].folded)
    ]
    return outline_of(index, question, entries)


def _asks_for_outline(reading: Reading) -> bool:
    """Whether the question says so (总结, 第二部分), or is about what every report says."""
    sure = load_shape_words()["outline"]
    return any(sure.search(word) for word in reading.words) or reading.target not in _OF_TIMES


def _standing(index: Index, question: Question, reading: Reading) -> Composition | None:
    """What stands at one place of every report; None where something else is wanted, or the report
    has no such place."""
    if reading.target == "government":
        entries = government_of(index)
        return outline_of(index, question, entries) if entries else None
    subject = subject_of(reading.subject, question, index)
    if subject.known and subject.of_topics:
        return None  # the problems, or the aims, of one subject
    if reading.target == "aims":
        aims = aims_of(index, question.period)
        hits = hits_of(index, question, aims, _BUDGET) if aims else []
        return Composition(Shape.OUTLINE, tuple(hits), len(hits)) if hits else None
    if reading.target == "problems":
        return _stretches_of(index, question, problems_of(index))
    if reading.target == "requirement":
        required = requirement_of(index)
        return _stretches_of(index, question, required)
    return None


def _stretches_of(
    index: Index, question: Question, stretches: Sequence[tuple[int, Span]]
) -> Composition | None:
    """`stretches` of entries, each as long as all of them fit; None without any."""
    if not stretches:
        return None
    longest = max(_LENGTHS[-1], _BUDGET // len(stretches))
    text = index.report.text
    items = [_Item(entry, clipped(text, span, longest), "") for entry, span in stretches]
    return _composed(index, question, items)


def outline_of(index: Index, question: Question, entries: Sequence[int]) -> Composition | None:
    """The outline of `entries` of `index`, a run of its paragraphs."""
    items: list[_Item] = []
    for length in _LENGTHS:
        items = _items(index, entries, length)
        if sum(item.span.end - item.span.start for item in items) <= _BUDGET:
            break
    return _composed(index, question, items)


def _composed(index: Index, question: Question, items: Sequence[_Item]) -> Composition | None:
    """The hits of `items`, those that fit the budget first; None without any."""
    shown = _spread(items)
    rest = [item for item in items if item not in shown]
    hits = [_hit(index, question, item) for item in [*shown, *rest]]
    return Composition(Shape.OUTLINE, tuple(hits), len(shown)) if hits else None


def _spread(items: Sequence[_Item]) -> list[_Item]:
    """Those of `items` that fit the budget, in order: headings first, then a lead of each group
    in turn, so that the last part is shown as well as the first."""
    turns: Counter[str] = Counter()
    turn_of: dict[_Item, int] = {}
    for item in items:
        turn_of[item] = 0 if item.heading else turns[item.group] + 1
        turns[item.group] += not item.heading
    left = _BUDGET
    chosen: set[_Item] = set()
    for item in sorted(items, key=lambda item: turn_of[item]):
        left -= item.span.end - item.span.start
        if chosen and left < 0:
            break
        chosen.add(item)
    return [item for item in items if item in chosen]


def _items(index: Index, entries: Sequence[int], length: int) -> list[_Item]:
    """Headings of sections, and leads of paragraphs, of at most `length` characters each."""
    items: list[_Item] = []
    parts = {id(index.entries[n].part) for n in entries}
    sections = list({id(s): s for n in entries for s in [index.entries[n].section]}.values())
    several = len([section for section in sections if section.heading]) > 1
    for section in sections:
        of_section = [n for n in entries if index.entries[n].section is section]
        part = index.entries[of_section[0]].part
        if len(parts) > 1 and part.heading is not None and section is part.sections[0]:
            items.append(_Item(of_section[0], part.heading.span, part.title, True))
        group = part.title if several and section.heading else section.title or part.title
        if several and section.heading is not None:
            items.append(_Item(of_section[0], section.heading.span, group, True))
            if not _worth_leads(index, section, of_section):
                continue
        if len(entries) < _FEW:
            items += _sentences(index, of_section, group, length)
        else:
            items += [
                _Item(n, lead(index, n, length), group, _is_run_in(index, n)) for n in of_section
            ]
    return items


def _worth_leads(index: Index, section: Section, entries: Sequence[int]) -> bool:
    """Whether the leads of a section's paragraphs say more than its heading: run-in headings do."""
    heading = section.heading
    if heading is not None and heading.run_in:
        return False
    return any(index.entries[n].paragraph.heading for n in entries) or len(entries) > 1


def _is_run_in(index: Index, entry: int) -> bool:
    return index.entries[entry].paragraph.heading is not None


def _sentences(index: Index, entries: Sequence[int], group: str, length: int) -> list[_Item]:
    text = index.report.text
    return [
        _Item(n, clipped(text, span, length), group)
        for n in entries
        for span in index.entries[n].paragraph.sentences
    ]


def _hit(index: Index, question: Question, item: _Item) -> Hit:
    return hit_at(index, question, item.entry, item.span, item.group)
