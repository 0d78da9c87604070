"""Sentences and paragraphs that begin alike (实施…行动。实施…行动。): items of one list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.reports.model import Report, Span

__all__ = ["ANNOUNCEMENT", "alike"]

# As many characters tell that two begin alike; fewer items than this do so by chance.
_BEGINNING, _FEWEST = 2, 3
# A sentence counts what follows it by its first characters.
_COUNTS, _LEAD = re.compile('[“"]?[三四五六七八九十][大项个条种百千][^，。]{1,8}。'), 24
ANNOUNCEMENT = 120
"""The last characters of what stands before a list: two sentences of the usual length."""


def alike(report: Report) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The runs of sentences within a paragraph, and of paragraphs within a section, that begin
    alike, each with the words before the first of them."""
    text = report.text
    for part in report.parts:
        for section in part.sections:
            for paragraph in section.paragraphs:
                yield from _runs(text, paragraph.sentences, section.title, to_next=True)
            spans = [each.span for each in section.paragraphs]
            yield from _runs(text, spans, section.title, to_next=False)


def _runs(
    text: str, spans: Sequence[Span], title: str, *, to_next: bool
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """The runs of `spans` that begin alike; with `to_next` each goes on up to the next one."""
    beginnings: dict[str, list[int]] = {}
    for number, span in enumerate(spans):
        beginnings.setdefault(span.of(text).lstrip()[:_BEGINNING], []).append(number)
    for beginning, numbers in beginnings.items():
        if len(numbers) < _FEWEST or not beginning.isalpha():
            continue
        # The first sentence may announce the others: 实施城建“六大行动”。实施…
        if numbers[0] == 0 and len(numbers) > _FEWEST and _COUNTS.search(spans[0].of(text)[:_LEAD]):
            numbers = numbers[1:]
        first = spans[numbers[0]].start
        before = text[spans[0].start : first][-ANNOUNCEMENT:] if to_next else ""
        starts = [spans[n].start for n in numbers]
        ends = [spans[n].end for n in numbers]
        if to_next:
            ends = [later for _, later in pairwise(starts)] + [spans[-1].end]
        yield before or title, tuple(map(Span, starts, ends))
