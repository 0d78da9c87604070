"""The journal of questions and outcomes: SQLite by default, PostgreSQL for several replicas.

Knows nothing of Telegram.  What is not named here is not for use outside.
"""

from bot.journal.entry import (
    AuditEvent,
    Channel,
    Entry,
    Feedback,
    id_of_update,
    message_name,
)
from bot.journal.errors import JournalError
from bot.journal.gaps import Gaps
from bot.journal.journal import Journal
from bot.journal.migrating import check
from bot.journal.queries import DayCount, Stats
from bot.journal.store import Expired
from bot.journal.unanswered import Page, QuestionGroup, page_of

__all__ = [
    "AuditEvent",
    "Channel",
    "DayCount",
    "Entry",
    "Expired",
    "Feedback",
    "Gaps",
    "QuestionGroup",
    "Journal",
    "JournalError",
    "Page",
    "Stats",
    "check",
    "id_of_update",
    "message_name",
    "page_of",
]
