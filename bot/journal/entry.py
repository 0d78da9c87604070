"""What the journal records: questions with their outcome, feedback, audit events of operators."""

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
    """Where a question came from."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"


class Feedback(StrEnum):
    """What someone thought of an answer."""

    UP = "up"
    DOWN = "down"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and what came of it.

    `outcome` is an `Outcome` of the retrieval, or a word of the bot's own (`failed`, `paused`).
    `report` and `paragraph` are the place of the best hit, `score` its score, `margin` the
    decision's log-odds above the threshold.  `question` is scrubbed before it is kept anywhere;
    `user` (a Telegram user id) and `answer` (the `message_name` of the answer) are only ever stored
    as hashes.  None of the three shows when an entry is printed.

    `id` makes writing safe to repeat: of two entries with one id the first stays.
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
    """Feedback on the answer whose `message_name` is `answer`; the last one counts."""

    answer: str = field(repr=False)
    feedback: Feedback
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What an operator did: `actor` is who, `action` a word such as `pause`, `detail` the rest."""

    actor: str
    action: str
    detail: str = ""
    time: datetime.datetime = field(default_factory=_now)
    id: uuid.UUID = field(default_factory=uuid.uuid4)


Item = Entry | Mark | AuditEvent
"""What the journal's queue holds."""


def message_name(chat: int | str, message: int = 0) -> str:
    """The name of message `message` of `chat`; of an inline message its id alone."""
    return f"{chat}:{message}"


# A namespace of our own, so that ids made from update ids meet no others (made once, at random).
_UPDATES = uuid.UUID("5b0f2c8e-9d1b-4b0a-8a55-2f7f6a6a3c11")


def id_of_update(bot: int, update: int) -> uuid.UUID:
    """The id of the entry for `update` of `bot`: the same when Telegram delivers it once more."""
    return uuid.uuid5(_UPDATES, f"{bot}:{update}")
