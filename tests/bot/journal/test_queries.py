"""Operators' counts are right, to the day and the millisecond."""

from __future__ import annotations

import datetime

import pytest

from bot.journal import DayCount, Feedback, Journal, JournalError, check, message_name
from bot.journal.database import address_of
from bot.journal.migrating import migrate
from tests.bot.journal.kit import EVER, entry, make_newer, rows, settled, written
from tests.postgresql_server import PostgresServer


async def test_days_are_those_of_beijing(journal: Journal) -> None:
    for hour, outcome in ((15, "answered"), (16, "answered"), (16, "unclear"), (23, "answered")):
        time = datetime.datetime(2016, 12, 20, hour, 30, tzinfo=datetime.UTC)
        journal.record(entry(time=time, outcome=outcome))
    await settled(journal)
    stats = await journal.stats(EVER)
    assert stats.days == (
        DayCount(datetime.date(2016, 12, 20), "answered", 1),
        DayCount(datetime.date(2016, 12, 21), "answered", 2),
        DayCount(datetime.date(2016, 12, 21), "unclear", 1),
    )
    assert stats.outcomes == {"answered": 3, "unclear": 1}


@pytest.mark.parametrize(
    ("times", "median"),
    [([], None), ([3.0], 3.0), ([9.0, 1.0, 5.0], 5.0), ([1.0, 100.0, 3.0, 5.0], 4.0)],
)
async def test_the_median_is_that_of_the_statistics(
    journal: Journal, times: list[float], median: float | None
) -> None:
    for time in times:
        journal.record(entry(milliseconds=time))
    await settled(journal)
    assert (await journal.stats(EVER)).milliseconds == median


async def test_people_and_feedback_are_counted(journal: Journal) -> None:
    for number in range(6):
        journal.record(entry(user=number % 2, answer=message_name(1, number)))
    for number in (0, 1, 2):
        journal.feedback(message_name(1, number), Feedback.UP if number else Feedback.DOWN)
    await settled(journal)
    stats = await journal.stats(EVER)
    assert (stats.total, stats.askers, stats.up, stats.down) == (6, 2, 2, 1)


async def test_earlier_questions_are_not_counted(journal: Journal) -> None:
    now = datetime.datetime.now(datetime.UTC)
    journal.record(entry(time=now - datetime.timedelta(days=8)))
    journal.record(entry(time=now - datetime.timedelta(days=6)))
    await settled(journal)
    assert (await journal.stats(now - datetime.timedelta(days=7))).total == 1


async def test_checking_changes_nothing_and_finds_a_good_journal_good(
    url: str, journal: Journal
) -> None:
    await written(journal, entry())
    await check(url)
    assert len(rows(url)) == 1


async def test_checking_makes_no_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    await check(f"sqlite:///{folder}/in/journal.db")
    assert list(folder.iterdir()) == []


async def test_checking_tells_what_is_wrong_with_a_file(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("wrong")
    (folder / "text.db").write_bytes(b"not a database at all\n" * 500)
    with pytest.raises(JournalError, match="not a database"):
        await check(f"sqlite:///{folder}/text.db")
    with pytest.raises(JournalError, match="no file"):
        await check(f"sqlite:///{folder}")
    with pytest.raises(JournalError, match="cannot be made"):
        await check(f"sqlite:///{folder}/text.db/journal.db")
    migrate(address_of(f"sqlite:///{folder}/newer.db"))
    make_newer(f"sqlite:///{folder}/newer.db")
    with pytest.raises(JournalError, match="newer version"):
        await check(f"sqlite:///{folder}/newer.db")


async def test_checking_tells_of_a_server_that_is_not_there(postgresql: PostgresServer) -> None:
    url = postgresql.database()
    await check(url)
    with pytest.raises(JournalError, match="does not exist"):
        await check(url.replace("/journal_", "/nowhere_"))
    postgresql.stop()
    try:
        with pytest.raises(JournalError, match="cannot be used") as raised:
            await check(url.replace("postgres:@", "postgres:geheim@"))
        assert "geheim" not in str(raised.value)
    finally:
        postgresql.start()
