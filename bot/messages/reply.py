"""A reply: what is said, and what the person can choose next."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit, InlineQueryLimit

from bot.messages.actions import Action
from bot.messages.rich_text import Block, as_plain, utf16_length
from retrieval import Answer, Outcome

__all__ = [
    "Card",
    "Cards",
    "Choice",
    "Choices",
    "Copy",
    "Link",
    "Notice",
    "Press",
    "Reply",
    "Share",
]

_LONGEST_COPY = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
_LONGEST_SHARED = int(InlineQueryLimit.MAX_QUERY_LENGTH)


@dataclass(frozen=True, slots=True)
class Press:
    """The bot does `action`."""

    action: Action


@dataclass(frozen=True, slots=True)
class Copy:
    """`text`, at most 256 UTF-16 units, goes to the clipboard."""

    text: str

    def __post_init__(self) -> None:
        if not 0 < utf16_length(self.text) <= _LONGEST_COPY:
            message = f"a text to copy has 1 to {_LONGEST_COPY} units: {self.text}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Share:
    """The answer to `question` goes to a chat that the person chooses.

    `start` is the deep link's payload that leads to the same place, for where inline is off.
    """

    question: str
    start: str

    def __post_init__(self) -> None:
        if utf16_length(self.question) > _LONGEST_SHARED:
            message = f"an inline query has at most {_LONGEST_SHARED} units: {self.question}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Link:
    """A page to open."""

    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: a button in Telegram, a number in the console."""

    label: str
    does: Press | Copy | Share | Link


Choices = tuple[tuple[Choice, ...], ...]
"""Rows of choices, as they stand below a message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, and what can be chosen next.

    `question` is the one that it answers, if any; `answer` what was found for a question that was
    asked just now, of which the hit of rank `rank` is shown; `apart`: after a press of a button it
    goes below the message that the button belongs to rather than into its place.
    """

    blocks: tuple[Block, ...]
    choices: Choices = ()
    question: str = ""
    apart: bool = False
    answer: Answer | None = None
    rank: int = 0

    @property
    def text(self) -> str:
        """What is said, without any look."""
        return as_plain(self.blocks)


@dataclass(frozen=True, slots=True)
class Notice:
    """A short word that shows above the chat and goes away; `urgent`: only when it was seen."""

    text: str
    urgent: bool = False
    rated: bool | None = None
    """Where it thanks for a rating: whether the answer was useful."""


@dataclass(frozen=True, slots=True)
class Card:
    """One result of an inline query: what is shown to choose from, and what is sent if chosen."""

    id: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    start: str = ""
    """The deep link's payload that leads to the place in a private chat; empty for none."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The results of an inline query, and the outcome of what was typed; None where it failed.

    `button` is what the button above them says; empty for none.
    """

    cards: tuple[Card, ...]
    outcome: Outcome | None
    button: str = ""
