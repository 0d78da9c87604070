"""Replies, notices and inline results: text with the choices that people have next."""

from __future__ import annotations

from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit, InlineQueryLimit

from bot.messages.actions import Action
from bot.messages.rich_text import Block, as_plain, utf16_length
from retrieval import Outcome

__all__ = [
    "Card", "Cards", "Choice", "Choices", "Copy", "Link", "Notice", "Press", "Reply", "Share",
]  # fmt: skip

_LONGEST_COPY = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
_LONGEST_SHARED = int(InlineQueryLimit.MAX_QUERY_LENGTH)


@dataclass(frozen=True, slots=True)
class Press:
    """Makes the bot do `action`."""

    action: Action


@dataclass(frozen=True, slots=True)
class Copy:
    """Copies `text`, at most 256 UTF-16 units, to the clipboard."""

    text: str

    def __post_init__(self) -> None:
        if not 0 < utf16_length(self.text) <= _LONGEST_COPY:
            message = f"a text to copy has 1 to {_LONGEST_COPY} units: {self.text}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Share:
    """Shares the answer to `question` with a chat of the person's choice.

    `start`: payload of the deep link to the same location, for bots without inline mode.
    """

    question: str
    start: str

    def __post_init__(self) -> None:
        if utf16_length(self.question) > _LONGEST_SHARED:
            message = f"an inline query has at most {_LONGEST_SHARED} units: {self.question}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Link:
    """Opens a web page."""

    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: a button in Telegram, a number in the console."""

    label: str
    does: Press | Copy | Share | Link


Choices = tuple[tuple[Choice, ...], ...]
"""Rows of choices below a message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message with choices.

    `question`: the one that it answers, if any; `apart`: after a button it goes below the message
    of that button instead of replacing it; `picture`: a PNG above the text, which describes it.
    """

    blocks: tuple[Block, ...]
    choices: Choices = ()
    question: str = ""
    apart: bool = False
    picture: bytes = b""

    @property
    def text(self) -> str:
        """The plain text."""
        return as_plain(self.blocks)


@dataclass(frozen=True, slots=True)
class Notice:
    """A short text above the chat that vanishes; an `urgent` one has to be dismissed."""

    text: str
    urgent: bool = False
    rated: bool | None = None
    """For a rating: whether the answer was useful."""


@dataclass(frozen=True, slots=True)
class Card:
    """One result of an inline query: its entry in the list, and the message sent if chosen."""

    id: str
    title: str
    description: str
    blocks: tuple[Block, ...]
    start: str = ""
    """Payload of the deep link to the location in a private chat; empty for none."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The results of an inline query, and its outcome; None where it failed.

    `button`: label of the button above them; empty for none.
    """

    cards: tuple[Card, ...]
    outcome: Outcome | None
    button: str = ""
