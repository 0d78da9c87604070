"""The choice of the enumeration of a report that a question means, by the sum of evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.answering.shapes.enumeration_subject import Groups, groups_of
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.index.joined_names import joined_names
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words
from retrieval.ranking.pipeline import PipelineResult

__all__ = ["Wanted", "enumeration_meant", "joined_meant"]

# What the words before the last ones of the announcement, the heading above it and its items count
# beside those: they may belong to another subject.
_LINE, _BEFORE, _HEADING, _ITEMS = 60, 0.95, 0.7, 0.4
# What a word that means the same counts beside the question's own.
_OTHER = 0.95
# What is added where it is about the time that is asked about, about another, or
# about that which its tense leans to.
_IN_TIME, _AT_OTHER_TIME, _LEANING = 0.2, -0.4, 0.1
# What numbers before the items add: they are meant to be listed.
_NUMBERED = 0.05
# What it adds that there are as many as the question says, and that the announcement says so, too,
# where the rest has at least so much; two of something are everywhere.
_COUNTED, _COUNT_SAID, _FEWEST_COUNTED = 0.25, 0.1, 3
# What it adds that its announcement calls the items something like what the question calls them
# (招, 举措), and just that.
_CALLED, _CALLED_SO = 0.2, 0.1
# What is taken off where nothing but their beginning tells that they are items; what it adds that
# the question quotes that (“持续”做好哪几件事).
_ALIKE, _QUOTED, _BEGINNING = -0.2, 0.2, 2
# It stands so near to the items.
_NEAR = 40
# The least share of the words of the subject that the rest of the evidence may add to; with as many
# items as the question says.
_LEAST_HELD, _LEAST_COUNTED = 0.5, 0.3
# The least share of a sentence that joins names.
_LEAST_JOINED = 0.7
# What all of a report's lists are as near to as this, where the question has no subject: the
# widest one is meant.
_NO_SUBJECT, _WIDE = 0.6, 0.3
_NUMERALS = "零一二三四五六七八九十"


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
    """The enumeration of the report that fits best; None where none has the evidence `least`: the
    share that it has of what is wanted, by the rarity of words, and what its count and the name of
    its items add."""
    # What the items are called stands last: 政府工作要守的几条原则.
    called = dict([*_kinds("heads_asked", question.read.text).items()][-1:])
    groups = groups_of(index, wanted.subject, question)
    if not groups and not called:
        return None
    frames, leaning = index.frames_meant(wanted.frames), question.period.leaning
    # Where the report has the counted term itself, only what that announces can be meant.
    term = wanted.counted if wanted.counted and index.holding(wanted.counted).size else ""
    best, chosen = least, None
    for each in _candidates(index, wanted):
        if term not in each.announcement + each.heading:
            continue
        held = _share(groups, each)
        if held is None:
            held = _NO_SUBJECT + _WIDE * _width(index, each)
        counted = _of_count(wanted, each)
        if held < (_LEAST_COUNTED if counted else _LEAST_HELD) and not term:
            continue
        evidence = held + counted
        evidence += _of_name(called, each) + _of_beginning(index, question, each)
        if evidence < least and not term:
            continue
        fit = (
            max(evidence, least)
            + _of_time(index, each, frames, leaning)
            + _NUMBERED * each.numbered
        )
        if fit >= best:
            best, chosen = fit, each
    return chosen


def _candidates(index: Index, wanted: Wanted) -> Iterator[IndexedEnumeration]:
    """The enumerations with as many items as are wanted, or with one item that holds them all."""
    for each in index.enumerations:
        if not wanted.count or len(each.items) in (1, wanted.count):
            yield each


def joined_meant(
    found: PipelineResult, wanted: Wanted, *, counted: bool
) -> IndexedEnumeration | None:
    """The sentence in which as many names are joined as are wanted, and which has most of the
    subject, of equal ones the best-ranked: with the counted term where it is `counted`, else with
    several words of the subject; None without one."""
    if wanted.count < _FEWEST_COUNTED:
        return None
    groups = groups_of(found.index, wanted.subject, found.question)
    best, chosen = _LEAST_JOINED, None
    ranked = (each.sentence for each in found.ranked)
    for each in joined_names(found.index, wanted.count, ranked):
        held = _share(groups, each) or 0.0
        if counted:
            held = 1 + held if wanted.counted in each.announcement else 0.0
        elif len(groups) == 1:
            continue
        if held > best:
            best, chosen = held, each
    return chosen


def _of_name(called: Mapping[str, str], enumeration: IndexedEnumeration) -> float:
    """What it adds how its announcement calls the items."""
    announced = enumeration.announcement[-_NEAR:]
    alike = called.keys() & _kinds("heads_said", announced).keys()
    return _CALLED * bool(alike) + _CALLED_SO * any(called[each] in announced for each in alike)


def _of_beginning(index: Index, question: Question, enumeration: IndexedEnumeration) -> float:
    """What the beginning of its items adds, where they begin alike."""
    if not enumeration.alike:
        return 0.0
    beginning = enumeration.items[0][1].of(index.report.text).lstrip()[:_BEGINNING]
    return _QUOTED if f"“{beginning}" in question.read.text else _ALIKE


def _kinds(name: str, text: str) -> dict[str, str]:
    """What items are called in `text`, by the kind of that, the last one last."""
    found = load_shape_words()[name].finditer(text)
    kinds: dict[str, str] = {}
    for match in found:
        kinds.pop(match.lastgroup or "", None)
        kinds[match.lastgroup or ""] = match.group()
    return kinds


def _share(groups: Groups, enumeration: IndexedEnumeration) -> float | None:
    """The share of `groups` that it has; None without any."""
    total = sum(weight for _, weight in groups)
    if not total:
        return None
    return sum(weight * _held(words, enumeration) for words, weight in groups) / total


def _of_count(wanted: Wanted, enumeration: IndexedEnumeration) -> float:
    """What the number of its items adds."""
    number = wanted.count
    if number < _FEWEST_COUNTED or enumeration.count != number:
        return 0.0
    said = str(number) if number >= len(_NUMERALS) else f"(?:{_NUMERALS[number]}|{number})"
    stated = re.search(f"{said}(?:大|个|项|条|点|方面|件|种|招)", enumeration.announcement)
    return _COUNTED + (_COUNT_SAID if stated else 0.0)


def _width(index: Index, enumeration: IndexedEnumeration) -> float:
    """How much of the report its items are, from 0 to 1."""
    start, end = enumeration.items[0][1].start, enumeration.items[-1][1].end
    return (end - start) / len(index.report.text)


def _held(words: Sequence[str], enumeration: IndexedEnumeration) -> float:
    """How much it has any of `words`, from 0 to 1; the first is the question's own."""
    texts = (
        (enumeration.announcement[-_LINE:], 1.0),
        (enumeration.announcement, _BEFORE),
        (enumeration.heading, _HEADING),
        (enumeration.text, _ITEMS),
    )
    own = next((share for text, share in texts if words[0] in text), 0.0)
    other = next((share for text, share in texts if any(word in text for word in words)), 0.0)
    return max(own, _OTHER * other)


def _of_time(
    index: Index, enumeration: IndexedEnumeration, frames: frozenset[Frame], leaning: int
) -> float:
    frame = Frame(int(index.frame_of[index.first_sentence[enumeration.entry]]))
    if not frames and leaning and frame is not Frame.UNKNOWN:
        return _LEANING if (frame is Frame.REVIEW) == (leaning < 0) else 0.0
    if not frames or frame is Frame.UNKNOWN:
        return 0.0
    return _IN_TIME if frame in frames else _AT_OTHER_TIME
