"""A short soak: every question has an answer, although things go wrong; and what a soak finds."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from typing import Any

import httpx
import pytest

from tests.checks.soak.page import page
from tests.checks.soak.single import Soaked, soak
from tests.checks.soak.telegram import FAULTS, Faulty
from tests.checks.soak.verdict import faults_of, faults_of_answers
from tests.loopback.checks import ApiError
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def soaked() -> Soaked:
    return soak(400, 40, seed=7)


def test_every_question_is_answered_once_while_things_go_wrong(soaked: Soaked) -> None:
    assert faults_of_answers(soaked) == []
    more_than_once = sum(count > 1 for (_, number), count in soaked.tally.said.items() if number)
    assert soaked.once == 400 - more_than_once
    (body,) = page(soaked, None, 7).values()
    assert f"| {soaked.once} of 400 |" in body


def test_things_really_went_wrong(soaked: Soaked) -> None:
    for fault in FAULTS:
        assert soaked.tally.faults[f"sendMessage: {fault}"] >= 2
    assert soaked.tally.torn.total() > 0
    assert soaked.kept.reloads > 0
    assert (soaked.locks, soaked.full_disks) == (2, 1)
    assert "The journal cannot be written" in soaked.log
    assert "The journal is written again" in soaked.log


def _tally(soaked: Soaked, said: Counter[tuple[int, int]]) -> Soaked:
    return dataclasses.replace(soaked, tally=dataclasses.replace(soaked.tally, said=said))


def _kept(soaked: Soaked, **changes: Any) -> Soaked:
    return dataclasses.replace(soaked, kept=dataclasses.replace(soaked.kept, **changes))


def test_what_does_not_hold_is_found(soaked: Soaked) -> None:
    whole = dataclasses.replace(soaked, end=soaked.warm)
    asked, said = soaked.asked, soaked.tally.said
    untorn = next(key for key in asked.numbers if not soaked.tally.torn[key])
    refused = [ApiError(400, "Bad Request: message is too long")]
    broken = {
        "without an answer": dataclasses.replace(
            whole, asked=dataclasses.replace(asked, lost=[untorn])
        ),
        "nobody was there": dataclasses.replace(whole, count=401),
        "1 messages sent twice": _tally(whole, said + Counter([untorn])),
        "1 messages that answer no question": _tally(whole, said + Counter([(untorn[0], 0)])),
        "refused as malformed": dataclasses.replace(whole, rejected=refused),
        "but 399 rows": _kept(whole, rows=399),
        "a second row": _kept(whole, twice=1),
        "no reload": _kept(whole, reloads=0),
        "reloads failed": _kept(whole, failed_reloads=1),
        "status -9": dataclasses.replace(whole, status=-9),
        "given up": dataclasses.replace(whole, log="The journal lost rows (the queue is full)"),
        "traceback": dataclasses.replace(whole, log="Traceback (most recent call last)"),
        "memory grew": dataclasses.replace(whole, end=whole.warm * 1.06),
    }
    assert faults_of(whole, None) == []
    for words, made_up in broken.items():
        assert any(words in fault for fault in faults_of(made_up, None)), words


def test_a_refusal_whose_connection_breaks_is_no_message_taken() -> None:
    telegram = Faulty(1)
    with LoopbackServer(telegram) as server:
        telegram.chats.add(1)
        url = f"{server.url}/bot{TOKEN}/sendMessage"
        for flooded in (True, False):
            telegram.floods[1] = time.monotonic() + (60 if flooded else 0)
            server.break_once("sendMessage", answered=True)
            with pytest.raises(httpx.RemoteProtocolError):
                httpx.post(url, data={"chat_id": "1", "text": "x"})
            assert telegram.tally.torn.total() == (not flooded)
            assert telegram.tally.said.total() == (not flooded)
