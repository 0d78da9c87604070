"""Standing places: what every report says at one place, whatever its headings are called: the
problems it admits, how the government itself is to be improved, what is aimed at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answering.shapes.target import body_of
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.language.normalization import fold
from retrieval.language.time_frames import Frame
from retrieval.query.shape_words import load_shape_words

__all__ = ["aims_of", "government_of", "problems_of"]

# Sentences that follow the one that opens the problems: with fewer they are in the next paragraph.
_FEWEST = 2
# A paragraph that speaks of so many matters of the government itself is about that.
_LEAST_KINDS = 3


def problems_of(index: Index) -> list[int]:
    """The sentences in which the report admits problems, those that name them; none where it
    admits none."""
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
    if len(after) <= _FEWEST and entry + 1 in body:
        after += index.sentences_of(entry + 1)
    return after


def government_of(index: Index) -> list[int]:
    """The entries about how the government itself is to be improved: those under such a heading,
    the last of several, else the paragraphs that speak of it, of what is ahead; none without."""
    words, body = load_shape_words(), body_of(index)
    headed = [
        n
        for n in body
        if any(
            words["government"].search(fold(each.title).text)
            for each in (index.entries[n].part, index.entries[n].section)
        )
    ]
    if headed:
        return _last_run(headed)
    ahead = [n for n in body if index.frame_of[index.first_sentence[n]] != Frame.REVIEW]
    spoken = [n for n in ahead if words["government"].search(_first(index, n))]
    if spoken:
        return _last_run(spoken)
    below = {n: _kinds_of(words["government_below"], index, n) for n in ahead}
    best = max(ahead, key=lambda n: below[n], default=None)
    return [best] if best is not None and below[best] >= _LEAST_KINDS else []


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


def aims_of(index: Index, frames: frozenset[Frame]) -> IndexedEnumeration | None:
    """What the report aims at in the time of `frames`, else in its year; None without."""
    pattern = load_shape_words()["aims_announced"]
    announced = [each for each in index.enumerations if pattern.search(each.announcement)]
    wanted = index.frames_meant(frames) or frozenset({Frame.NEXT})
    of_time = [
        each for each in announced if index.frame_of[index.first_sentence[each.entry]] in wanted
    ]
    return next(iter([*of_time, *announced]), None)
