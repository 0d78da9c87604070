"""Indexing: from reports and their phrasings to an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.field import build_field
from retrieval.folding import fold
from retrieval.index import Fields, Index, IndexedSentence
from retrieval.kinds import Kind
from retrieval.phrasings import Phrasing
from retrieval.pinyin import syllable_bigrams
from retrieval.place import Entry, entries_of
from retrieval.report import Report, Span
from retrieval.segmentation import Segmenter, characters, quoted_terms, segmenter_of
from retrieval.timeframe import Frame, working_year
from retrieval.understanding import WordData
from retrieval.words import load_dictionary

__all__ = ["Corpus", "Tables", "build_index", "build_tables", "word_counts"]

# Phrasings are about as long as questions: length says little, so it counts less than BM25's usual
# 0.75.
_PHRASING_B = 0.6


@dataclass(frozen=True)
class Corpus:
    """Reports, their phrasings by the name of the report, and the words for the title block."""

    reports: tuple[Report, ...]
    phrasings: Mapping[str, Sequence[Phrasing]]
    title_block_words: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """What of an index takes long to make: folded texts, fields, the kinds phrasings ask for,
    and the terms that the reports quote, which the segmenter has to know."""

    sentences: tuple[str, ...]
    fields: Fields
    phrasings: tuple[str, ...]
    sentence_of_phrasing: npt.NDArray[np.int32]
    asked_kinds: Mapping[str, npt.NDArray[np.bool_]]
    quoted: tuple[str, ...]


def build_index(corpus: Corpus, tables: Tables, words: WordData) -> Index:
    """The index of `corpus`, of which `tables` were made."""
    entries = tuple(entry for report in corpus.reports for entry in entries_of(report))
    frames = _frames(corpus.reports, words)
    first_sentence = np.cumsum([0, *(len(entry.paragraph.sentences) for entry in entries)])
    spans = [
        (number, span) for number, entry in enumerate(entries) for span in entry.paragraph.sentences
    ]
    return Index(
        entries=entries,
        sentences=tuple(
            IndexedSentence(number, span, folded, frames[id(entries[number].part)])
            for (number, span), folded in zip(spans, tables.sentences, strict=True)
        ),
        first_sentence=tuple(first_sentence.tolist()),
        fields=tables.fields,
        phrasings=tables.phrasings,
        sentence_of_phrasing=tables.sentence_of_phrasing,
        kinds=words.kinds,
        asked_kinds=tables.asked_kinds,
    )


def _frames(reports: Sequence[Report], words: WordData) -> dict[int, Frame]:
    """The time frame of each part, by its identity."""
    frames: dict[int, Frame] = {}
    for report in reports:
        year, _ = working_year(report)
        of_parts = words.time.frames([part.title for part in report.parts], year)
        frames.update((id(part), frame) for part, frame in zip(report.parts, of_parts, strict=True))
    return frames


def build_tables(corpus: Corpus, words: WordData) -> Tables:
    """What has to be folded, segmented and counted."""
    terms = (term for report in corpus.reports for term in quoted_terms(report))
    quoted = tuple(dict.fromkeys(terms))
    segmenter = segmenter_of(load_dictionary(), quoted)
    entries = [entry for report in corpus.reports for entry in entries_of(report)]
    owners = [
        (number, span) for number, entry in enumerate(entries) for span in entry.paragraph.sentences
    ]
    folded = tuple(fold(span.of(entries[number].report.text)).text for number, span in owners)
    phrasings = _phrasings(corpus, entries, owners)
    texts = tuple(text for _, text in phrasings)
    sentences = np.array([number for number, _ in phrasings], np.int32)
    held = [
        (entries[number], number, text) for (number, _), text in zip(owners, folded, strict=True)
    ]
    return Tables(
        sentences=folded,
        fields=_fields(corpus, entries, held, phrasings, segmenter, words),
        phrasings=texts,
        sentence_of_phrasing=sentences,
        asked_kinds=_asked_kinds(phrasings, len(folded), words.kinds),
        quoted=quoted,
    )


def _phrasings(
    corpus: Corpus, entries: Sequence[Entry], owners: Sequence[tuple[int, Span]]
) -> list[tuple[int, str]]:
    """The number of its sentence and the folded text of each phrasing, in order of sentences."""
    numbers = {
        (entries[entry].report.name, span): number for number, (entry, span) in enumerate(owners)
    }
    return sorted(
        (numbers[name, phrasing.sentence], fold(phrasing.text).text)
        for name, phrasings in corpus.phrasings.items()
        for phrasing in phrasings
    )


def _asked_kinds(
    phrasings: Sequence[tuple[int, str]], sentences: int, kinds: Sequence[Kind]
) -> dict[str, npt.NDArray[np.bool_]]:
    rows = {kind.name: np.zeros(sentences, np.bool_) for kind in kinds}
    for sentence, text in phrasings:
        for kind in kinds:
            if not rows[kind.name][sentence] and kind.asked(text):
                rows[kind.name][sentence] = True
    return rows


def _fields(
    corpus: Corpus,
    entries: Sequence[Entry],
    sentences: Sequence[tuple[Entry, int, str]],
    phrasings: Sequence[tuple[int, str]],
    segmenter: Segmenter,
    words: WordData,
) -> Fields:
    """The fields.  The title block is indexed with `title_block_words`, because it says who and
    when without any of the words in which people ask for it."""
    sentence_words: list[list[str]] = []
    paragraph_words: list[list[str]] = [[] for _ in entries]
    for entry, number, folded in sentences:
        own = segmenter.cut(folded)
        if entry.in_title_block:
            own = [*own, *corpus.title_block_words]
        sentence_words.append(own + segmenter.terms(entry.part.title))
        paragraph_words[number] += own
    for entry, own in zip(entries, paragraph_words, strict=True):
        own += segmenter.terms(entry.part.title) + segmenter.terms(entry.section.title)
    phrasing_words = [
        [term for term in segmenter.cut(text) if term not in words.stop_words]
        for _, text in phrasings
    ]
    phrasing_syllables = [syllable_bigrams(text) for _, text in phrasings]
    owners = [number for number, _ in phrasings]
    about = "，".join(corpus.title_block_words)
    readable = [
        f"{text}，{about}" if entry.in_title_block else text for entry, _, text in sentences
    ]
    return Fields(
        paragraph_words=build_field(paragraph_words),
        words=build_field(sentence_words),
        characters=build_field([characters(text) for text in readable]),
        syllables=build_field([syllable_bigrams(text) for text in readable]),
        phrasing_words=build_field(phrasing_words, b=_PHRASING_B),
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


def word_counts(fields: Fields) -> Counter[str]:
    """How many sentences and phrasings hold each word."""
    counts: Counter[str] = Counter()
    for field in (fields.words, fields.phrasing_words):
        sizes = np.diff(field.starts)
        for term, size in zip(field.terms, sizes.tolist(), strict=True):
            counts[term] += size
    return counts
