from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.bm25_field import build_field
from tests.retrieval.rank_bm25_scores import rank_bm25_scores

WORDS = st.lists(st.sampled_from("甲乙丙丁戊己"), max_size=8)
CORPUS = st.lists(WORDS, max_size=12)


@given(CORPUS, WORDS, st.sampled_from([0.0, 0.6, 0.75]))
def test_frozen_scores_are_those_of_bm25(
    corpus: list[list[str]], query: list[str], b: float
) -> None:
    field = build_field(corpus, b=b)
    assert field.size == len(corpus)
    assert field.scores(query) == pytest.approx(rank_bm25_scores(corpus, query, b))


@given(CORPUS, WORDS)
def test_contributions_add_up_to_scores(corpus: list[list[str]], query: list[str]) -> None:
    field = build_field(corpus)
    scores = field.scores(query)
    for document in range(len(corpus)):
        parts = sum(field.contribution(term, document) for term in query)
        assert parts == pytest.approx(scores[document])


@given(CORPUS, WORDS)
def test_shares_lie_between_nothing_and_all(corpus: list[list[str]], query: list[str]) -> None:
    shares = build_field(corpus).shares(list(dict.fromkeys(query)))
    assert shares.shape == (len(corpus),)
    assert ((shares >= 0) & (shares <= 1)).all()


def test_a_document_like_the_query_shares_most() -> None:
    field = build_field([["停车", "位"], ["停车", "位", "公园", "绿地", "河道"], ["学位"]])
    assert int(np.argmax(field.shares(["停车", "位"]))) == 0


def test_weights_of_known_and_unknown_terms() -> None:
    field = build_field([["停车"], ["停车", "公园"]])
    assert 0 < field.idf_of("停车") < field.idf_of("公园") < field.idf_of("没有")
    assert (field.frequency("停车"), field.frequency("没有")) == (2, 0)
    assert "停车" in field
    assert "没有" not in field
    assert field.contribution("没有", 0) == field.contribution("公园", 0) == 0
