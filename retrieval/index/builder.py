"""Index builder: from a report and its phrasings to an index file, and from that to an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.corpus.divisions import full_names
from retrieval.corpus.gazetteer import Gazetteer
from retrieval.corpus.metadata import metadata_of
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.index.bm25_field import build_field
from retrieval.index.index import Fields, Flags, Index, IndexedSentence
from retrieval.index.store import IndexFile, ParagraphTerms
from retrieval.language.answer_types import AnswerType
from retrieval.language.normalization import fold
from retrieval.language.pinyin import syllable_bigrams
from retrieval.language.segmentation import Segmenter, characters
from retrieval.language.time_frames import Frame, working_year
from retrieval.language.word_data import WordData
from retrieval.reports.location import IndexedParagraph, entries_of
from retrieval.reports.model import Report, Span

__all__ = ["IndexingResources", "build_index", "build_index_file"]

# Phrasings are about as long as questions: length says little, so it counts less than BM25's usual
# 0.75.
_PHRASING_B = 0.6

# A phrasing: the number of its sentence and its normalized text.
_Phrasing = tuple[int, str]


@dataclass(frozen=True)
class IndexingResources:
    """What all reports are indexed with."""

    segmenter: Segmenter
    words: WordData
    gazetteer: Gazetteer


def build_index(report: Report, file: IndexFile, words: WordData) -> Index:
    """The index of `report`, of which `file` was made."""
    entries = entries_of(report)
    owners = _owners(entries)
    frames = _frames(report, entries, owners, file.sentences, words)
    first_sentence = np.cumsum([0, *(len(entry.paragraph.sentences) for entry in entries)])
    return Index(
        report=report,
        entries=entries,
        sentences=tuple(
            IndexedSentence(number, span, folded, frames[number])
            for (number, span), folded in zip(owners, file.sentences, strict=True)
        ),
        first_sentence=tuple(first_sentence.tolist()),
        fields=file.fields,
        coverage=file.metadata.coverage,
        phrasings=file.phrasings,
        sentence_of_phrasing=file.sentence_of_phrasing,
        phrasing_rarities=file.phrasing_rarities,
        kinds=words.kinds,
        phrasing_kinds=file.phrasing_kinds,
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
    """The time frame of each entry: that of its part, and none for notes.

    Where no heading opens the plan, because none names a time or the source has lost them, the
    first sentence that announces the aims of the year does.
    """
    year, _ = working_year(report)
    of_parts = words.time.frames([part.title for part in report.parts], year)
    of_part = {id(part): frame for part, frame in zip(report.parts, of_parts, strict=True)}
    frames = [
        Frame.UNKNOWN if entry.paragraph.note else of_part[id(entry.part)] for entry in entries
    ]
    if Frame.NEXT in frames or Frame.PLAN in frames:
        return frames
    numbered = zip(owners, sentences, strict=True)
    turn = next((number for (number, _), text in numbered if words.time.announces(text)), None)
    if turn is None:
        return frames
    return [
        frame if entry.in_title_block else Frame.REVIEW if number < turn else Frame.NEXT
        for number, (entry, frame) in enumerate(zip(entries, frames, strict=True))
    ]


def build_index_file(material: ReportWithPhrasings, resources: IndexingResources) -> IndexFile:
    """Normalizes, segments and counts a report and its phrasings."""
    report, words = material.report, resources.words
    entries = entries_of(report)
    owners = _owners(entries)
    sentences = tuple(fold(span.of(report.text)).text for _, span in owners)
    numbers = {span: number for number, (_, span) in enumerate(owners)}
    phrasings = sorted(
        (numbers[each.sentence], fold(each.text).text) for each in material.phrasings
    )
    terms = _ReportTerms(resources, entries, [number for number, _ in owners], sentences, phrasings)
    return IndexFile(
        metadata=metadata_of(
            material, sentences, resources.gazetteer, (*words.places, *sorted(full_names()))
        ),
        text=report.text,
        pages=report.pages,
        sentences=sentences,
        fields=terms.fields(),
        phrasings=tuple(text for _, text in phrasings),
        sentence_of_phrasing=np.array([number for number, _ in phrasings], np.int32),
        phrasing_rarities=terms.phrasing_rarities(),
        phrasing_kinds={kind.name: _asked(kind, phrasings, len(sentences)) for kind in words.kinds},
        paragraphs=terms.paragraphs(),
    )


def _asked(kind: AnswerType, phrasings: Sequence[_Phrasing], sentences: int) -> Flags:
    """The sentences with a phrasing that asks for an answer of this type."""
    rows = np.zeros(sentences, np.bool_)
    for sentence, text in phrasings:
        if not rows[sentence] and kind.asked(text):
            rows[sentence] = True
    return rows


class _ReportTerms:
    """The terms of one report by sentence, paragraph and phrasing.

    The title block is indexed with the words of questions about it: it gives speaker and date
    without any of the words in which people ask for them.
    """

    def __init__(
        self,
        resources: IndexingResources,
        entries: Sequence[IndexedParagraph],
        owners: Sequence[int],
        sentences: Sequence[str],
        phrasings: Sequence[_Phrasing],
    ) -> None:
        """`owners`: the number of the entry of each sentence."""
        self._owners, self._phrasings = owners, phrasings
        self._stop_words, self._rarity = resources.words.stop_words, resources.segmenter.rarity
        cut, about = resources.segmenter.cut, resources.words.title_block
        titles = {
            title: resources.segmenter.terms(title)
            for each in entries
            for title in (each.part.title, each.section.title)
        }
        self._texts: list[str] = []
        self._of_sentences: list[list[str]] = []
        self._of_paragraphs: list[list[str]] = [[] for _ in entries]
        for number, text in zip(owners, sentences, strict=True):
            entry, own = entries[number], cut(text)
            if entry.in_title_block:
                own += about
                text = "，".join((text, *about))
            self._texts.append(text)
            self._of_sentences.append(own + titles[entry.part.title])
            self._of_paragraphs[number] += own
        for entry, own in zip(entries, self._of_paragraphs, strict=True):
            own += titles[entry.part.title] + titles[entry.section.title]
        self._of_phrasings = [
            [term for term in cut(text) if term not in self._stop_words] for _, text in phrasings
        ]

    def fields(self) -> Fields:
        """What is searched within the report."""
        syllables = [syllable_bigrams(text) for _, text in self._phrasings]
        return Fields(
            paragraph_words=build_field(self._of_paragraphs),
            words=build_field(self._of_sentences),
            characters=build_field([characters(text) for text in self._texts]),
            syllables=build_field([syllable_bigrams(text) for text in self._texts]),
            phrasing_words=build_field(self._of_phrasings, b=_PHRASING_B),
            phrasing_words_by_sentence=build_field(self._by_sentence(self._of_phrasings)),
            phrasing_syllables_by_sentence=build_field(self._by_sentence(syllables)),
        )

    def phrasing_rarities(self) -> npt.NDArray[np.float64]:
        """The sum over the words of each phrasing of how rare they are in Chinese."""
        rarity = self._rarity
        return np.array([sum(map(rarity, {*each})) for each in self._of_phrasings], np.float64)

    def _by_sentence(self, of_phrasings: Sequence[Sequence[str]]) -> list[list[str]]:
        """Terms of phrasings joined sentence by sentence."""
        joined: list[list[str]] = [[] for _ in self._texts]
        for (sentence, _), terms in zip(self._phrasings, of_phrasings, strict=True):
            joined[sentence] += terms
        return joined

    def paragraphs(self) -> ParagraphTerms:
        """The terms of each paragraph, followed by those of its phrasings, each once."""
        asked: list[dict[str, None]] = [{} for _ in self._of_paragraphs]
        for (sentence, _), terms in zip(self._phrasings, self._of_phrasings, strict=True):
            asked[self._owners[sentence]].update(dict.fromkeys(terms))
        return ParagraphTerms.of(
            [
                [*(term for term in own if term not in self._stop_words), *others]
                for own, others in zip(self._of_paragraphs, asked, strict=True)
            ]
        )
