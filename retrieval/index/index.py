"""The index of one report: its sentences and the fields that are searched."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.corpus.metadata import PLENTY
from retrieval.index.announcements import Announcements, announcements_of
from retrieval.index.bm25_field import Field, Scores
from retrieval.index.clauses import Pieces, clauses_of, figures_of, pieces_of
from retrieval.index.enumerations import IndexedEnumeration, indexed_enumerations
from retrieval.index.notes import Notes, notes_of
from retrieval.index.taught import letters_of, taught_by
from retrieval.language.answer_types import AnswerType, units_held
from retrieval.language.time_frames import Frame
from retrieval.language.years import years_in_sentence
from retrieval.reports.location import IndexedParagraph
from retrieval.reports.model import Report, Span

__all__ = ["Fields", "Index", "IndexedSentence"]

Flags = npt.NDArray[np.bool_]
# What an open report takes, fitted to what `tracemalloc` counts for 89 reports of the State Council
# and of provinces (1.1 to 6.6 megabytes, 3.4 on average), of which none is off by more than 6 %:
# arrays with the rows and the text that are made of them, a term with its entry in a dictionary.
_BYTES_AN_ARRAY_BYTE = 2.2
_BYTES_A_TERM = 122
# A term whose pieces are cached, in the mean over 541 questions to three of these reports.
_BYTES_A_PLACE = 460
_LEAST = 1e-9  # keeps a product of weights from being 0, which is divided by
_PIECES = ("_whole", "clauses", "figures")


@dataclass(frozen=True, slots=True)
class IndexedSentence:
    """A sentence: the number of its entry, its span, its normalized text, its time frame."""

    entry: int
    span: Span
    folded: str
    frame: Frame


@dataclass(frozen=True)
class Fields:
    """The searched fields.  Documents are paragraphs, sentences or phrasings, in reading order.

    Paragraphs include the words of the titles of their part and section, sentences those of their
    part: 2017年 is in the heading of a part more often than in its sentences.  The documents of
    `*_by_sentence` are sentences, each as all its phrasings together.
    """

    paragraph_words: Field
    words: Field
    characters: Field
    syllables: Field
    phrasing_words: Field
    phrasing_words_by_sentence: Field
    phrasing_syllables_by_sentence: Field


@dataclass(frozen=True)
class Index:
    """All paragraphs (`entries`) and sentences of `report` in reading order.

    `first_sentence[i]`: the number of the first sentence of entry `i`; one more closes the list.
    `coverage`: how well phrasings cover the sentences, 0 to 1, as in its metadata.
    `sentence_of_phrasing`: the sentence of each phrasing, in rising order.
    `phrasing_rarities`: the sum over the words of each phrasing of how rare they are in Chinese.
    `phrasing_kinds`: for each answer type the sentences with a phrasing that asks for it.
    """

    report: Report
    entries: tuple[IndexedParagraph, ...]
    sentences: tuple[IndexedSentence, ...]
    first_sentence: tuple[int, ...]
    fields: Fields
    coverage: float
    phrasings: tuple[str, ...]
    sentence_of_phrasing: npt.NDArray[np.int32]
    phrasing_rarities: npt.NDArray[np.float64]
    kinds: tuple[AnswerType, ...]
    phrasing_kinds: Mapping[str, Flags]

    def sentences_of(self, entry: int) -> range:
        """The numbers of the sentences of entry `entry`."""
        return range(self.first_sentence[entry], self.first_sentence[entry + 1])

    @property
    def frames(self) -> list[Frame]:
        """The time frame of each entry."""
        return [self.sentences[first].frame for first in self.first_sentence[:-1]]

    @property
    def bytes_held(self) -> int:
        """An estimate of the bytes of memory that it takes with its report at this moment."""
        searched: list[Pieces] = [self.__dict__[n] for n in _PIECES if n in self.__dict__]
        return self._bytes_opened + _BYTES_A_PLACE * sum(each.remembered for each in searched)

    @cached_property
    def _bytes_opened(self) -> int:
        """The same after its first question."""
        fields: list[Field] = [getattr(self.fields, n.name) for n in dataclasses.fields(Fields)]
        # By their identity: an array that two fields share is there once.
        held = ((each.idf, each.starts, each.documents, each.impacts) for each in fields)
        arrays = {id(array): array.nbytes for four in held for array in four}
        terms = sum(len(each.terms) for each in fields)
        return int(_BYTES_AN_ARRAY_BYTE * sum(arrays.values()) + _BYTES_A_TERM * terms)

    @cached_property
    def entry_of(self) -> npt.NDArray[np.int32]:
        """The number of the entry of each sentence."""
        return np.array([sentence.entry for sentence in self.sentences], np.int32)

    @cached_property
    def frame_of(self) -> npt.NDArray[np.int8]:
        """The time frame of each sentence."""
        return np.array([sentence.frame for sentence in self.sentences], np.int8)

    def frames_meant(self, named: frozenset[Frame]) -> frozenset[Frame]:
        """The frames meant by those `named`: of a report that plans for one year only, or for five
        only, both are that plan."""
        ahead = {Frame.PLAN, Frame.NEXT}
        if named & ahead and len(ahead & self._frames) == 1:
            return named | ahead
        return named

    @cached_property
    def _frames(self) -> frozenset[Frame]:
        return frozenset(sentence.frame for sentence in self.sentences)

    @cached_property
    def notes(self) -> Notes:
        """The notes of the report."""
        return notes_of(self.report)

    @cached_property
    def announcements(self) -> Announcements:
        """Its announcements."""
        return announcements_of([sentence.folded for sentence in self.sentences])

    @cached_property
    def lengths(self) -> Scores:
        """The characters of each sentence."""
        return np.array([len(sentence.folded) for sentence in self.sentences], np.float64)

    @cached_property
    def holders(self) -> Mapping[str, Flags]:
        """The sentences that hold an answer of each type, by the name of the type."""
        return {
            kind.name: np.array([kind.held(sentence.folded) for sentence in self.sentences])
            for kind in self.kinds
        }

    @cached_property
    def unit_holders(self) -> Mapping[str, Flags]:
        """The sentences that hold a figure in each unit."""
        rows: dict[str, Flags] = {}
        for number, sentence in enumerate(self.sentences):
            for unit in units_held(sentence.folded):
                rows.setdefault(unit, np.zeros(len(self.sentences), np.bool_))[number] = True
        return rows

    @cached_property
    def years(self) -> Mapping[int, frozenset[int]]:
        """The years in sentences, by the number of the sentence."""
        found = ((n, years_in_sentence(each.folded)) for n, each in enumerate(self.sentences))
        return {number: frozenset(years) for number, years in found if years}

    @cached_property
    def enumerations(self) -> tuple[IndexedEnumeration, ...]:
        """The enumerations of the report."""
        return indexed_enumerations(self.report, self.entries)

    @cached_property
    def _whole(self) -> Pieces:
        """The sentences as pieces."""
        return pieces_of([each.folded for each in self.sentences], lambda text: iter([text]))

    @cached_property
    def clauses(self) -> Pieces:
        """The clauses of the sentences."""
        return pieces_of([sentence.folded for sentence in self.sentences], clauses_of)

    @cached_property
    def figures(self) -> Pieces:
        """The figures of the sentences, each with the words around it."""
        return pieces_of([sentence.folded for sentence in self.sentences], figures_of)

    @cached_property
    def _first_phrasing(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The sentences that have phrasings, and the number of the first one of each."""
        sentences, first = np.unique(self.sentence_of_phrasing, return_index=True)
        return sentences.astype(np.int64), first.astype(np.int64)

    def best_of_phrasings(self, scores: Scores) -> Scores:
        """For each sentence the highest of the `scores` of its phrasings; 0 where it has none."""
        best = np.zeros(len(self.sentences))
        sentences, first = self._first_phrasing
        if len(first):
            best[sentences] = np.maximum.reduceat(scores, first)
        return best

    def phrasings_near(self, terms: Sequence[str], rarities: Sequence[float]) -> Scores:
        """Ochiai's coefficient of `terms` and each phrasing, 0 to 1, each word weighted by its
        rarity in Chinese: it means the same whether there is one phrasing or ten thousand."""
        common = np.zeros(len(self.phrasings))
        for term, rarity in zip(terms, rarities, strict=True):
            common[self.fields.phrasing_words.documents_with(term)] += rarity
        return common / np.sqrt(np.maximum(sum(rarities) * self.phrasing_rarities, _LEAST))

    @cached_property
    def plenty(self) -> Scores:
        """For each sentence its phrasings as a share of plenty, at most 1."""
        numbers = np.bincount(self.sentence_of_phrasing, minlength=len(self.sentences))
        return np.minimum(1.0, numbers / PLENTY)

    @cached_property
    def _taught(self) -> Mapping[str, frozenset[int]]:
        return taught_by(zip(self.phrasings, self.sentence_of_phrasing.tolist(), strict=True))

    def taught(self, question: str) -> frozenset[int]:
        """The sentences with a phrasing that is the normalized `question`, punctuation aside."""
        return self._taught.get(letters_of(question), frozenset())

    def best_phrasing(self, scores: Scores, sentence: int) -> int | None:
        """The phrasing of `sentence` with the highest of `scores`; None where it has none."""
        first, last = np.searchsorted(self.sentence_of_phrasing, [sentence, sentence + 1])
        return None if first == last else int(first + np.argmax(scores[first:last]))

    def occurrences(self, term: str) -> Scores:
        """For each sentence the weight of `term` where it occurs there, else 0."""
        weights = np.zeros(len(self.sentences))
        weights[self.holding(term)] = self.rarity_of(term)
        return weights

    def holding(self, term: str) -> npt.NDArray[np.int64]:
        """The numbers of the sentences that hold `term`, a string, no term of the segmenter."""
        return self._whole.holding(term)

    def rarity_of(self, term: str) -> float:
        """The weight (idf) of `term` where it occurs."""
        n = len(self.holding(term))
        return float(np.log1p((len(self.sentences) - n + 0.5) / (n + 0.5)))
