"""Each kind of small talk has its wording."""

from __future__ import annotations

from bot.wording.small_talk import SMALL_TALK
from retrieval.language.small_talk import load_small_talk


def test_each_kind_of_small_talk_has_its_wording() -> None:
    assert set(SMALL_TALK) == load_small_talk().names
