"""Coverage: how many phrasings each sentence of a report has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.corpus.phrasings import Phrasing, Quotations
from retrieval.errors import WordsError
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report, Span

__all__ = ["FEW", "Coverage", "SentenceCoverage", "coverage_of"]

FEW = 3
"""Phrasings below which a sentence has few: the shipped report's sentences have six on average, and
with two of them a question in other words is still mostly found by the sentence itself."""

# Chinese characters without which a sentence says nothing that people ask for (各位代表：).
_LEAST = 8
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class SentenceCoverage:
    """A sentence that people may ask for.

    `heading`: of the part and section that it stands in; may be empty.
    `quotation`: the shortest beginning that only this sentence has.
    `count`: how many phrasings it has.
    """

    sentence: Span
    text: str
    heading: str
    paragraph: int
    quotation: str
    count: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences of a report that people may ask for, in reading order."""

    sentences: tuple[SentenceCoverage, ...]

    @property
    def phrasings(self) -> int:
        """How many phrasings they have together."""
        return sum(each.count for each in self.sentences)

    @property
    def none(self) -> int:
        """How many have no phrasing."""
        return sum(not each.count for each in self.sentences)

    @property
    def few(self) -> int:
        """How many have some, and fewer than `FEW`."""
        return sum(0 < each.count < FEW for each in self.sentences)

    @property
    def many(self) -> int:
        """How many have `FEW` or more."""
        return len(self.sentences) - self.none - self.few


def coverage_of(report: Report, phrasings: Sequence[Phrasing]) -> Coverage:
    """How `phrasings` cover the sentences of `report`; left out is what says too little, and what
    stands more than once and so cannot be quoted."""
    counts = Counter(phrasing.sentence for phrasing in phrasings)
    return Coverage(tuple(_sentences(report, counts)))


def _sentences(report: Report, counts: Counter[Span]) -> Iterator[SentenceCoverage]:
    quotations = Quotations(report)
    for part, section, paragraph in report.walk():
        if paragraph.span.start < report.title_block_end:
            continue
        for sentence in paragraph.sentences:
            text = squeeze(sentence.of(report.text))
            if len(_HAN.findall(text)) < _LEAST:
                continue
            try:
                quotation = quotations.shortest(sentence)
            except WordsError:
                continue
            heading = section.title or part.title
            yield SentenceCoverage(
                sentence, text, heading, paragraph.number, quotation, counts[sentence]
            )
