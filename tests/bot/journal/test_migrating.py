"""The tables of any revision come to those of today without losing a row."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from bot.journal import Journal, JournalError, migrating
from bot.journal.database import address_of, blocking_engine
from bot.journal.migrating import migrate, revision_of, revisions
from bot.journal.schema import metadata
from tests.bot.journal.kit import EVER, entry, make_newer, rows, written

HERE = Path(__file__).parent


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The next revision, in a copy of the program's migrations that is used instead of them."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrating._SCRIPTS, scripts)
    revision = shutil.copy(HERE / "later" / "later.py", scripts / "versions")
    monkeypatch.setattr(migrating, "_SCRIPTS", scripts)
    return Path(revision)


def test_the_revisions_make_the_tables_of_the_program(url: str) -> None:
    migrate(address_of(url))
    with blocking_engine(address_of(url)).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert revision_of(connection) == revisions()[-1]


def test_migrating_again_changes_nothing(url: str) -> None:
    migrate(address_of(url))
    migrate(address_of(url))
    assert rows(url) == []


async def test_a_journal_of_the_first_revision_is_read_and_written_today(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.executescript((HERE / "revision_0001.sql").read_text(encoding="utf-8"))
    connection.close()
    journal = Journal(f"sqlite:///{tmp_path}/journal.db")
    await journal.open()
    await written(journal, entry())
    stats = await journal.stats(EVER)
    assert stats.outcomes == {"answered": 2, "not_in_report": 1}
    assert stats.up == 1
    assert [day.day for day in stats.days][:2] == [
        datetime.date(2026, 11, 20),
        datetime.date(2026, 11, 21),
    ]
    assert [group.wordings for group in await journal.unanswered(EVER)] == [("有没有地铁",)]
    assert [event.detail for event in await journal.audit_events("pause")] == ["维护"]
    assert await journal.forget(42) == 1
    await journal.close()


async def test_rows_outlive_a_later_revision(url: str, request: pytest.FixtureRequest) -> None:
    journal = Journal(url)
    await journal.open()
    for number in range(300):
        journal.record(entry(f"问题{number}", user=number, margin=number / 7))
    await journal.close()
    before = rows(url)
    assert len(before) == 300
    request.getfixturevalue("later")
    migrate(address_of(url))
    assert rows(url) == [row | {"language": "zh"} for row in before]


async def test_a_journal_of_a_newer_program_is_left_alone(url: str) -> None:
    migrate(address_of(url))
    make_newer(url)
    with pytest.raises(JournalError, match="newer version"):
        migrate(address_of(url))
    journal = Journal(url)
    await journal.open()
    assert not await journal.written(entry(), limit=0.3)
    await journal.close(limit=0.1)
    assert journal.gaps.lost == 1
    assert rows(url) == []


def test_a_migration_that_fails_leaves_everything_as_it_was(
    url: str, request: pytest.FixtureRequest
) -> None:
    address = address_of(url)
    migrate(address)
    later: Path = request.getfixturevalue("later")
    with later.open("a", encoding="utf-8") as broken:
        broken.write('    op.execute("SELECT * FROM nowhere")\n')
    with pytest.raises(Exception, match="nowhere"):
        migrate(address)
    with blocking_engine(address).connect() as connection:
        assert revision_of(connection) == "0001"
        columns = {column["name"] for column in inspect(connection).get_columns("questions")}
        assert "language" not in columns
