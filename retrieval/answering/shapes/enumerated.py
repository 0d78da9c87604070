"""The enumeration of a report that a question means, and its items as hits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.answering.answer import Hit, hit_at
from retrieval.answering.shapes.leads import clipped
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question
from retrieval.query.topics import load_topics, topics_of

__all__ = ["Wanted", "enumeration_meant", "hits_of"]

# What the heading above it and its items count beside the announcement itself.
_HEADING, _ITEMS = 0.7, 0.4
# What is added where it is about the time that is asked about, and where about another.
_IN_TIME, _AT_OTHER_TIME = 0.2, -0.4
# What numbers before the items add: they are meant to be listed.
_NUMBERED = 0.05
# What it adds that there are as many as the question says, where it has nearly half of the rest;
# two of something are everywhere.
_COUNTED, _HALF = 0.2, 0.45
# The least weight of a word: 问题 is frequent in Chinese, and may be all that a subject has.
_LEAST_WEIGHT = 0.1
# What a word that the report does not have counts of its weight: it may be talk (觉得), or a
# subject that the report is silent about.
_UNKNOWN = 0.5
_NUMBER = re.compile("[0-9.]+|[一二两三四五六七八九十百]+[大个项条张座种类件句点]?")
# From this weight on an official term means nearly the same as the everyday one.
_CLOSE = 0.9
# Characters of all items together, and of each: two screens of a phone hold ten items.
_ALL, _LONGEST, _SHORTEST = 800, 90, 28


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted: the items of what `subject`, words of the question, names; about one of the
    times `frames`, where any is named; `count` of them, 0 where that is not said, and `counted`,
    the words that say so (八项工作), empty without."""

    subject: str
    frames: frozenset[Frame] = frozenset()
    count: int = 0
    counted: str = ""


def enumeration_meant(
    index: Index, question: Question, wanted: Wanted, least: float
) -> IndexedEnumeration | None:
    """The enumeration of the report that fits best; None where none has the share `least` of what
    is wanted, by the rarity of words."""
    groups = _groups(index, wanted.subject, question)
    total = sum(weight for _, weight in groups)
    if not total:
        return None
    frames = index.frames_meant(wanted.frames)
    # Where the report has the counted term itself, only what that announces can be meant.
    term = wanted.counted if wanted.counted and index.holding(wanted.counted).size else ""
    best, chosen = least, None
    for each in index.enumerations:
        if term not in each.announcement + each.heading:
            continue
        if wanted.count and len(each.items) not in (1, wanted.count):
            continue
        held = sum(weight * _held(words, each) for words, weight in groups) / total
        if each.numbered and held >= _HALF and 2 < wanted.count == len(each.items):
            held += _COUNTED
        if held < least and not term:
            continue
        fit = max(held, least) + _of_time(index, each, frames) + _NUMBERED * each.numbered
        if fit >= best:
            best, chosen = fit, each
    return chosen


def _groups(index: Index, subject: str, question: Question) -> list[tuple[frozenset[str], float]]:
    """The words of the subject, each with those that mean the same, and its weight."""
    rarities = dict(zip(question.terms, question.rarities, strict=True))
    # A number says when, or how many; both are wanted apart from the subject.
    own = [term for term in question.terms if term in subject and not _NUMBER.fullmatch(term)]
    said = {term for term in own if index.holding(term).size}
    topics = topics_of(subject, question, load_topics())
    groups = []
    for term in own:
        # A word within a longer one that the report has counts by that.
        if any(term != other and term in other for other in said):
            continue
        # A longer one that it does not have counts by its parts.
        if term not in said and any(other != term and other in term for other in own):
            continue
        same = {term} if term in said else {term, *_close_to(term, question)}
        for topic in topics:
            if any(term in name for name in topic.names):
                same.update(topic.terms)
        weight = max(rarities[term], _LEAST_WEIGHT)
        known = any(index.holding(each).size for each in same)
        groups.append((frozenset(same), weight if known else _UNKNOWN * weight))
    return groups


def _close_to(term: str, question: Question) -> Iterator[str]:
    """The official terms that mean nearly the same as `term`."""
    for expansion in question.expansions:
        if term in expansion.term:
            yield from (each for each, weight in expansion.official if weight >= _CLOSE)


def _held(words: frozenset[str], enumeration: IndexedEnumeration) -> float:
    """How much it has any of `words`, from 0 to 1."""
    texts = (
        (enumeration.announcement, 1.0),
        (enumeration.heading, _HEADING),
        (enumeration.text, _ITEMS),
    )
    return next((share for text, share in texts if any(word in text for word in words)), 0.0)


def _of_time(index: Index, enumeration: IndexedEnumeration, frames: frozenset[Frame]) -> float:
    frame = Frame(int(index.frame_of[index.first_sentence[enumeration.entry]]))
    if not frames or frame is Frame.UNKNOWN:
        return 0.0
    return _IN_TIME if frame in frames else _AT_OTHER_TIME


def hits_of(index: Index, question: Question, enumeration: IndexedEnumeration) -> list[Hit]:
    """Its items, each cut to its first clauses so that all of them fit two screens; one that holds
    them all whole."""
    items = enumeration.items
    longest = max(_SHORTEST, min(_LONGEST, _ALL // len(items)))
    hits = []
    for entry, span in items:
        shown = span if len(items) == 1 else clipped(index.report.text, span, longest)
        hits.append(hit_at(index, question, entry, shown, _heading(index, entry)))
    return hits


def _heading(index: Index, entry: int) -> str:
    above = index.entries[entry]
    return above.section.title or above.part.title
