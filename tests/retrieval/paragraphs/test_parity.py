"""The candidates that come from Milvus are those that come from memory."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval import Report, load_gold
from retrieval.language.segmentation import Segmenter
from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.bm25 import LuceneBM25
from retrieval.paragraphs.milvus import MilvusIndex
from retrieval.words import load_dictionary
from tests.conftest import GOLD

DEPTH = 10
Place = tuple[str, int]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(load_dictionary())


@pytest.fixture(scope="module")
def paragraphs(report: Report, segmenter: Segmenter) -> list[list[str]]:
    return [segmenter.terms(each.span.of(report.text)) for each in report.paragraphs]


@pytest.fixture(scope="module")
def questions(segmenter: Segmenter) -> list[list[str]]:
    return [list(dict.fromkeys(segmenter.terms(gold.question))) for gold in load_gold(GOLD)]


def parts(paragraphs: Sequence[list[str]], size: int) -> dict[str, Sequence[list[str]]]:
    """`paragraphs` as reports of `size` each, so that an index has several to put together."""
    return {
        f"{first:04}.txt": paragraphs[first : first + size]
        for first in range(0, len(paragraphs), size)
    }


def rows(name: str, terms: Sequence[list[str]], digest: str = "1") -> ReportRows:
    return ReportRows(name, digest, len(terms), lambda: terms)


def overlap(
    index: MilvusIndex, reports: dict[str, Sequence[list[str]]], questions: Sequence[list[str]]
) -> float:
    """The mean share of the best ten of `LuceneBM25` that are among the best ten of `index`."""
    places = [(name, n + 1) for name, terms in reports.items() for n in range(len(terms))]
    memory = LuceneBM25([each for terms in reports.values() for each in terms])
    shares = []
    for terms in questions:
        scores = memory.get_scores(terms)
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        expected = {places[number] for number in best.tolist() if scores[number] > 0}
        found = {(each.report, each.paragraph) for each in index.search(terms, DEPTH)}
        shares.append(len(found & expected) / len(expected) if expected else float(not found))
    return float(np.mean(shares))


def test_the_best_ten_are_those_of_memory_for_every_gold_question(
    index: MilvusIndex, paragraphs: list[list[str]], questions: list[list[str]]
) -> None:
    reports = parts(paragraphs, 20)
    index.update([rows(name, terms) for name, terms in reports.items()])
    assert overlap(index, reports, questions) >= 0.99


def test_they_still_are_after_reports_were_replaced_added_and_taken_away(
    index: MilvusIndex, paragraphs: list[list[str]], questions: list[list[str]]
) -> None:
    reports = parts(paragraphs, 10)
    before = {"gone.txt": paragraphs[:30], **dict(list(reports.items())[:4])}
    index.update([rows(name, terms) for name, terms in before.items()])
    index.update(
        [
            rows(name, terms, "2" if n % 2 else "1")
            for n, (name, terms) in enumerate(reports.items())
        ]
    )
    assert overlap(index, reports, questions) >= 0.99


def test_scores_are_those_of_memory_up_to_the_float_that_they_travel_in(
    index: MilvusIndex, paragraphs: list[list[str]], questions: list[list[str]]
) -> None:
    index.update([rows("all.txt", paragraphs)])
    memory = LuceneBM25(paragraphs)
    for terms in questions[:20]:
        scores = memory.get_scores(terms)
        for found in index.search(terms, DEPTH):
            assert found.score == pytest.approx(scores[found.paragraph - 1], rel=1e-5)
