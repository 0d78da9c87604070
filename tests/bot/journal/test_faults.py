"""Whatever happens to the database: answers are not held up, gaps are counted, rows come later."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.journal import Gaps, Journal, JournalError
from bot.journal.database import address_of, blocking_engine
from bot.journal.entry import Item
from bot.journal.writer import Writer
from tests.bot.journal.kit import EVER, entry, eventually, rows, settled, written
from tests.postgresql_server import PostgresServer
from tests.processes import run

NUMBERS = [f"问题{number}" for number in range(50)]


def texts(url: str) -> list[str]:
    return sorted(row["text"] for row in rows(url))


@pytest.mark.slow
async def test_a_locked_file_delays_rows_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path}/journal.db"
    journal = Journal(url)
    await journal.open()
    other = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for question in NUMBERS:
        journal.record(entry(question))
    assert not await journal.written(entry("等"), limit=0.1)
    await eventually(lambda: journal.gaps.faults.get("SQLITE_BUSY", 0) >= 2)
    with pytest.raises(JournalError, match="locked"):
        await journal.forget(1)
    other.execute("ROLLBACK")
    other.close()
    await settled(journal)
    await journal.close()
    assert texts(url) == sorted([*NUMBERS, "等"])
    assert journal.gaps.lost == 0
    told = [record for record in caplog.records if "locked" in record.getMessage()]
    assert len(told) == 1  # one line, not one a row or a try


async def test_a_journal_opens_while_its_file_is_locked(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    url = f"sqlite:///{tmp_path}/journal.db"
    journal = Journal(url)
    await journal.open()
    journal.record(entry())
    other.execute("ROLLBACK")
    other.close()
    await settled(journal)
    await journal.close()
    assert len(rows(url)) == 1


FULL_DISK = """
import asyncio, resource, signal, sys
from pathlib import Path
from bot.journal import Journal
from tests.bot.journal.kit import entry, eventually, settled, written

async def main(file):
    journal = Journal(f"sqlite:///{file}")
    await journal.open()
    await written(journal, entry("前"))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (Path(f"{file}-wal").stat().st_size, hard))
    assert not await journal.written(entry("满" * 999), limit=0.5)
    journal.record(entry("满着"))
    await eventually(lambda: len(journal.gaps.faults) > 0)
    print(*journal.gaps.faults, journal.gaps.lost)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    await settled(journal)
    await journal.close()

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
asyncio.run(main(sys.argv[1]))
"""


def test_a_full_disk_is_a_counted_gap_that_closes_with_room(tmp_path: Path) -> None:
    done = run("-c", FULL_DISK, f"{tmp_path}/journal.db", home=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    fault, lost = done.stdout.split()
    assert fault.startswith((b"SQLITE_FULL", b"SQLITE_IOERR"))
    assert lost == b"0"
    assert texts(f"sqlite:///{tmp_path}/journal.db") == ["前", "满" * 999, "满着"]


async def test_a_server_that_goes_away_gets_its_rows_when_it_is_back(
    postgresql: PostgresServer,
) -> None:
    url = postgresql.database()
    journal = Journal(url)
    await journal.open()
    await written(journal, entry("前"))
    postgresql.stop()
    try:
        for question in NUMBERS:
            journal.record(entry(question))
        assert not await journal.written(entry("等"), limit=0.2)
        await eventually(lambda: bool(journal.gaps.faults))
        with pytest.raises(JournalError, match="cannot be queried"):
            await journal.stats(EVER)
    finally:
        postgresql.start()
    await settled(journal)
    await journal.close()
    assert texts(url) == sorted(["前", *NUMBERS, "等"])
    assert journal.gaps.lost == 0


async def test_a_journal_opens_without_its_server_and_writes_when_it_is_there(
    postgresql: PostgresServer,
) -> None:
    url = postgresql.database()
    postgresql.stop()
    try:
        journal = Journal(url)
        await journal.open()
        journal.record(entry())
        assert sum(journal.gaps.faults.values()) >= 1
    finally:
        postgresql.start()
    await settled(journal)
    await journal.close()
    assert len(rows(url)) == 1


async def test_connections_cut_while_writing_lose_no_row_and_write_none_twice(
    postgresql: PostgresServer,
) -> None:
    url = postgresql.database()
    journal = Journal(url)
    await journal.open()
    engine = blocking_engine(address_of(url))
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    recorded = [f"{round_}-{number}" for round_ in range(8) for number in range(100)]
    for start in range(0, len(recorded), 100):
        for question in recorded[start : start + 100]:
            journal.record(entry(question))
            await asyncio.sleep(0)
        with engine.connect() as connection:
            connection.execute(cut)
    await settled(journal)
    await journal.close()
    assert texts(url) == sorted(recorded)
    assert journal.gaps.lost == 0


async def test_what_is_not_written_at_the_end_is_counted_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = Journal(f"sqlite:///{tmp_path}/journal.db")
    await journal.open()
    other = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for question in NUMBERS:
        journal.record(entry(question))
    await journal.close(limit=0.1)
    other.close()
    assert journal.gaps.lost == len(NUMBERS)
    assert any("lost rows" in record.getMessage() for record in caplog.records)


async def test_a_full_queue_gives_up_the_oldest_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.journal.writer._CAPACITY", 3)
    kept: list[Item] = []

    async def store(items: Sequence[Item]) -> None:
        kept.extend(items)

    writer = Writer(store, gaps := Gaps())
    entries = [entry(question) for question in NUMBERS]
    for each in entries:
        writer.put(each)
    writer.start()
    await writer.close(limit=10)
    assert kept == entries[-3:]
    assert gaps.lost == len(NUMBERS) - 3


async def test_recording_in_a_journal_that_is_closed_or_never_opened_breaks_nothing(
    tmp_path: Path,
) -> None:
    journal = Journal(f"sqlite:///{tmp_path}/journal.db")
    journal.record(entry())
    assert not await journal.written(entry(), limit=0.05)
    await journal.close()
    journal.record(entry())
    assert not await journal.written(entry(), limit=0.05)


async def test_no_question_stands_in_the_log_of_a_fault(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        journal.record(entry("不该出现在日志里", milliseconds=None, user=987654321))
        journal.record(entry("不该出现在日志里", paragraph=2**70))
        await settled(journal)
    assert journal.gaps.lost == 2
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours
    assert not any("不该出现" in line or "987654321" in line for line in ours)


async def test_a_file_that_is_no_database_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"not a database at all\n" * 500)
    journal = Journal(f"sqlite:///{tmp_path}/journal.db")
    await journal.open()
    assert not await journal.written(entry(), limit=0.2)
    await journal.close(limit=0.1)
    assert "SQLITE_NOTADB" in journal.gaps.faults
