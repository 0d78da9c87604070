"""The journal's tables as they are after the last revision in `migrations/versions`."""

from __future__ import annotations

import datetime

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
)

__all__ = ["UTC", "audit", "keys", "metadata", "questions"]


class UTC(TypeDecorator[datetime.datetime]):
    """An aware time, in UTC; SQLite, which knows no zones, gets it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        """`value` in UTC; raises ValueError where it has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be kept"
            raise ValueError(message)
        utc = value.astimezone(datetime.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self, value: datetime.datetime | None, dialect: Dialect
    ) -> datetime.datetime | None:
        """`value` with its zone."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return value.replace(tzinfo=datetime.UTC)
        return value.astimezone(datetime.UTC)


metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "pk": "pk_%(table_name)s"}
)

questions = Table(
    "questions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("time", UTC, nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("report", String(255)),
    Column("paragraph", Integer),
    Column("score", Double),
    Column("margin", Double),
    Column("milliseconds", Double, nullable=False),
    Column("feedback", String(8)),
    Column("text", Text),  # scrubbed; null where no text is to be kept
    Column("asker", String(32), index=True),  # bot.privacy.pseudonym under the key of the day
    Column("answer", String(32), index=True),  # bot.privacy.reference under the same
)

keys = Table(
    "keys",
    metadata,
    Column("period", String(10), primary_key=True),  # bot.privacy.key_period
    Column("key", LargeBinary, nullable=False),
    Column("proof", String(32), nullable=False),  # tells a key made with another secret
)

audit = Table(
    "audit",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("time", UTC, nullable=False, index=True),
    Column("actor", String(128), nullable=False),
    Column("action", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)
