"""A short siege: honest people are answered while others attack; and what a siege finds."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.checks.siege.files import ODD_FILES
from tests.checks.siege.page import body, faults_of, faults_of_answers
from tests.checks.siege.siege import Siege, besiege
from tests.loopback.checks import ApiError

pytestmark = pytest.mark.slow

COUNT = 300


@pytest.fixture(scope="module")
def siege() -> Siege:
    return besiege(COUNT, 60, rate=10, seed=5)


def test_every_honest_question_is_answered_once(siege: Siege) -> None:
    assert faults_of_answers(siege) == []
    assert f"| {COUNT} of {COUNT} |" in body(siege, 5, "")


def test_there_were_attacks_of_each_way(siege: Siege) -> None:
    for words in ("signs that become many", "malformed", "readers at once", "odd requests"):
        assert any(words in name for name in siege.attacks), words
    assert any(f"loaded with {name}" in siege.attacks for name in ODD_FILES)


def test_what_does_not_hold_is_found(siege: Siege) -> None:
    def changed(**changes: Any) -> Siege:
        return dataclasses.replace(whole, **changes)

    asked = dataclasses.replace(siege.asked, times=[0.1] * COUNT)
    whole = dataclasses.replace(siege, asked=asked, end=siege.warm)
    first = siege.asked.numbers[0]
    put_off = dataclasses.replace(siege.tally, put_off={first})
    broken = {
        "1 honest questions without exactly one answer": changed(tally=put_off),
        "1 put off": changed(tally=put_off),
        "not one row each": changed(miscounted=["x"]),
        "refused as malformed": changed(rejected=[ApiError(400, "Bad Request: too long")]),
        "status -9": changed(status=-9),
        "not ready": changed(healthy=False),
        "given up": changed(log="The journal lost rows (the queue is full)"),
        "traceback": changed(log="Traceback (most recent call last)"),
        "characters of log": changed(log="x" * 10_000_000),
        "200 ms": changed(asked=dataclasses.replace(asked, times=[0.2] * COUNT)),
        "memory grew": changed(end=whole.warm * 1.06),
    }
    assert faults_of(whole) == []
    for words, made_up in broken.items():
        assert any(words in fault for fault in faults_of(made_up)), words
