"""Indexing: from a report and its phrasings to an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.corpus.source import ReportWithPhrasings
from retrieval.index.bm25_field import build_field
from retrieval.index.index import Fields, Index, IndexedSentence
from retrieval.language.answer_types import AnswerType
from retrieval.language.normalization import fold
from retrieval.language.pinyin import syllable_bigrams
from retrieval.language.segmentation import Segmenter, characters
from retrieval.language.time_expressions import Frame, working_year
from retrieval.language.word_data import WordData
from retrieval.reports.location import IndexedParagraph, entries_of
from retrieval.reports.model import Report, Span

__all__ = ["ParagraphTerms", "Tables", "IndexingResources", "build_index", "build_tables"]

# Phrasings are about as long as questions: length says little, so it counts less than BM25's usual
# 0.75.
_PHRASING_B = 0.6


@dataclass(frozen=True)
class IndexingResources:
    """What a report is indexed with, the same for all; `title_block_words`: in which people ask
    for the title block."""

    segmenter: Segmenter
    words: WordData
    title_block_words: tuple[str, ...]


@dataclass(frozen=True)
class ParagraphTerms:
    """The terms of paragraph `i` are those with the numbers `numbers[starts[i]:starts[i + 1]]`."""

    terms: tuple[str, ...]
    numbers: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    @staticmethod
    def of(paragraphs: Sequence[Sequence[str]]) -> ParagraphTerms:
        """The terms of each of `paragraphs`, in order."""
        known: dict[str, int] = {}
        flat = [known.setdefault(term, len(known)) for each in paragraphs for term in each]
        starts = np.cumsum([0, *map(len, paragraphs)])
        return ParagraphTerms(tuple(known), np.array(flat, np.int32), starts.astype(np.int64))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        numbers, starts = self.numbers.tolist(), self.starts.tolist()
        for first, last in pairwise(starts):
            yield tuple(self.terms[number] for number in numbers[first:last])


@dataclass(frozen=True)
class Tables:
    """What of an index takes long to make: folded texts, fields, the kinds phrasings ask for, and
    the terms of each paragraph by which it is found among those of all reports."""

    sentences: tuple[str, ...]
    fields: Fields
    phrasings: tuple[str, ...]
    sentence_of_phrasing: npt.NDArray[np.int32]
    asked_kinds: Mapping[str, npt.NDArray[np.bool_]]
    paragraphs: ParagraphTerms


def build_index(report: Report, tables: Tables, words: WordData) -> Index:
    """The index of `report`, of which `tables` were made."""
    entries = entries_of(report)
    owners = _owners(entries)
    frames = _frames(report, entries, owners, tables.sentences, words)
    first_sentence = np.cumsum([0, *(len(entry.paragraph.sentences) for entry in entries)])
    return Index(
        report=report,
        entries=entries,
        sentences=tuple(
            IndexedSentence(number, span, folded, frames[number])
            for (number, span), folded in zip(owners, tables.sentences, strict=True)
        ),
        first_sentence=tuple(first_sentence.tolist()),
        fields=tables.fields,
        phrasings=tables.phrasings,
        sentence_of_phrasing=tables.sentence_of_phrasing,
        kinds=words.kinds,
        asked_kinds=tables.asked_kinds,
    )


def _owners(entries: Sequence[IndexedParagraph]) -> list[tuple[int, Span]]:
    """Each sentence with the number of its entry."""
    return [
        (number, span) for number, entry in enumerate(entries) for span in entry.paragraph.sentences
    ]


def _frames(
    report: Report,
    entries: Sequence[IndexedParagraph],
    owners: Sequence[tuple[int, Span]],
    sentences: Sequence[str],
    words: WordData,
) -> list[Frame]:
    """The time frame of each entry: that of its part.

    Where no heading opens the plan, because they say nothing of time or the source has lost them,
    the sentence that announces the aims of the year does.
    """
    year, _ = working_year(report)
    of_parts = words.time.frames([part.title for part in report.parts], year)
    of_part = {id(part): frame for part, frame in zip(report.parts, of_parts, strict=True)}
    frames = [of_part[id(entry.part)] for entry in entries]
    if Frame.NEXT in frames or Frame.PLAN in frames:
        return frames
    announced = (
        number
        for (number, _), text in zip(owners, sentences, strict=True)
        if words.time.announces(text)
    )
    turn = next(announced, None)
    if turn is None:
        return frames
    return [
        frame if entry.in_title_block else Frame.REVIEW if number < turn else Frame.NEXT
        for number, (entry, frame) in enumerate(zip(entries, frames, strict=True))
    ]


def build_tables(material: ReportWithPhrasings, tools: IndexingResources) -> Tables:
    """What has to be folded, segmented and counted."""
    entries = entries_of(material.report)
    owners = _owners(entries)
    folded = tuple(fold(span.of(material.report.text)).text for _, span in owners)
    phrasings = _phrasings(material, owners)
    held = [
        (entries[number], number, text) for (number, _), text in zip(owners, folded, strict=True)
    ]
    drafts = _Drafts(tools, entries, held, phrasings)
    return Tables(
        sentences=folded,
        fields=drafts.fields(),
        phrasings=tuple(text for _, text in phrasings),
        sentence_of_phrasing=np.array([number for number, _ in phrasings], np.int32),
        asked_kinds=_asked_kinds(phrasings, len(folded), tools.words.kinds),
        paragraphs=drafts.paragraphs(),
    )


def _phrasings(
    material: ReportWithPhrasings, owners: Sequence[tuple[int, Span]]
) -> list[tuple[int, str]]:
    """The number of its sentence and the folded text of each phrasing, in order of sentences."""
    numbers = {span: number for number, (_, span) in enumerate(owners)}
    return sorted(
        (numbers[phrasing.sentence], fold(phrasing.text).text) for phrasing in material.phrasings
    )


def _asked_kinds(
    phrasings: Sequence[tuple[int, str]], sentences: int, kinds: Sequence[AnswerType]
) -> dict[str, npt.NDArray[np.bool_]]:
    rows = {kind.name: np.zeros(sentences, np.bool_) for kind in kinds}
    for sentence, text in phrasings:
        for kind in kinds:
            if not rows[kind.name][sentence] and kind.asked(text):
                rows[kind.name][sentence] = True
    return rows


class _Drafts:
    """The terms of one report, sentence by sentence, paragraph by paragraph.

    The title block is indexed with `title_block_words`, because it says who and when without any of
    the words in which people ask for it.
    """

    def __init__(
        self,
        tools: IndexingResources,
        entries: Sequence[IndexedParagraph],
        sentences: Sequence[tuple[IndexedParagraph, int, str]],
        phrasings: Sequence[tuple[int, str]],
    ) -> None:
        self._sentences, self._phrasings = sentences, phrasings
        cut = tools.segmenter.terms
        self._about = tools.title_block_words
        titles = {title: cut(title) for each in entries for title in _titles(each)}
        self.sentence_words: list[list[str]] = []
        self.paragraph_words: list[list[str]] = [[] for _ in entries]
        for entry, number, folded in sentences:
            own = tools.segmenter.cut(folded)
            if entry.in_title_block:
                own = [*own, *self._about]
            self.sentence_words.append(own + titles[entry.part.title])
            self.paragraph_words[number] += own
        for entry, own in zip(entries, self.paragraph_words, strict=True):
            own += titles[entry.part.title] + titles[entry.section.title]
        self._stop_words = tools.words.stop_words
        self.phrasing_words = [
            [term for term in tools.segmenter.cut(text) if term not in self._stop_words]
            for _, text in phrasings
        ]

    def fields(self) -> Fields:
        """What is searched within the report."""
        owners = [number for number, _ in self._phrasings]
        syllables = [syllable_bigrams(text) for _, text in self._phrasings]
        about = "，".join(self._about)
        readable = [
            f"{text}，{about}" if entry.in_title_block else text
            for entry, _, text in self._sentences
        ]
        return Fields(
            paragraph_words=build_field(self.paragraph_words),
            words=build_field(self.sentence_words),
            characters=build_field([characters(text) for text in readable]),
            syllables=build_field([syllable_bigrams(text) for text in readable]),
            phrasing_words=build_field(self.phrasing_words, b=_PHRASING_B),
            asked_words=build_field(_together(self.phrasing_words, owners, len(self._sentences))),
            asked_syllables=build_field(_together(syllables, owners, len(self._sentences))),
        )

    def paragraphs(self) -> ParagraphTerms:
        """The terms of each paragraph, and behind them each of those of its phrasings once."""
        asked: list[dict[str, None]] = [{} for _ in self.paragraph_words]
        for (sentence, _), terms in zip(self._phrasings, self.phrasing_words, strict=True):
            asked[self._sentences[sentence][1]].update(dict.fromkeys(terms))
        return ParagraphTerms.of(
            [
                [*(term for term in own if term not in self._stop_words), *others]
                for own, others in zip(self.paragraph_words, asked, strict=True)
            ]
        )


def _titles(entry: IndexedParagraph) -> tuple[str, str]:
    return entry.part.title, entry.section.title


def _together(
    terms: Sequence[Sequence[str]], owners: Sequence[int], sentences: int
) -> list[list[str]]:
    together: list[list[str]] = [[] for _ in range(sentences)]
    for owner, own in zip(owners, terms, strict=True):
        together[owner] += own
    return together
