"""The engine: what questions are understood and searched with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.english import english_terms
from retrieval.index import Index
from retrieval.indexing import Corpus, Tables, build_index, build_tables, word_counts
from retrieval.lexicon import Lexicon, load_lexicon
from retrieval.phrasings import Phrasing
from retrieval.report import Report
from retrieval.segmentation import Segmenter, segmenter_of
from retrieval.tables import digest_of, load_tables, save_tables
from retrieval.understanding import Understanding, WordData, load_word_data
from retrieval.vocabulary import Vocabulary
from retrieval.words import load_dictionary, load_title_block_words

__all__ = ["Engine", "build_engine"]


@dataclass(frozen=True)
class Engine:
    """The index of some reports, with the segmenter and the understanding that go with it."""

    segmenter: Segmenter
    understanding: Understanding
    index: Index


def build_engine(
    reports: Sequence[Report],
    phrasings: Mapping[str, Sequence[Phrasing]],
    own_lexicon: Sequence[tuple[str, str]] = (),
) -> Engine:
    """The engine for `reports`, their phrasings by the name of the report, and lines of an
    operator's own lexicon, each with the place where it stands.

    What takes long to make is kept in the cache folder and used again as long as neither reports
    nor phrasings nor word data nor code have changed.
    Raises WordsError where word data cannot be used.
    """
    words = load_word_data()
    corpus = Corpus(tuple(reports), phrasings, load_title_block_words())
    digest = digest_of(reports, phrasings, [line for _, line in own_lexicon])
    kept = load_tables(digest)
    if kept is None:
        kept = _made(corpus, words, own_lexicon)
        save_tables(digest, *kept)
    tables, lexicon, readings = kept
    segmenter = segmenter_of(load_dictionary(), tables.quoted)
    index = build_index(corpus, tables, words)
    official = frozenset(tables.fields.words.terms)
    vocabulary = Vocabulary(word_counts(tables.fields), readings, official, lexicon.english)
    understanding = Understanding(segmenter, words, lexicon, vocabulary, reports, tables.sentences)
    return Engine(segmenter, understanding, index)


def _made(
    corpus: Corpus, words: WordData, own_lexicon: Sequence[tuple[str, str]]
) -> tuple[Tables, Lexicon, dict[str, str]]:
    lexicon = load_lexicon(own=own_lexicon)  # first: what is wrong with it is found at once
    tables = build_tables(corpus, words)
    # Reports only: what phrasings mean is for the lexicon to say.
    english = english_terms(sorted(tables.fields.words.terms), words.stop_words)
    readings = Vocabulary.readings(word_counts(tables.fields), tables.fields.words.terms)
    return tables, lexicon.with_others(english), readings
