from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.bm25 import LuceneBM25

CORPUS = [["发展", "停车"], ["发展", "幼儿园"], ["发展", "停车", "停车"], ["发展"]]


def test_idf_is_that_of_lucene() -> None:
    bm25 = LuceneBM25(CORPUS)
    assert bm25.idf_of("停车") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert bm25.idf_of("没有") == 0


def test_a_word_in_every_document_weighs_less_than_any_other_but_not_nothing() -> None:
    bm25 = LuceneBM25(CORPUS)
    assert 0 < bm25.idf_of("发展") < bm25.idf_of("停车") < bm25.idf_of("幼儿园")


def test_score_by_hand() -> None:
    bm25 = LuceneBM25(CORPUS, k1=1.5, b=0.75)
    length = 0.25 + 0.75 * 2 / (8 / 4)
    expected = math.log(2) * (1 * 2.5) / (1 + 1.5 * length)
    assert bm25.scores(["停车"])[0] == pytest.approx(expected)


def test_a_document_without_any_term_scores_nothing() -> None:
    assert LuceneBM25(CORPUS).scores(["幼儿园"]).tolist()[2:] == [0, 0]


@pytest.mark.parametrize("corpus", [[], [[]], [[], []]])
def test_a_corpus_without_terms(corpus: list[list[str]]) -> None:
    bm25 = LuceneBM25(corpus)
    assert bm25.scores(["停车"]).tolist() == [0.0] * len(corpus)
    assert bm25.idf_of("停车") == 0


@pytest.mark.parametrize("terms", [[], ["没有"]])
def test_a_query_without_known_terms(terms: list[str]) -> None:
    assert LuceneBM25(CORPUS).scores(terms).tolist() == [0, 0, 0, 0]
    assert LuceneBM25(CORPUS).scores_of(terms, [1]).tolist() == [0]


WORDS = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8)


@given(st.lists(WORDS, max_size=8), WORDS)
def test_scores_are_never_negative_and_the_same_for_a_choice_of_documents(
    corpus: list[list[str]], query: list[str]
) -> None:
    bm25 = LuceneBM25(corpus)
    scores = bm25.scores(query)
    assert (scores >= 0).all()
    chosen = list(range(0, len(corpus), 2))
    assert bm25.scores_of(query, chosen).tolist() == scores[::2].tolist()
    for document, score in zip(corpus, scores, strict=True):
        assert (score > 0) == bool(set(document) & set(query))
