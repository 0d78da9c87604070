"""The tables of any revision come to those of today without losing a row."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from bot.journal import Journal, JournalError
from bot.journal.address import address_of
from bot.journal.database import blocking_engine
from bot.journal.migrating import migrate, revision_of, revisions
from bot.journal.schema import metadata
from tests.bot.journal.kit import EVER, entry, rows

HERE = Path(__file__).parent
LATER = (str(HERE / "later"),)


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
    assert await journal.written(entry())
    stats = await journal.stats(EVER)
    assert stats.outcomes == {"answered": 2, "not_in_report": 1}
    assert stats.up == 1
    assert [day.day for day in stats.days][:2] == [
        datetime.date(2026, 11, 20),
        datetime.date(2026, 11, 21),
    ]
    assert [group.wordings for group in await journal.unanswered(EVER)] == [("有没有地铁",)]
    assert [deed.detail for deed in await journal.deeds("pause")] == ["维护"]
    assert await journal.forget(42) == 1
    await journal.close()


async def test_rows_outlive_a_later_revision_and_the_way_back(url: str) -> None:
    journal = Journal(url)
    await journal.open()
    for number in range(300):
        journal.record(entry(f"问题{number}", user=number, margin=number / 7))
    await journal.close()
    before = rows(url)
    assert len(before) == 300
    address = address_of(url)
    migrate(address, locations=LATER)
    assert rows(url) == [row | {"language": "zh"} for row in before]
    migrate(address, to="0001", locations=LATER)
    assert rows(url) == before


async def test_a_journal_of_a_newer_program_is_left_alone(url: str) -> None:
    migrate(address_of(url), locations=LATER)
    with pytest.raises(JournalError, match="newer version"):
        migrate(address_of(url))
    journal = Journal(url)
    await journal.open()
    assert not await journal.written(entry(), limit=0.3)
    await journal.close(limit=0.1)
    assert journal.gaps.lost == 1
    assert rows(url) == []


def test_a_migration_that_fails_leaves_everything_as_it_was(url: str, tmp_path: Path) -> None:
    address = address_of(url)
    migrate(address)
    broken = (HERE / "later" / "later.py").read_text(encoding="utf-8")
    broken = broken.replace(
        "def downgrade", '    op.execute("SELECT * FROM nowhere")\n\n\ndef downgrade'
    )
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "broken.py").write_text(broken, encoding="utf-8")
    with pytest.raises(Exception, match="nowhere"):
        migrate(address, locations=(str(tmp_path / "versions"),))
    with blocking_engine(address).connect() as connection:
        assert revision_of(connection) == "0001"
        columns = {column["name"] for column in inspect(connection).get_columns("questions")}
        assert "language" not in columns
