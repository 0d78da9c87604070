"""Frozen BM25 against rank-bm25 itself: same scores, same best documents, for any corpus."""

from __future__ import annotations

import math
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import PostingsError
from retrieval.paragraphs.bm25 import (
    LuceneBM25,
    best,
    build_postings,
    scores,
    search,
    stripes,
)
from retrieval.paragraphs.bm25 import postings as module
from tests.retrieval.rank_bm25_scores import rank_bm25_scores

# Few words, so that documents share them, repeat them and tie; 的 stands nearly everywhere.
WORD = st.sampled_from(["的", "的", "的", "发展", "发展", "停车", "公园", "幼儿园", "养老", "𠮷"])
CORPUS = st.lists(st.lists(WORD, max_size=12), max_size=40)
QUERY = st.lists(WORD | st.just("没有"), max_size=8)


def reference(expected: npt.NDArray[np.float64], k: int) -> list[int]:
    """The best `k` of documents with `expected` scores: ties in reading order, none without."""
    order = np.argsort(-expected, kind="stable")[: max(0, k)]
    return [int(number) for number in order if expected[number] > 0]


@pytest.fixture(params=["whole", "pruned"])
def pruning(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once as for few documents and once as for a million."""
    if request.param == "pruned":
        monkeypatch.setattr(search, "_PRUNED_FROM", 0)


@pytest.fixture(params=["whole", "striped"])
def striping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with one stripe a document and once with stripes that a small corpus fills."""
    if request.param == "striped":
        monkeypatch.setattr(stripes, "_SHAPES", ((1, 2, 4),))


@pytest.fixture(params=["numpy", "scipy"])
def summing_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "scipy":
        pytest.importorskip("scipy", reason="scipy is an extra")
        monkeypatch.setattr(search, "_COMPILED_FROM", 0)
        # Imported here, because Hypothesis would take the import for a slow example.
        assert search._adder(1) is not search._add


@pytest.mark.usefixtures("pruning", "striping", "summing_by")
@given(CORPUS, QUERY, st.integers(-1, 50))
def test_the_best_are_those_of_rank_bm25_and_their_scores_too(
    corpus: list[list[str]], query: list[str], k: int
) -> None:
    expected = rank_bm25_scores(corpus, query)
    found = best(build_postings(corpus), query, k)
    assert found.documents.tolist() == reference(expected, k)
    assert found.scores.tolist() == pytest.approx(expected[found.documents].tolist(), rel=1e-4)


@pytest.mark.usefixtures("summing_by")
@given(CORPUS, QUERY)
def test_all_scores_are_those_of_rank_bm25(corpus: list[list[str]], query: list[str]) -> None:
    postings = build_postings(corpus)
    found = scores(postings, query)
    assert found.tolist() == pytest.approx(rank_bm25_scores(corpus, query).tolist(), rel=1e-4)


def test_pruning_and_stripes_change_nothing_at_a_size_where_they_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = np.random.default_rng(7)
    frequency = 1 / np.arange(1, 2001)
    terms = random.choice(2000, size=(70_000, 8), p=frequency / frequency.sum())
    corpus = [[str(term) for term in row] for row in terms.tolist()]
    postings = build_postings(corpus)
    bm25 = LuceneBM25(corpus[:70_000])
    for _ in range(5):
        query = [str(term) for term in random.choice(2000, size=8, p=frequency / frequency.sum())]
        expected = bm25.get_scores(query)
        for least in (0, len(corpus) + 1):
            monkeypatch.setattr(search, "_PRUNED_FROM", least)
            for k in (1, 10, 3000):
                found = best(postings, query, k)
                assert found.documents.tolist() == reference(expected, k)


def test_documents_that_float32_cannot_tell_apart_come_in_the_order_of_rank_bm25() -> None:
    """Documents of one length, terms of nearly one frequency: sums of the same numbers abound."""
    random = np.random.default_rng(11)
    rows = np.argsort(random.random((600, 12)), axis=1)[:, :6]
    corpus = [[str(term) for term in row] for row in rows.tolist()]
    corpus += [[str((term + 1) % 12) for term in row] for row in rows.tolist()]
    postings, bm25 = build_postings(corpus), LuceneBM25(corpus)
    for _ in range(50):
        query = [str(term) for term in random.integers(12, size=7)]
        found = best(postings, query, 20)
        expected = bm25.get_scores(query)
        assert found.documents.tolist() == reference(expected, 20)
        assert found.scores.tolist() == expected[found.documents].tolist()


def test_pruning_finds_what_frequent_terms_alone_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_PRUNED_FROM", 0)
    corpus = [["的"] * 9, ["的", "公园"], ["的", "的"], *([["的", "路"]] * 20)]
    expected = rank_bm25_scores(corpus, ["的", "公园"])
    found = best(build_postings(corpus), ["的", "公园"], 5)
    assert found.documents.tolist() == reference(expected, 5) == [1, 0, 2, 3, 4]


def test_a_score_by_hand() -> None:
    corpus = [["发展", "停车"], ["发展", "幼儿园"], ["发展", "停车", "停车"], ["发展"]]
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    # The first document is as long as they are on average, the third is half as long again.
    expected = [idf * 2 * 2.5 / (2 + 1.5 * (0.25 + 0.75 * 1.5)), idf * 1 * 2.5 / (1 + 1.5)]
    assert best(build_postings(corpus), ["停车"], 4).documents.tolist() == [2, 0]
    assert best(build_postings(corpus), ["停车"], 4).scores.tolist() == pytest.approx(expected)


def test_a_word_in_every_document_weighs_less_than_any_other_but_not_nothing() -> None:
    postings = build_postings([["发展", "停车"], ["发展", "幼儿园"], ["发展", "停车"], ["发展"]])
    idf = dict(zip(postings.terms, postings.idf.tolist(), strict=True))
    assert 0 < idf["发展"] < idf["停车"] < idf["幼儿园"]


@pytest.mark.parametrize("size", [1, 2, 7, 300])
def test_every_document_that_holds_a_term_is_in_its_row(size: int) -> None:
    corpus = [["的", str(number % 7)] for number in range(size)]
    postings = build_postings(iter(corpus))
    assert postings.size == size
    row = postings.row(postings.numbers["的"])
    assert row.documents.tolist() == list(range(size))
    sixth = postings.row(postings.numbers[str((size - 1) % 7)])
    assert sixth.documents.tolist() == list(range((size - 1) % 7, size, 7))


@pytest.mark.parametrize("often", [255, 256, 65_535, 65_536])
def test_a_term_may_stand_in_a_document_any_number_of_times(often: int) -> None:
    corpus = [["的"] * often, ["的", "路"], ["路"]]
    found = best(build_postings(corpus), ["的"], 10)
    expected = rank_bm25_scores(corpus, ["的"])
    assert found.documents.tolist() == reference(expected, 10) == [0, 1]
    assert found.scores.tolist() == pytest.approx(expected[:2].tolist(), rel=1e-6)


def test_small_chunks_of_impacts_are_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = [["的", "路", "的"], ["路", "园"], ["园", "园", "的"]]
    whole = build_postings(corpus)
    for chunk in (1, 2, 3, 4):
        monkeypatch.setattr(module, "_CHUNK", chunk)
        assert build_postings(corpus).impacts.tolist() == whole.impacts.tolist()


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms_has_no_best(corpus: list[list[str]]) -> None:
    postings = build_postings(corpus)
    assert postings.size == len(corpus)
    assert best(postings, ["停车"], 10).documents.tolist() == []


def test_threads_that_ask_at_once_get_what_one_gets() -> None:
    random = np.random.default_rng(3)
    # Each of 40 terms is in a seventh of the documents, so that all have dense rows.
    corpus = [[str(term) for term in row] for row in random.integers(40, size=(20_000, 6))]
    queries = [[str(term) for term in row] for row in random.integers(40, size=(20, 5))]
    alone = [best(build_postings(corpus), query, 10) for query in queries]
    postings = build_postings(corpus)
    with ThreadPoolExecutor(8, initializer=threading.Barrier(8).wait) as pool:
        together = list(pool.map(lambda query: best(postings, query, 10), queries * 12))
    for one, other in zip(alone * 12, together, strict=True):
        assert one.documents.tolist() == other.documents.tolist()
        assert one.scores.tolist() == other.scores.tolist()


def test_a_row_in_use_never_changes_while_it_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever another thread sees between any two lines of reading a row that was forgotten."""
    monkeypatch.setattr(module, "_MOST_KEPT", 1)
    postings = build_postings([["的", "路"], ["的"], ["的", "园"]])
    in_use = postings.row(postings.numbers["的"])
    assert in_use.dense is not None
    expected = in_use.dense.tolist()
    seen = []

    def look(frame: FrameType, *_: object) -> Any:
        if frame.f_code.co_filename == module.__file__:
            assert in_use.dense is not None
            seen.append(in_use.dense.tolist())
            return look
        return None

    postings.row(postings.numbers["路"])  # the other row is forgotten
    before = sys.gettrace()
    sys.settrace(look)
    try:
        postings.row(postings.numbers["的"])
    finally:
        sys.settrace(before)
    assert seen
    assert all(row == expected for row in seen)


@pytest.mark.parametrize("wrong", [-1, 2, 2**31 - 1])
def test_a_document_that_is_not_there_never_reaches_the_kernel(wrong: int) -> None:
    postings = build_postings([["停车", "路"], ["停车"]])
    first = int(postings.starts[postings.numbers["停车"]])
    postings.documents[first + 1] = wrong
    with pytest.raises(PostingsError, match="停车"):
        best(postings, ["停车"], 10)
    assert best(postings, ["路"], 10).documents.tolist() == [0]


@pytest.mark.parametrize("starts", [[0, -1, 3], [0, 9, 9], [2, 1, 3], [0, 0, 3]])
def test_rows_that_are_not_there_never_reach_the_kernel(starts: list[int]) -> None:
    postings = build_postings([["停车", "路"], ["停车"]])
    postings.starts[:] = starts
    with pytest.raises(PostingsError, match="停车"):
        best(postings, ["停车"], 10)


def test_rows_that_were_forgotten_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 2)
    corpus = [["停车", "路", "园"], ["停车"], ["路"]]
    postings = build_postings(corpus)
    expected = reference(rank_bm25_scores(corpus, ["停车", "路", "园"]), 10)
    for _ in range(3):
        assert best(postings, ["停车", "路", "园"], 10).documents.tolist() == expected
