"""What the tests of the journal share."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable
from typing import Any

from sqlalchemy import MetaData, NullPool, Table, create_engine, select

from bot.journal import AuditEvent, Channel, Entry, Journal
from bot.journal.database import address_of, blocking_engine

__all__ = ["EVER", "entry", "eventually", "make_newer", "rows", "settled", "written"]

EVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# Long enough for a loaded machine; nothing that is waited for takes more than a few seconds.
_PATIENCE = 60


def entry(question: str | None = "新增了多少停车位", **more: Any) -> Entry:
    """An entry like any other but for what is given."""
    values: dict[str, Any] = {
        "channel": Channel.PRIVATE,
        "outcome": "answered",
        "milliseconds": 4.0,
    }
    return Entry(**(values | {"question": question} | more))


def rows(url: str, table: str = "questions") -> list[dict[str, Any]]:
    """All rows of `table`, read past the journal; no lock is taken that holds up who writes."""
    address = address_of(url)
    if address.get_backend_name() == "sqlite":
        address = address.set(drivername="sqlite")
    with create_engine(address, poolclass=NullPool).connect() as connection:
        columns = Table(table, MetaData(), autoload_with=connection)
        return [
            dict(row._mapping) for row in connection.execute(select(columns).order_by(columns.c[1]))
        ]


def make_newer(url: str) -> None:
    """Marks the journal as upgraded by a later version of the program."""
    with blocking_engine(address_of(url)).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")


async def eventually(condition: Callable[[], bool]) -> None:
    """Waits until `condition` holds; fails where that takes too long.

    It is asked beside the event loop: the journal needs that to end a transaction, for whose lock
    the condition may wait.
    """
    async with asyncio.timeout(_PATIENCE):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)


async def settled(journal: Journal) -> None:
    """Waits until all that was recorded is written, however slow the machine is."""
    await journal.settled(_PATIENCE)


async def written(journal: Journal, item: Entry | AuditEvent) -> None:
    """Writes `item`, as `settled` does: the journal itself waits for a second only."""
    assert await journal.written(item, _PATIENCE)
