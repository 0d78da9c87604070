"""Questions, feedback and audit events in SQLite or PostgreSQL."""

from bot.journal.database import sqlite_file
from bot.journal.entry import (
    AuditEvent,
    Channel,
    Entry,
    Feedback,
    id_of_update,
    message_name,
)  # fmt: skip
from bot.journal.errors import JournalError
from bot.journal.gaps import Gaps
from bot.journal.journal import Journal
from bot.journal.migrating import check
from bot.journal.queries import DayCount, Stats
from bot.journal.recent import AskedQuestion
from bot.journal.store import Expired
from bot.journal.unanswered import QuestionGroup

__all__ = [
    "AskedQuestion",
    "AuditEvent",
    "Channel",
    "DayCount",
    "Entry",
    "Expired",
    "Feedback",
    "Gaps",
    "Journal",
    "JournalError",
    "QuestionGroup",
    "Stats",
    "check",
    "id_of_update",
    "message_name",
    "sqlite_file",
]
