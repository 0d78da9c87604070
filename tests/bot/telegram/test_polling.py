"""The watch over the polls, with a clock of its own."""

from __future__ import annotations

import asyncio
import logging

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.run import build_telegram
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.telegram import service
from bot.telegram.api import poll_watch as polling
from bot.telegram.api.poll_watch import PollingEndedError, PollWatch, SecondPollerError
from tests.bot.telegram.conftest import Visitor, settings_for
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import ApiError, Json


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def test_a_newcomer_gives_way_to_another_poller(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    watch = PollWatch(clock)
    for clock.now in (1.0, 11.0, 21.0):
        watch.failed(Conflict("x"))
        watch.answered()  # the two take turns
    assert watch._reasons.empty()
    clock.now = 32.0
    watch.failed(Conflict("x"))
    assert isinstance(await watch.ended(), SecondPollerError)
    assert caplog.text.count("Another process polls with the same TELEGRAM_BOT_TOKEN") == 1


async def test_who_was_there_before_stays_longer(clock: Clock) -> None:
    watch = PollWatch(clock)
    for clock.now in (1000.0, 1030.0, 1060.0, 1110.0):
        watch.failed(Conflict("x"))
    assert watch._reasons.empty()
    clock.now = 1121.0
    watch.failed(Conflict("x"))
    assert isinstance(await watch.ended(), SecondPollerError)


async def test_a_conflict_that_is_over_is_forgotten(clock: Clock) -> None:
    watch = PollWatch(clock)
    for clock.now in (1.0, 20.0, 100.0, 120.0):
        watch.failed(Conflict("x"))
    assert watch._reasons.empty()


async def test_a_token_that_is_refused_ends_polling_at_once(clock: Clock) -> None:
    watch = PollWatch(clock)
    watch.failed(InvalidToken("x"))
    assert isinstance(await watch.ended(), InvalidToken)


async def test_a_long_silence_is_told_once_and_so_is_its_end(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    watch = PollWatch(clock)
    for clock.now in (10.0, 50.0, 70.0, 80.0, 90.0):
        watch.failed(NetworkError("x"))
    assert caplog.text.count("No answer from Telegram for 70 s") == 1
    watch.answered()
    assert "Telegram answers again" in caplog.text


async def test_polling_that_ends_without_a_word_is_noticed(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "_LOOK", 0.01)
    watch = PollWatch(clock)
    clock.now = 1000.0  # no poll yet: Telegram is not reached, or a webhook is used
    ending = asyncio.create_task(watch.ended())
    for clock.now in (1000.0, 1100.0, 1279.0):
        watch.answered()
        await asyncio.sleep(0.05)
    watch.failed(RetryAfter(3600))  # Telegram asks to wait: that is no end
    for clock.now in (1500.0, 4879.0, 5058.0):
        await asyncio.sleep(0.05)
        assert not ending.done()
    clock.now = 5060.0
    async with asyncio.timeout(60):
        assert isinstance(await ending, PollingEndedError)


async def test_a_second_poller_ends_the_service_with_its_reason(
    server: LoopbackServer,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(polling, "_NEWCOMER", 0.5)
    for _ in range(20):
        conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
        server.fail_once("getUpdates", conflict)
    journal = Journal("sqlite:///journal.db")
    app, _ = build_telegram(settings_for(server), LiveLibrary(conversation), journal, Metrics())
    with pytest.raises(SecondPollerError):
        await service.serve(app)
    assert "Another process polls" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        [{"update_id": "x"}],
        [{"update_id": 10**30}],
        [5],
        {"update_id": 1},
        5,
        ApiError(429, "Too Many Requests", retry_after="soon"),  # type: ignore[arg-type]
    ],
)
async def test_polling_goes_on_after_an_answer_that_cannot_be_read(
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    answer: object,
) -> None:
    telegram = visitor.server.telegram
    polls = telegram._getUpdates
    answers = [answer]

    async def once(fields: Json) -> object:
        if not answers:
            return await polls(fields)
        found = answers.pop()
        if isinstance(found, ApiError):
            raise found
        return found

    monkeypatch.setattr(telegram, "_getUpdates", once)
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    assert not answers
    assert any(each.levelno >= logging.WARNING for each in caplog.records)
