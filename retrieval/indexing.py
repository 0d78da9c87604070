"""Indexing: from reports and their phrasings to an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.field import build_field
from retrieval.folding import fold
from retrieval.index import Fields, Index, IndexedSentence
from retrieval.phrasings import Phrasing
from retrieval.pinyin import syllable_bigrams
from retrieval.place import Entry, entries_of
from retrieval.report import Report, Span
from retrieval.segmentation import Segmenter, characters
from retrieval.timeframe import Frame, working_year
from retrieval.understanding import WordData

__all__ = ["Corpus", "build_index", "word_counts"]

# Phrasings are about as long as questions: length says little, so it counts less than BM25's usual
# 0.75.
_PHRASING_B = 0.6


@dataclass(frozen=True)
class Corpus:
    """Reports, their phrasings by the name of the report, and the words for the title block."""

    reports: tuple[Report, ...]
    phrasings: Mapping[str, Sequence[Phrasing]]
    title_block_words: tuple[str, ...]


def build_index(corpus: Corpus, segmenter: Segmenter, words: WordData) -> Index:
    """The index of `corpus`.

    The title block is indexed with `title_block_words`, because it says who and when without any of
    the words in which people ask for it.
    """
    entries = tuple(entry for report in corpus.reports for entry in entries_of(report))
    frames = _frames(corpus.reports, words)
    sentences: list[IndexedSentence] = []
    first_sentence = [0]
    for number, entry in enumerate(entries):
        frame = frames[id(entry.part)]
        for span in entry.paragraph.sentences:
            folded = fold(span.of(entry.report.text)).text
            sentences.append(IndexedSentence(number, span, folded, frame))
        first_sentence.append(len(sentences))
    texts, owners = _phrasings(corpus, entries, sentences)
    return Index(
        entries=entries,
        sentences=tuple(sentences),
        first_sentence=tuple(first_sentence),
        fields=_fields(corpus, entries, sentences, (texts, owners), segmenter, words),
        phrasings=texts,
        sentence_of_phrasing=np.array(owners, np.int32),
        kinds=words.kinds,
    )


def _frames(reports: Sequence[Report], words: WordData) -> dict[int, Frame]:
    """The time frame of each part, by its identity."""
    frames: dict[int, Frame] = {}
    for report in reports:
        year, _ = working_year(report)
        of_parts = words.time.frames([part.title for part in report.parts], year)
        frames.update((id(part), frame) for part, frame in zip(report.parts, of_parts, strict=True))
    return frames


def _phrasings(
    corpus: Corpus, entries: Sequence[Entry], sentences: Sequence[IndexedSentence]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """All phrasings in the order of their sentences, folded, and the number of each sentence."""
    numbers: dict[tuple[str, Span], int] = {
        (entries[sentence.entry].report.name, sentence.span): number
        for number, sentence in enumerate(sentences)
    }
    owned = sorted(
        (numbers[name, phrasing.sentence], fold(phrasing.text).text)
        for name, phrasings in corpus.phrasings.items()
        for phrasing in phrasings
    )
    return tuple(text for _, text in owned), tuple(number for number, _ in owned)


def _fields(
    corpus: Corpus,
    entries: Sequence[Entry],
    sentences: Sequence[IndexedSentence],
    phrasings: tuple[Sequence[str], Sequence[int]],
    segmenter: Segmenter,
    words: WordData,
) -> Fields:
    sentence_words: list[list[str]] = []
    paragraph_words: list[list[str]] = [[] for _ in entries]
    for sentence in sentences:
        entry = entries[sentence.entry]
        own = segmenter.cut(sentence.folded)
        if entry.in_title_block:
            own = [*own, *corpus.title_block_words]
        sentence_words.append(own + segmenter.terms(entry.part.title))
        paragraph_words[sentence.entry] += own
    for entry, own in zip(entries, paragraph_words, strict=True):
        own += segmenter.terms(entry.part.title) + segmenter.terms(entry.section.title)
    sentence_syllables = [syllable_bigrams(sentence.folded) for sentence in sentences]

    texts, owners = phrasings
    phrasing_words = [
        [term for term in segmenter.cut(text) if term not in words.stop_words] for text in texts
    ]
    phrasing_syllables = [syllable_bigrams(text, words.lexicon.english) for text in texts]
    return Fields(
        paragraph_words=build_field(paragraph_words),
        words=build_field(sentence_words),
        characters=build_field([characters(sentence.folded) for sentence in sentences]),
        syllables=build_field(sentence_syllables),
        phrasing_words=build_field(phrasing_words, b=_PHRASING_B),
        phrasing_syllables=build_field(phrasing_syllables, b=_PHRASING_B),
        asked_words=build_field(_together(phrasing_words, owners, len(sentences))),
        asked_syllables=build_field(_together(phrasing_syllables, owners, len(sentences))),
    )


def _together(
    terms: Sequence[Sequence[str]], owners: Sequence[int], sentences: int
) -> list[list[str]]:
    together: list[list[str]] = [[] for _ in range(sentences)]
    for owner, own in zip(owners, terms, strict=True):
        together[owner] += own
    return together


def word_counts(index: Index) -> Counter[str]:
    """How many sentences and phrasings hold each word."""
    counts: Counter[str] = Counter()
    for field in (index.fields.words, index.fields.phrasing_words):
        sizes = np.diff(field.starts)
        for term, size in zip(field.terms, sizes.tolist(), strict=True):
            counts[term] += size
    return counts
