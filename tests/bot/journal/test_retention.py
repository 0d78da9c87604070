"""What is to be forgotten is gone, from the file too, and what nobody may link cannot be."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bot.journal import Entry, Expired, Feedback, Journal, JournalError, message_name
from bot.journal.sweep import Sweep
from bot.privacy import key_period
from tests.bot.journal.kit import entry, rows, written

NOW = datetime.datetime.now(datetime.UTC)


def days_ago(days: float) -> datetime.datetime:
    return NOW - datetime.timedelta(days=days)


async def write(journal: Journal, *entries: Entry) -> None:
    for each in entries:
        await written(journal, each)


async def test_questions_older_than_their_days_go_with_their_keys(
    journal: Journal, url: str
) -> None:
    for age in (40, 31, 29, 0):
        await write(journal, entry(f"{age}天前", user=1, time=days_ago(age)))
    assert await journal.expire(30) == Expired(questions=2, keys=2)
    assert [row["text"] for row in rows(url)] == ["29天前", "0天前"]
    periods = {row["period"] for row in rows(url, "keys")}
    assert periods == {key_period(days_ago(29)), key_period(days_ago(0))}
    assert await journal.expire(30) == Expired()


async def test_the_key_of_the_day_on_which_the_line_falls_stays(journal: Journal, url: str) -> None:
    line = days_ago(30)
    midnight = line.replace(hour=0, minute=0, second=0, microsecond=0)
    await write(journal, entry("线前", user=1, time=midnight))
    await write(journal, entry("线后", user=1, time=midnight + datetime.timedelta(hours=23.99)))
    await journal.expire(30)
    assert {row["period"] for row in rows(url, "keys")} == {key_period(line)}
    assert await journal.forget(1) == 1


async def test_forgetting_deletes_all_days_of_one_person_and_of_no_other(
    journal: Journal, url: str
) -> None:
    for age in (20, 3, 3, 0):
        await write(journal, entry("我的", user=1, time=days_ago(age)))
        await write(journal, entry("别人的", user=2, time=days_ago(age)))
    assert await journal.forget(1) == 4
    assert {row["text"] for row in rows(url)} == {"别人的"}
    assert len(rows(url)) == 4
    assert await journal.forget(1) == 0


async def test_forgetting_reaches_what_another_replica_wrote(journal: Journal, url: str) -> None:
    other = Journal(url)
    await other.open()
    await write(other, entry(user=1))
    await write(journal, entry(user=1))
    assert await journal.forget(1) == 2
    await other.close()
    assert rows(url) == []


async def test_forgetting_reaches_what_is_not_written_yet(journal: Journal, url: str) -> None:
    for _ in range(20):
        journal.record(entry(user=1))
    assert await journal.forget(1) == 20
    await journal.close()
    assert rows(url) == []


async def test_one_person_has_another_pseudonym_each_day(journal: Journal, url: str) -> None:
    for age in (2, 1, 1, 0):
        await write(journal, entry(user=1, time=days_ago(age)))
    first, second, same, third = (row["asker"] for row in rows(url))
    assert second == same
    assert len({first, second, third}) == 3


async def test_feedback_to_an_answer_whose_key_is_gone_finds_nothing(
    journal: Journal, url: str
) -> None:
    await write(journal, entry(answer=message_name(1, 1), time=days_ago(40)))
    await write(journal, entry(answer=message_name(1, 2)))
    await journal.expire(30)
    journal.feedback(message_name(1, 1), Feedback.UP)
    await write(journal, entry("后"))
    assert [row["feedback"] for row in rows(url)] == [None, None]


async def test_deleted_questions_are_not_in_the_files_any_more(tmp_path: Path) -> None:
    journal = Journal(f"sqlite:///{tmp_path}/journal.db")
    await journal.open()
    await write(journal, *(entry(f"谁也不该再看到的话{number}", user=1) for number in range(40)))
    await write(journal, entry("留下的话", user=2))
    forgotten = "谁也不该再看到的话".encode()

    def files() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.glob("journal.db*"))

    assert forgotten in files()
    await journal.forget(1)
    assert forgotten not in files()
    assert "留下的话".encode() in files()
    await journal.close()


async def test_an_open_journal_expires_by_itself(url: str) -> None:
    first = Journal(url)
    await first.open()
    await write(first, entry("旧", time=days_ago(40)), entry("新"))
    await first.close()
    second = Journal(url, retention=30)
    await second.open()
    await write(second, entry("更新"))
    await second.expire(30)  # has nothing left to do, and comes after the one at the start
    await second.close()
    assert [row["text"] for row in rows(url)] == ["新", "更新"]


async def test_a_secret_makes_other_pseudonyms_and_a_changed_one_is_noticed(url: str) -> None:
    journal = Journal(url, secret="甲")
    await journal.open()
    await write(journal, entry(user=1))
    await journal.close()
    changed = Journal(url, secret="乙")
    await changed.open()
    assert not await changed.written(entry(user=1), limit=0.3)
    with pytest.raises(JournalError, match="another secret"):
        await changed.forget(1)
    await changed.close(limit=0.1)
    same = Journal(url, secret="甲")
    await same.open()
    assert await same.forget(1) == 1
    await same.close()


async def test_a_sweep_that_would_delete_nearly_all_waits_for_a_day(
    journal: Journal, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A clock that is months ahead once emptied the journal."""
    for number in range(30):
        await write(journal, entry(f"第{number}问", user=1, time=days_ago(100)))
    await write(journal, entry("今天", user=1))
    hours = [0.0]
    sweep = Sweep(lambda: 3600 * hours[-1])
    for hour in (0.0, 4.0, 23.0):
        hours.append(hour)
        await journal._sweep(sweep, 30)
        assert len(rows(url)) == 31
    assert "By the clock 30 of 31 questions" in caplog.text
    hours.append(24.0)
    await journal._sweep(sweep, 30)
    assert [row["text"] for row in rows(url)] == ["今天"]


async def test_a_usual_sweep_deletes_at_once(journal: Journal, url: str) -> None:
    for number in range(30):
        await write(journal, entry(f"第{number}问", user=1, time=days_ago(2 * number)))
    await journal._sweep(Sweep(), 30)
    assert len(rows(url)) == 15
