"""Repeated beginnings: items that begin with one word, which a question counts (四个“始终”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.answering.answer import Hit, hit_at
from retrieval.answering.shapes.leads import clipped
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["repeated_beginnings"]

# What may stand before the word, from the surest to the least sure: a number, the beginning of a
# sentence, that of a clause; each with a subject and an auxiliary.
_DIGITS = "[一二三四五六七八九十]+"
_NUMBER = f"(?:{_DIGITS}是|第{_DIGITS}[，、]|[（(]{_DIGITS}[）)])"
_BEGINNINGS = (
    rf"(?:^|[。；！？：，\s])(?P<number>{_NUMBER})",
    r"(?:^|[。；！？\s])",
    r"(?:^|[。；！？：，、\s])",
)
_SENTENCE_END = re.compile("[。；！？]")
_BETWEEN = "(?:我们)?(?:将|要|必须)?"

_Item = tuple[int, Span]


def repeated_beginnings(
    index: Index, question: Question, word: str, count: int, longest: int
) -> list[Hit]:
    """The `count` items that begin with `word`, in one paragraph or each in one of its own, each
    about `longest` characters; where there are several such lists that which holds most of the
    question; empty without any."""
    text = index.report.text
    if text.count(word) < count:
        return []
    for beginning in _BEGINNINGS:
        pattern = re.compile(f"{beginning}{_BETWEEN}(?P<word>{re.escape(word)})")
        first = "number" if "number" in pattern.groupindex else "word"
        starts = [
            [found.start(first) for found in pattern.finditer(entry.paragraph.span.of(text))]
            for entry in index.entries
        ]
        lists = [*_within(index, starts, count), *_at_heads(index, starts, count)]
        if lists:
            chosen = max(lists, key=lambda items: _share(index, question, items))
            return [
                hit_at(index, question, entry, clipped(text, span, longest))
                for entry, span in chosen
            ]
    return []


def _within(index: Index, starts: Sequence[Sequence[int]], count: int) -> Iterator[list[_Item]]:
    """The paragraphs in which so many items stand."""
    for number, found in enumerate(starts):
        if len(found) == count:
            span = index.entries[number].paragraph.span
            ends = [*(span.start + each for each in found), span.end]
            yield [(number, Span(start, end)) for start, end in pairwise(ends)]


def _at_heads(index: Index, starts: Sequence[Sequence[int]], count: int) -> Iterator[list[_Item]]:
    """So many paragraphs, one below the other and no more, at whose heads the items stand."""
    run: list[_Item] = []
    for number, found in enumerate([*starts, []]):
        span = index.entries[number].paragraph.span if found else Span(0, 0)
        before = index.report.text[span.start : span.start + found[0]] if found else ""
        if found and not _SENTENCE_END.search(before):
            run.append((number, Span(span.start + found[0], span.end)))
            continue
        if len(run) == count:
            yield run
        run = []


def _share(index: Index, question: Question, items: Sequence[_Item]) -> float:
    """How much of the question stands in the paragraphs of `items` and the headings above."""
    entries = [index.entries[number] for number in sorted({entry for entry, _ in items})]
    held = " ".join(
        f"{each.paragraph.span.of(index.report.text)} {each.section.title} {each.part.title}"
        for each in entries
    )
    terms = zip(question.terms, question.rarities, strict=True)
    return sum(rarity for term, rarity in terms if term in held)
