"""Terms as tokens: one each, whatever the analyzer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.paragraphs.milvus import MilvusIndex
from retrieval.paragraphs.milvus.tokens import LONGEST_TEXT, key_of, text_of, texts_of
from tests.retrieval.paragraphs.conftest import REASON, Source

AWKWARD = [
    "2.64万",
    "pm2.5",
    "PM2.5",
    "a",
    "A",
    "、",
    "10%",
    "é",
    "é",
    "𠮷",
    "的",
    "\ud800",
    "x" * 300,
]
# Terms as a segmenter could make them of any text: not empty, and without blanks.
terms = st.text(st.characters(exclude_categories=["Z", "Cc"]), min_size=1, max_size=12)


@given(st.lists(terms | st.sampled_from(AWKWARD), min_size=1, max_size=30))
def test_standard_and_whitespace_make_one_token_a_term_equal_only_where_terms_are(
    words: list[str],
) -> None:
    factory = pytest.importorskip("milvus_lite.analyzer.factory", reason=REASON)
    text = text_of(words)
    tokens = factory.create_analyzer({"tokenizer": "standard"}).tokenize(text)
    assert tokens == text.split(" ")
    assert len(tokens) == len(words)
    numbers = {word: place for place, word in enumerate(words)}
    seen = {token: place for place, token in enumerate(tokens)}
    assert [numbers[word] for word in words] == [seen[token] for token in tokens]


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        terms.filter(lambda word: len(word.split()) == 1), unique=True, min_size=2, max_size=40
    )
)
def test_each_term_finds_its_own_paragraph_alone(index: MilvusIndex, words: list[str]) -> None:
    every = list(dict.fromkeys([*words, *AWKWARD]))
    index.rebuild([Source("terms.txt", *every).rows])
    for number, word in enumerate(every, 1):
        assert [each.paragraph for each in index.search([word], 5)] == [number]


@pytest.mark.parametrize("length", [0, 1, 6_553, 6_554, 20_000])
def test_texts_hold_all_terms_in_order_and_fit_into_a_column(length: int) -> None:
    words = [f"词{n}" for n in range(length)]
    texts = texts_of(words)
    assert all(len(text.encode()) <= LONGEST_TEXT for text in texts)
    assert (" ".join(texts) if length else "") == (text_of(words) if length else "")
    assert len(texts) == max(1, -(-length // 6_553))


@given(st.text(), st.text())
def test_keys_are_plain_and_differ_where_names_do(one: str, other: str) -> None:
    assert key_of(one).isalnum()
    assert key_of(one).isascii()
    assert (key_of(one) == key_of(other)) == (one == other)
