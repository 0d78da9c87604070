from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.pinyin import spelled, syllable, syllable_bigrams, syllable_runs


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("tingchewei", "ting che wei"),
        ("xi'an", "xi an"),
        ("xian", "xian"),
        ("xin1zeng1", "xin zeng"),
        ("lüse", "lv se"),
        ("xīnzēng", "xin zeng"),
        ("yilangliangdaisanqu", "yi lang liang dai san qu"),
        ("school", ""),
        ("parking", ""),
        ("q", ""),
    ],
)
def test_letters_that_spell_syllables(letters: str, syllables: str) -> None:
    assert " ".join(spelled(letters)) == syllables


def test_characters_and_letters_read_the_same() -> None:
    assert syllable_bigrams("停车位") == syllable_bigrams("tingchewei") == ["ting'che", "che'wei"]
    assert syllable_bigrams("停che位") == syllable_bigrams("ting che wei")


def test_what_is_no_syllable_ends_a_run() -> None:
    assert list(syllable_runs("停车,公园2017年")) == [["ting", "che"], ["gong", "yuan"], ["nian"]]
    assert list(syllable_runs("停cbd车", frozenset({"cbd"}))) == [["ting"], ["che"]]


def test_homophones_share_their_syllables() -> None:
    assert [syllable(char) for char in "棚户"] == [syllable(char) for char in "鹏户"]
    assert syllable("，") == ""


@given(st.text(alphabet="停车位 abcxinzeng'12ü😀", max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    for run in syllable_runs(text):
        assert run
        assert all(isinstance(each, str) for each in run)
