"""Standing places: what every report says at one place, whatever its headings are called: the
problems it admits, how the government itself is to be improved, what is aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.shapes.target import body_of
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.language.normalization import fold
from retrieval.language.time_frames import Frame, Period
from retrieval.language.years import years_in_sentence
from retrieval.query.shape_words import load_shape_words
from retrieval.reports.model import Span

__all__ = ["aims_of", "government_of", "problems_of", "requirement_of"]

# Sentences that follow the one that opens the problems: with fewer they are in the next paragraph.
_FEWEST = 2
# The opening itself names no problem where it is no longer than this.
_ANNOUNCES = 40
# A paragraph that speaks of so many matters of the government itself is about that.
_LEAST_KINDS = 3


def problems_of(index: Index) -> list[tuple[int, Span]]:
    """Where the report admits problems: the sentences that name them, each with its entry, without
    one that only announces them; the numbered items of those that go on over paragraphs; none where
    it admits none."""
    words, body = load_shape_words(), set(body_of(index))
    opening = next(
        (
            number
            for name in ("problems", "problems_else")
            for number, sentence in enumerate(index.sentences)
            if sentence.entry in body and words[name].search(sentence.folded)
        ),
        None,
    )
    if opening is None:
        return []
    entry = index.sentences[opening].entry
    after = [number for number in index.sentences_of(entry) if number >= opening]
    numbered = _numbered_behind(index, opening)
    if numbered:
        return [*numbered]
    if len(after) <= _FEWEST and entry + 1 in body:
        after += index.sentences_of(entry + 1)
    first = index.sentences[opening].folded
    if len(first) <= _ANNOUNCES and ":" not in first and len(after) > _FEWEST:
        after = after[1:]
    return [(index.sentences[n].entry, index.sentences[n].span) for n in after]


def _numbered_behind(index: Index, sentence: int) -> Sequence[tuple[int, Span]]:
    """The items that numbers tell apart, the first of them right behind `sentence`."""
    end = index.sentences[sentence].span.end
    following = index.sentences[sentence + 1].span if sentence + 1 < len(index.sentences) else None
    for each in index.enumerations:
        start = each.items[0][1].start
        if each.numbered and following and end <= start <= following.start:
            return each.items
    return ()


def government_of(index: Index) -> list[int]:
    """The entries about how the government itself is to be improved: those under such a heading,
    the last of several, else the paragraphs that speak of it, of what is ahead; none without."""
    words, body = load_shape_words(), body_of(index)

    def spoken_of(entry: int) -> bool:
        return words["government"].search(_first(index, entry)) is not None

    headed = [
        n
        for n in body
        if any(
            words["government"].search(fold(each.title).text)
            for each in (index.entries[n].part, index.entries[n].section)
        )
    ]
    ahead = [n for n in body if index.frame_of[index.first_sentence[n]] != Frame.REVIEW]
    headed_ahead = [n for n in headed if n in ahead]
    if headed and (headed_ahead or not any(map(spoken_of, ahead))):
        return _gone_on(index, _last_run(_open(index, headed_ahead or headed)))
    spoken = [n for n in ahead if spoken_of(n)]
    if spoken:
        return _gone_on(index, _last_run(spoken))
    below = {n: _kinds_of(words["government_below"], index, n) for n in ahead}
    best = max(ahead, key=lambda n: below[n], default=None)
    if best is None or below[best] < _LEAST_KINDS:
        return []
    return _gone_on(index, [best])


def _first(index: Index, entry: int) -> str:
    """The first sentence of an entry, normalized."""
    return index.sentences[index.first_sentence[entry]].folded


def _kinds_of(pattern: re.Pattern[str], index: Index, entry: int) -> int:
    """How many different stretches of an entry match."""
    texts = (index.sentences[n].folded for n in index.sentences_of(entry))
    return len({match.group()[:2] for text in texts for match in pattern.finditer(text)})


def _last_run(entries: Sequence[int]) -> list[int]:
    """The last of `entries` with those that stand before it without a gap."""
    run = [entries[-1]]
    for entry in reversed(entries[:-1]):
        if entry != run[0] - 1:
            break
        run.insert(0, entry)
    return run


def _open(index: Index, entries: Sequence[int]) -> list[int]:
    """`entries` without those that close the report; all where nothing else is left."""
    closing, text = load_shape_words()["closing"], index.report.text
    kept = [n for n in entries if not closing.search(index.entries[n].paragraph.span.of(text))]
    return kept or list(entries)


def _gone_on(index: Index, entries: list[int]) -> list[int]:
    """`entries` with the paragraphs of their part behind them that go on: those below a heading of
    their own, and those that speak of the government itself."""
    words = load_shape_words()
    while (after := entries[-1] + 1) < len(index.entries):
        last, each = index.entries[entries[-1]], index.entries[after]
        headed = each.paragraph.heading is not None or each.section is not last.section
        speaks = _kinds_of(words["government_below"], index, after) > 0
        closes = words["closing"].search(each.paragraph.span.of(index.report.text))
        if each.part is not last.part or closes or not (headed or speaks):
            break
        entries = [*entries, after]
    return entries


def aims_of(index: Index, period: Period) -> IndexedEnumeration | None:
    """What the report aims at in the time of `period`, else in its year; None without."""
    pattern = load_shape_words()["aims_announced"]
    announced = [each for each in index.enumerations if pattern.search(each.announcement)]
    years = frozenset(period.years or period.about)
    of_year = [each for each in announced if years & {*years_in_sentence(each.announcement)}]
    wanted = index.frames_meant(period.frames) or frozenset({Frame.NEXT})
    of_time = [
        each for each in announced if index.frame_of[index.first_sentence[each.entry]] in wanted
    ]
    chosen = next(iter([*of_year, *of_time, *announced]), None)
    return _with_rest(index, chosen) if chosen else None


def _with_rest(index: Index, aims: IndexedEnumeration) -> IndexedEnumeration:
    """`aims` with the sentences behind them in the same paragraph that count or keep something."""
    entry, last = aims.items[-1]
    rest = []
    for number in index.sentences_of(entry):
        sentence = index.sentences[number]
        if sentence.span.start < last.end:
            continue
        if not load_shape_words()["aimed"].search(sentence.folded):
            break
        rest.append((entry, sentence.span))
    return replace(aims, items=(*aims.items, *rest))


def requirement_of(index: Index) -> list[tuple[int, Span]]:
    """The sentence that says what is required of the work as a whole, with its entry; none without
    one."""
    words, body = load_shape_words(), set(body_of(index))
    for name in ("requirement_announced", "requirement_else"):
        for sentence in index.sentences:
            if sentence.entry in body and words[name].search(sentence.folded):
                return [(sentence.entry, sentence.span)]
    return []
