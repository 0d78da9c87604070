"""The journal's records: questions with their outcome, feedback, audit events."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "AuditEvent",
    "Channel",
    "Entry",
    "Feedback",
    "Item",
    "Mark",
    "id_of_update",
    "message_name",
]


class Channel(StrEnum):
    """Where a question was asked."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"
    WEB = "web"
    API = "api"


class Feedback(StrEnum):
    """A person's rating of an answer."""

    UP = "up"
    DOWN = "down"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with its outcome.

    `outcome` is an `Outcome` of the retrieval, or one of the bot's own (`failed`, `paused`).
    `report` and `paragraph` are the location of the hit shown, `score` its score, `margin` the
    decision's log-odds above the threshold.  `question` is redacted before it is stored or queued;
    `user` (a Telegram user id) and `answer` (the `message_name` of the answer) are stored as hashes
    only.  None of the three is in `repr`.

    `id` makes writing idempotent: of two entries with one id the first stays.
    """

    channel: Channel
    outcome: str
    milliseconds: float
    question: str | None = field(default=None, repr=False)
    report: str | None = None
    paragraph: int | None = None
    score: float | None = None
    margin: float | None = None
    user: int | None = field(default=None, repr=False)
    answer: str | None = field(default=None, repr=False)
    time: datetime.datetime = field(default_factory=_now)
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, slots=True)
class Mark:
    """Feedback on the answer whose `message_name` is `answer`; the last mark counts."""

    answer: str = field(repr=False)
    feedback: Feedback
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """An operator's action: who, a word such as `pause`, and the details."""

    actor: str
    action: str
    detail: str = ""
    time: datetime.datetime = field(default_factory=_now)
    id: uuid.UUID = field(default_factory=uuid.uuid4)


Item = Entry | Mark | AuditEvent
"""What the journal's queue holds."""


def message_name(chat: int, message: int) -> str:
    """The name of message `message` of `chat`."""
    return f"{chat}:{message}"


# A random namespace, so that ids made from update ids equal no others.
_UPDATES = uuid.UUID("5b0f2c8e-9d1b-4b0a-8a55-2f7f6a6a3c11")


def id_of_update(bot: int, update: int) -> uuid.UUID:
    """The id of the entry for `update` of `bot`: the same when Telegram delivers it again."""
    return uuid.uuid5(_UPDATES, f"{bot}:{update}")
