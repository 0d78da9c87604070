"""The index: terms of paragraphs and of sentences, with their BM25 statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.bm25 import LuceneBM25
from retrieval.place import Entry, entries_of
from retrieval.report import Report, Span
from retrieval.segmentation import Segmenter

__all__ = ["Index", "IndexedSentence", "build_index"]


@dataclass(frozen=True, slots=True)
class IndexedSentence:
    """A sentence: the number of its entry, where it stands, and its own terms."""

    entry: int
    span: Span
    terms: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All paragraphs in reading order, report by report, and all their sentences.

    `first_sentence[i]` is the number of the first sentence of entry `i`; one more number closes the
    list.  Paragraphs are indexed with the titles of their part and section, sentences with that of
    their part: 2017年 stands in the heading of a part more often than in its sentences.
    """

    entries: tuple[Entry, ...]
    sentences: tuple[IndexedSentence, ...]
    first_sentence: tuple[int, ...]
    paragraphs_bm25: LuceneBM25
    sentences_bm25: LuceneBM25

    def sentences_of(self, entry: int) -> range:
        """The numbers of the sentences of entry `entry`."""
        return range(self.first_sentence[entry], self.first_sentence[entry + 1])


def build_index(
    reports: Sequence[Report], segmenter: Segmenter, title_block_words: Sequence[str]
) -> Index:
    """The index of `reports`.

    The title block is indexed with `title_block_words`, because it says who and when without any of
    the words in which people ask for it.
    """
    entries = tuple(entry for report in reports for entry in entries_of(report))
    sentences: list[IndexedSentence] = []
    first_sentence = [0]
    paragraph_terms: list[list[str]] = []
    sentence_terms: list[list[str]] = []
    for number, entry in enumerate(entries):
        asked = list(title_block_words) if entry.in_title_block else []
        context = segmenter.terms(entry.part.title)
        own: list[str] = []
        for span in entry.paragraph.sentences:
            terms = segmenter.terms(span.of(entry.report.text)) + asked
            own += terms
            sentences.append(IndexedSentence(number, span, frozenset(terms)))
            sentence_terms.append(terms + context)
        first_sentence.append(len(sentences))
        paragraph_terms.append(own + context + segmenter.terms(entry.section.title))
    return Index(
        entries=entries,
        sentences=tuple(sentences),
        first_sentence=tuple(first_sentence),
        paragraphs_bm25=LuceneBM25(paragraph_terms),
        sentences_bm25=LuceneBM25(sentence_terms),
    )
