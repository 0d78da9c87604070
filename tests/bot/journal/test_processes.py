"""Several processes on one journal: killed while writing, starting at once."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.journal.database import address_of, blocking_engine
from bot.journal.migrating import revision_of, revisions
from tests.bot.journal.kit import rows
from tests.processes import running

WRITING = """
import asyncio, itertools, sys
from bot.journal import Journal
from tests.bot.journal.kit import entry

async def one(journal, number, name):
    if await journal.written(entry(f"{name}-{number}", user=number), limit=30):
        print(f"{name}-{number}", flush=True)

async def main(url, name):
    journal = Journal(url)
    await journal.open()
    for start in itertools.count(0, 10):
        await asyncio.gather(*(one(journal, start + each, name) for each in range(10)))

asyncio.run(main(*sys.argv[1:]))
"""

STARTING = """
import asyncio, sys, time
from pathlib import Path
from bot.journal import Journal
from tests.bot.journal.kit import entry, written

async def main(url, gate):
    journal = Journal(url)
    print("ready", flush=True)
    while not Path(gate).exists():
        time.sleep(0.001)
    await journal.open()
    await written(journal, entry("一样的人", user=42))
    assert journal.gaps.faults == {}, journal.gaps.faults
    await journal.close()

asyncio.run(main(*sys.argv[1:]))
"""


def acknowledged(process: subprocess.Popen[bytes], number: int) -> list[str]:
    """The first `number` rows that `process` was told are written."""
    assert process.stdout is not None
    return [process.stdout.readline().decode().strip() for _ in range(number)]


@pytest.mark.slow
def test_a_process_killed_while_writing_loses_no_acknowledged_row(url: str, tmp_path: Path) -> None:
    with (
        running("-c", WRITING, url, "甲", home=tmp_path) as killed,
        running("-c", WRITING, url, "乙", home=tmp_path) as other,
    ):
        told = acknowledged(killed, 200)
        killed.kill()
        assert killed.stdout is not None
        told += killed.stdout.read().decode().split()
        told += acknowledged(other, 200)  # which goes on as if nothing had happened
        other.kill()
        assert other.stdout is not None
        told += other.stdout.read().decode().split()
    kept = [row["text"] for row in rows(url)]
    assert set(told) <= set(kept)
    assert len(kept) == len(set(kept))


@pytest.mark.slow
def test_processes_that_start_at_once_on_an_empty_database_all_write(
    url: str, tmp_path: Path
) -> None:
    gate = tmp_path / "gate"
    with contextlib.ExitStack() as stack:
        processes = [
            stack.enter_context(running("-c", STARTING, url, str(gate), home=tmp_path))
            for _ in range(3)
        ]
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
        gate.touch()
        ended = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ended
    kept = rows(url)
    assert len(kept) == 3
    # One key for all: the same person has one pseudonym, whichever replica wrote.
    assert len({row["asker"] for row in kept}) == 1
    engine = blocking_engine(address_of(url))
    with engine.connect() as connection:
        assert revision_of(connection) == revisions()[-1]
        assert connection.execute(text("SELECT count(*) FROM keys")).scalar_one() == 1
