"""What operators are told without asking: digests, and alerts."""

from __future__ import annotations

import datetime
import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.conversation.conversation import Conversation
from bot.journal import Channel, Entry, Feedback, Journal
from bot.operators.digest import digest_text, last_due
from bot.operators.service import OperatorService
from bot.operators.watch import Watch
from bot.runtime.library import LiveLibrary
from retrieval import Library
from tests.bot.journal.kit import settled, written

# A Monday in Beijing, an hour after a digest is due.
MONDAY = datetime.datetime(2026, 11, 23, 2, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


class Told:
    """What operators were told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def __call__(self, text: str) -> None:
        self.texts.append(text)


@pytest_asyncio.fixture
async def journal() -> AsyncIterator[Journal]:
    found = Journal("sqlite:///journal.db")
    await found.open()
    yield found
    await found.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def service(journal: Journal, library: Library, told: Told, tmp_path: Path) -> OperatorService:
    live = LiveLibrary(Conversation(library), tmp_path)
    return OperatorService(live, journal, (99,), notify=told)


async def asked(
    journal: Journal, when: datetime.datetime, outcome: str, *questions: str, times: int = 1
) -> None:
    for question in questions * times:
        answer = f"{question} {when}"
        entry = Entry(Channel.PRIVATE, outcome, 2.0, question, user=1, answer=answer, time=when)
        await written(journal, entry)


@pytest.mark.parametrize(
    ("moment", "days", "due"),
    [
        ("2026-11-23T02:00", 7, "2026-11-23T01:00"), ("2026-11-23T00:59", 7, "2026-11-16T01:00"),
        ("2026-11-29T10:00", 7, "2026-11-23T01:00"), ("2026-11-29T10:00", 1, "2026-11-29T01:00"),
        ("2026-11-29T00:30", 1, "2026-11-28T01:00"),
    ],
)  # fmt: skip
def test_a_digest_is_due_at_nine_in_beijing(moment: str, days: int, due: str) -> None:
    when, expected = (datetime.datetime.fromisoformat(f"{each}+00:00") for each in (moment, due))
    assert last_due(when, days) == expected


async def test_the_digest_tells_the_week_against_the_one_before(
    journal: Journal, service: OperatorService
) -> None:
    await asked(journal, MONDAY - 9 * DAY, "answered", "新增了多少停车位", times=2)
    await asked(journal, MONDAY - 2 * DAY, "answered", "新增了多少停车位", times=3)
    await asked(journal, MONDAY - 2 * DAY, "not_in_report", "周杰伦是谁")
    await asked(journal, MONDAY - 2 * DAY, "small_talk", "你好")
    await asked(journal, MONDAY - DAY, "failed", "地铁什么时候通")
    journal.feedback(f"周杰伦是谁 {MONDAY - 2 * DAY}", Feedback.DOWN)
    await settled(journal)
    text = digest_text(await service.digest(MONDAY, 7))
    assert "共 6 个问题（前一周 2 个）" in text
    assert "已回答：3，占 50%，降 50 个百分点" in text
    assert "新增了多少停车位（3 次）" in text
    assert "还没有答好的（共 1 组" in text
    assert "周杰伦是谁（1 次）" in text
    assert "出错 1 次" in text
    assert "👎 1" in text


async def test_a_digest_is_sent_once_when_it_is_due(
    journal: Journal, service: OperatorService, told: Told
) -> None:
    times = [MONDAY]
    watch = Watch(service, journal, 7, now=lambda: times[0])
    other = Watch(service, journal, 7, now=lambda: times[0])  # another replica
    await watch.look()
    assert told.texts == []  # a new bot has no week to tell of
    times[0] += 6 * DAY
    await watch.look()
    assert told.texts == []
    await asked(journal, times[0], "answered", "新增了多少停车位")
    times[0] += DAY
    for each in (watch, other, watch):
        await each.look()
    (text,) = told.texts
    assert "共 1 个问题" in text


async def test_a_jump_of_what_is_declined_is_told_once_a_day(
    journal: Journal, service: OperatorService, told: Told
) -> None:
    now = datetime.datetime.now(datetime.UTC)
    await asked(journal, now - 2 * DAY, "answered", *(f"问题{each}" for each in range(30)))
    await asked(journal, now, "not_in_report", *(f"怪问题{each}" for each in range(19)))
    await Watch(service, journal, 7).look()
    assert told.texts == []  # too few to say
    await asked(journal, now, "not_in_report", "又一个", "再一个")
    for _ in range(2):
        await Watch(service, journal, 7).look()
    (text,) = told.texts
    assert "21 个问题" in text
    assert "100%" in text


async def test_lost_rows_are_told(journal: Journal, service: OperatorService, told: Told) -> None:
    watch = Watch(service, journal, 7)
    journal.gaps.lose(3, "test")
    for _ in range(3):
        await watch.look()
    assert ["3 条" in text for text in told.texts] == [True]


async def test_a_long_silence_of_telegram_is_told_when_it_is_over(
    journal: Journal, service: OperatorService, told: Told
) -> None:
    ages = [math.inf]  # never reached yet: the log says so
    watch = Watch(service, journal, 7, silence=lambda: ages[0])
    for age in (math.inf, 5.0, 600.0, 5.0, 1800.0, 2400.0):
        ages[0] = age
        await watch.look()
    assert told.texts == []
    ages[0] = 3.0
    for _ in range(2):
        await watch.look()
    assert ["40 分钟" in text for text in told.texts] == [True]
