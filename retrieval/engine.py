"""The engine: what questions are understood and searched with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.index import Index
from retrieval.indexing import Corpus, build_index, word_counts
from retrieval.phrasings import Phrasing
from retrieval.report import Report
from retrieval.segmentation import Segmenter, quoted_terms
from retrieval.understanding import Understanding, load_word_data
from retrieval.vocabulary import Vocabulary
from retrieval.words import load_dictionary, load_title_block_words

__all__ = ["Engine", "build_engine"]


@dataclass(frozen=True)
class Engine:
    """The index of some reports, with the segmenter and the understanding that go with it."""

    segmenter: Segmenter
    understanding: Understanding
    index: Index


def build_engine(reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]) -> Engine:
    """The engine for `reports` and their phrasings, by the name of the report.

    Raises WordsError where word data cannot be used.
    """
    words = load_word_data()
    terms = dict.fromkeys(term for report in reports for term in quoted_terms(report))
    segmenter = Segmenter(load_dictionary(), terms)
    corpus = Corpus(tuple(reports), phrasings, load_title_block_words())
    index = build_index(corpus, segmenter, words)
    vocabulary = Vocabulary(word_counts(index), words.lexicon.english)
    return Engine(segmenter, Understanding(segmenter, words, vocabulary, reports), index)
