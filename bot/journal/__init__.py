"""The journal of questions and outcomes: SQLite by default, PostgreSQL for several replicas.

Knows nothing of Telegram.  What is not named here is not for use outside.
"""

from bot.journal.checking import check
from bot.journal.entry import (
    Channel,
    Deed,
    Entry,
    Feedback,
    id_of_update,
    message_name,
)
from bot.journal.errors import JournalError
from bot.journal.gaps import Gaps
from bot.journal.journal import Journal
from bot.journal.queries import DayCount, Stats
from bot.journal.retention import Expired
from bot.journal.unanswered import Group, Page, page_of

__all__ = [
    "Channel",
    "DayCount",
    "Deed",
    "Entry",
    "Expired",
    "Feedback",
    "Gaps",
    "Group",
    "Journal",
    "JournalError",
    "Page",
    "Stats",
    "check",
    "id_of_update",
    "message_name",
    "page_of",
]
