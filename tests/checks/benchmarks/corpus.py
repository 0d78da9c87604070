"""A corpus of any size with the term frequencies of real work reports, the same on every machine.

A paragraph is two to four runs of whole sentences out of one report, about 115 terms together.  So
that the vocabulary keeps growing with the corpus, as it does when counties are added, one term in
twenty gives way to a word of jieba's dictionary, drawn by its frequency, or to a number.  What is
not natural: sentences recur, so that at a million paragraphs words of middling frequency are denser
than they would be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba
import numpy as np
import numpy.typing as npt

from retrieval.evaluation import load_gold
from retrieval.language.segmentation import Segmenter
from retrieval.reports import read_report
from retrieval.words import load_dictionary
from tests.conftest import GOLD

__all__ = ["Corpus", "Material", "make_corpus", "read_material"]

Ids = npt.NDArray[np.int32]

_SEED = 20161220
_RUNS = (2, 4)  # runs of sentences a paragraph, at least and at most
_SENTENCES = 2  # sentences a run, at most
_TAIL = 0.05  # the share of terms that give way to the tail
_NUMBERS = 0.3  # of these, numbers
_QUERIES = 200
_QUERY_TERMS = (5, 15)  # terms a query, at least and at most


@dataclass(frozen=True)
class Material:
    """The terms of all reports in order, as numbers into `terms`.

    Sentence `i` is `ids[starts[i]:starts[i + 1]]`; report `i` is the sentences
    `reports[i]:reports[i + 1]`.
    """

    terms: tuple[str, ...]
    ids: Ids
    starts: npt.NDArray[np.int64]
    reports: npt.NDArray[np.int64]
    questions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Corpus:
    """Paragraphs `ids[starts[i]:starts[i + 1]]`, numbers into `terms`, and queries to ask them."""

    terms: tuple[str, ...]
    ids: Ids
    starts: npt.NDArray[np.int64]
    queries: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def paragraphs(self) -> list[list[str]]:
        """The terms of each paragraph; equal terms are one object, as a segmenter's cache gives."""
        return [
            [self.terms[term] for term in self.ids[first:last].tolist()]
            for first, last in zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True)
        ]


def read_material(files: Sequence[Path]) -> Material:
    """The sentences of the reports in `files`, segmented, and the project's own questions."""
    segmenter = Segmenter(load_dictionary())
    numbers: dict[str, int] = {}
    ids: list[int] = []
    starts, reports = [0], [0]
    for file in files:
        report = read_report(file.name, file.read_bytes().decode("utf-8"))
        for paragraph in report.paragraphs:
            for sentence in paragraph.sentences:
                terms = segmenter.terms(sentence.of(report.text))
                ids += [numbers.setdefault(term, len(numbers)) for term in terms]
                starts.append(len(ids))
        reports.append(len(starts) - 1)
    asked = (segmenter.terms(gold.question) for gold in load_gold(GOLD))
    return Material(
        terms=tuple(numbers),
        ids=np.array(ids, np.int32),
        starts=np.array(starts, np.int64),
        reports=np.array(reports, np.int64),
        questions=tuple(tuple(terms) for terms in asked if _fits(terms, numbers)),
    )


def _fits(terms: Sequence[str], known: Mapping[str, int]) -> bool:
    """Whether a question is of usual length, and most of its terms stand in some report: some are
    in English, in pinyin, or about nothing."""
    usual = _QUERY_TERMS[0] <= len(terms) <= _QUERY_TERMS[1]
    return usual and 2 * sum(term in known for term in terms) > len(terms)


def make_corpus(material: Material, size: int) -> Corpus:
    """`size` paragraphs, and queries: half of them questions, half stretches of a report."""
    random = np.random.default_rng([_SEED, size])
    firsts, lasts = _runs(material, size, random)
    places, starts = _together(material, firsts, lasts)
    ids = material.ids[places]
    terms = _with_tail(material.terms, ids, random)
    return Corpus(terms, ids, starts, _queries(material, random))


def _runs(
    material: Material, size: int, random: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first sentence and the one behind the last of each run; a row a paragraph, in which
    runs that it does not have are empty."""
    most = _RUNS[1]
    report = random.integers(len(material.reports) - 1, size=(size, 1))
    low, high = material.reports[report], material.reports[report + 1]
    firsts = low + (random.random((size, most)) * (high - low)).astype(np.int64)
    lasts = np.minimum(firsts + random.integers(1, _SENTENCES + 1, size=(size, most)), high)
    held = random.integers(_RUNS[0], most + 1, size=(size, 1))
    lasts = np.where(np.arange(most) < held, lasts, firsts)
    return firsts, lasts


def _together(
    material: Material, firsts: npt.NDArray[np.int64], lasts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The place in `material.ids` of each term of the corpus, and where paragraphs start."""
    begun = material.starts[firsts]
    lengths = material.starts[lasts] - begun
    starts = np.concatenate([[0], np.cumsum(lengths.sum(axis=1))])
    before = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    places = np.arange(starts[-1]) + np.repeat(begun.ravel() - before, lengths.ravel())
    return places, starts


def _with_tail(terms: Sequence[str], ids: Ids, random: np.random.Generator) -> tuple[str, ...]:
    """Puts the tail into `ids`; the vocabulary with it."""
    known = set(terms)
    with jieba.dt.get_dict_file() as lines:
        counted = [line.decode("utf-8").split()[:2] for line in lines]
    words = [(word, count) for word, count in counted if len(word) > 1 and word not in known]
    weights = np.array([int(count) for _, count in words], np.float64)
    away = np.flatnonzero(random.random(len(ids)) < _TAIL)
    numeral = random.random(len(away)) < _NUMBERS
    drawn = random.choice(len(words), size=len(away), p=weights / weights.sum())
    # Numbers of two decimals spread over magnitudes: 0.05 is as likely as 31 415.92.
    figures = np.unique(np.round(10 ** random.uniform(-2, 5, int(numeral.sum())), 2))
    drawn[numeral] = len(words) + random.integers(max(1, len(figures)), size=int(numeral.sum()))
    ids[away] = len(terms) + drawn
    return (*terms, *(word for word, _ in words), *map(str, figures.tolist()))


def _queries(material: Material, random: np.random.Generator) -> tuple[tuple[str, ...], ...]:
    asked = random.permutation(len(material.questions))[: _QUERIES // 2]
    queries = [material.questions[number] for number in asked.tolist()]
    for _ in range(_QUERIES - len(queries)):
        length = int(random.integers(_QUERY_TERMS[0], _QUERY_TERMS[1] + 1))
        first = int(random.integers(len(material.ids) - length))
        queries.append(tuple(material.terms[term] for term in material.ids[first : first + length]))
    # Mixed, so that any first part of them is like the whole.
    return tuple(queries[number] for number in random.permutation(len(queries)).tolist())
