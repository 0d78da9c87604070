"""Names: what a stretch of words names, without the verbs, times and conjunctions around it."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.figures.words import FigureWords

__all__ = ["Label", "core"]

# Characters of the longest label: a longer one is a sentence, of which the end names what counts.
_LONGEST = 24
# Characters before a verb that are more than a word of the name (城镇新增就业).
_SUBJECT = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label by its offsets in plain text; `action`: the words before the figure it follows."""

    start: int
    end: int
    action: tuple[int, int] | None = None


def core(text: str, start: int, end: int, words: FigureWords) -> Label | None:
    """What `text[start:end]` names, without verbs, times and conjunctions around it."""
    # Verbs first: the time in 占本年预算收入的 parts no name from its figure.
    end = _without_tail(text, start, end, words)
    for first, last in reversed(_between_times(text, start, end, words)):
        span = _stripped(text, first, last, words)
        if span is not None:
            return span
    return None


def _between_times(text: str, start: int, end: int, words: FigureWords) -> list[tuple[int, int]]:
    """The pieces of `text[start:end]` between the words that say a time."""
    pieces, at = [], start
    for match in words["period"].finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    return [*pieces, (at, end)]


def _without_tail(text: str, start: int, end: int, words: FigureWords) -> int:
    """`end` without the verbs, adverbs and comparisons that `text[start:end]` ends with."""
    while (tail := words["tail"].search(text[start:end])) and tail.group():
        end = start + tail.start()
    return end


def _stripped(text: str, start: int, end: int, words: FigureWords) -> Label | None:
    while True:
        end = _without_tail(text, start, end, words)
        head = words["head"].match(text, start, end)
        if not head or not head.group():
            break
        start = head.end()
    if start >= end or words["nothing"].fullmatch(text, start, end):
        return None
    verbs = [v.start() for v in words["labels verbs"].finditer(text, start + _SUBJECT, end - 2)]
    if verbs:
        start = verbs[-1]
    if end - start > _LONGEST:
        cut = max(text.rfind(mark, start, end - 2) for mark in "、的")
        start = cut + 1 if cut > start else end - _LONGEST
    return Label(start, end)
