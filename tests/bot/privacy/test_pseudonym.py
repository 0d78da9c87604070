"""Pseudonyms are the same under one key and tell nothing under another."""

from __future__ import annotations

import datetime

from bot.privacy import KEY_BYTES, key_period, new_key, pseudonym, reference


def test_one_key_gives_one_person_one_pseudonym() -> None:
    key = new_key()
    assert pseudonym(key, 42) == pseudonym(key, 42)
    assert len({pseudonym(key, user) for user in range(1000)}) == 1000


def test_another_key_gives_another_pseudonym() -> None:
    assert len({pseudonym(new_key(), 42) for _ in range(100)}) == 100
    assert len(new_key()) == KEY_BYTES


def test_a_person_and_a_message_of_the_same_number_differ() -> None:
    key = new_key()
    assert pseudonym(key, 42) != reference(key, "42")


def test_keys_change_at_midnight_utc_wherever_the_clock_is() -> None:
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    assert key_period(datetime.datetime(2016, 12, 21, 7, 59, tzinfo=beijing)) == "2016-12-20"
    assert key_period(datetime.datetime(2016, 12, 21, 8, 0, tzinfo=beijing)) == "2016-12-21"
