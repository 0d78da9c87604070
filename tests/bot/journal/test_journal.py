"""What is recorded is there, once, scrubbed, and findable by those who may find it."""

from __future__ import annotations

import datetime
import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.journal import (
    AuditEvent,
    Channel,
    Feedback,
    Journal,
    JournalError,
    id_of_update,
    message_name,
)
from retrieval.evaluation import load_gold
from tests.bot.journal.kit import EVER, entry, eventually, rows, settled, written


async def test_a_question_is_kept_with_all_that_came_of_it(journal: Journal, url: str) -> None:
    asked = entry(
        report="r.txt", paragraph=13, score=32.3295, margin=-0.5, user=42, channel=Channel.GROUP
    )
    await written(journal, asked)
    (row,) = rows(url)
    assert (row["channel"], row["outcome"], row["text"]) == (
        "group",
        "answered",
        "新增了多少停车位",
    )
    assert (row["report"], row["paragraph"]) == ("r.txt", 13)
    assert (row["score"], row["margin"], row["milliseconds"]) == (32.3295, -0.5, 4.0)
    assert row["feedback"] is None
    (line,) = [json.loads(line) async for line in journal.export(asked.time)]
    assert line["question"] == "新增了多少停车位"


async def test_recording_writes_all_in_order_without_being_waited_for(
    journal: Journal, url: str
) -> None:
    start = datetime.datetime.now(datetime.UTC)
    for number in range(1200):  # several batches
        journal.record(entry(f"问题{number}", time=start + datetime.timedelta(seconds=number)))
    await settled(journal)
    assert [row["text"] for row in rows(url)] == [f"问题{number}" for number in range(1200)]
    assert journal.waiting == 0
    assert journal.gaps.lost == 0


async def test_closing_writes_what_waits(url: str) -> None:
    journal = Journal(url)
    await journal.open()
    for number in range(700):
        journal.record(entry(f"问题{number}"))
    await journal.close()
    assert len(rows(url)) == 700


async def test_an_update_that_comes_twice_leaves_one_row(journal: Journal, url: str) -> None:
    again = id_of_update(1, 99)
    await written(journal, entry(id=again))
    await written(journal, entry(id=again, outcome="unclear"))
    assert [row["outcome"] for row in rows(url)] == ["answered"]
    assert id_of_update(1, 99) != id_of_update(2, 99)


async def test_nothing_personal_reaches_the_database(journal: Journal, url: str) -> None:
    await written(
        journal,
        entry(
            "我的电话13812345678，邮箱a@b.cn", user=987654321, answer=message_name(987654321, 55)
        ),
    )
    await written(journal, AuditEvent("admin", "pause", "问13812345678"))
    kept = str(rows(url)) + str(rows(url, "audit"))
    assert "我的电话〔手机号〕，邮箱〔邮箱〕" in kept
    assert "问〔手机号〕" in kept
    for secret in ("13812345678", "a@b.cn", "987654321"):
        assert secret not in kept


async def test_an_entry_shows_no_person_when_printed() -> None:
    shown = repr(entry("秘密", user=987654321, answer="987654321:5"))
    assert "987654321" not in shown
    assert "秘密" not in shown


async def test_an_anonymous_journal_keeps_no_text(url: str) -> None:
    journal = Journal(url, anonymous=True)
    await journal.open()
    await written(journal, entry("谁也不该看到", user=42))
    await journal.close()
    (row,) = rows(url)
    assert row["text"] is None
    assert row["outcome"] == "answered"


async def test_text_that_no_database_takes_is_kept_without_what_breaks_it(
    journal: Journal, url: str
) -> None:
    await written(journal, entry("停\0车\ud800位"))
    assert [row["text"] for row in rows(url)] == ["停车?位"]


async def test_a_row_that_cannot_be_written_takes_no_other_with_it(
    journal: Journal, url: str
) -> None:
    journal.record(entry("前"))
    journal.record(entry("错", time=datetime.datetime(2016, 12, 20)))  # noqa: DTZ001 - that is the fault
    journal.record(entry("错", milliseconds=None))
    journal.record(entry("后"))
    await settled(journal)
    assert {row["text"] for row in rows(url)} == {"前", "后"}
    assert journal.gaps.lost == 2


async def test_feedback_finds_its_answer_and_the_last_one_counts(
    journal: Journal, url: str
) -> None:
    first = entry("一", answer=message_name(7, 1))
    journal.record(first)
    journal.record(entry("二", answer=message_name(7, 2)))
    journal.feedback(message_name(7, 1), Feedback.UP)
    journal.feedback(message_name(7, 1), Feedback.DOWN)
    await settled(journal)
    assert {row["text"]: row["feedback"] for row in rows(url)} == {"一": "down", "二": None}


async def test_feedback_days_later_through_another_replica_finds_its_answer(
    journal: Journal, url: str
) -> None:
    days_ago = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=20)
    await written(journal, entry(answer=message_name(7, 1), time=days_ago))
    other = Journal(url)
    await other.open()
    other.feedback(message_name(7, 1), Feedback.UP)
    await settled(other)
    await other.close()
    assert [row["feedback"] for row in rows(url)] == ["up"]


async def test_feedback_that_comes_before_its_row_waits_for_it(journal: Journal, url: str) -> None:
    journal.feedback(message_name(7, 1), Feedback.UP)
    await settled(journal)
    await written(journal, entry(answer=message_name(7, 1)))
    await eventually(lambda: rows(url)[0]["feedback"] == "up")


async def test_audit_events_come_back_latest_first(journal: Journal) -> None:
    for action in ("pause", "reload", "resume"):
        await written(journal, AuditEvent("管理员", action, "因为维护"))
    assert [event.action for event in await journal.audit_events()] == ["resume", "reload", "pause"]
    (latest,) = await journal.audit_events("pause", "resume", limit=1)
    assert (latest.actor, latest.action, latest.detail) == ("管理员", "resume", "因为维护")


async def test_export_is_gold_once_answers_are_filled_in(journal: Journal, tmp_path: Path) -> None:
    await written(journal, entry("停车位", report="r.txt", paragraph=13))
    await written(journal, entry("有没有地铁", outcome="not_in_report"))
    await written(journal, entry("有没有地铁", outcome="not_in_report"))
    lines = [json.loads(line) async for line in journal.export(EVER)]
    assert len(lines) == 2
    for line in lines:
        if line["answerable"]:
            assert (line["report"], line["paragraph"]) == ("r.txt", 13)
            line["answers"] = ["新增停车位2.64万个"]
    file = tmp_path / "gold.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert {(gold.question, gold.answerable) for gold in load_gold(file)} == {
        ("停车位", True),
        ("有没有地铁", False),
    }


async def test_a_file_of_sqlite_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "journal.db"
    journal = Journal(f"sqlite:///{file}")
    await journal.open()
    await written(journal, entry())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    await journal.close()
    assert modes == {0o600}
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no database URL"),
        ("journal.db", "no database URL"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("mysql://u:geheim@h/d", "not supported"),
    ],
)
async def test_a_url_of_no_journal_is_refused_with_the_reason(url: str, said: str) -> None:
    with pytest.raises(JournalError, match=said) as raised:
        Journal(url)
    assert "geheim" not in str(raised.value)
