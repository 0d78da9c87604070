"""Actions of buttons, and their form as callback data: short, and complete without any memory."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Any, get_args

from telegram.constants import InlineKeyboardButtonLimit

from bot.messages.operator_actions import (
    Drop,
    Judge,
    Keep,
    Label,
    OperatorAction,
    Propose,
    PutIn,
    ShowReview,
    ShowUnanswered,
    Teach,
    Undo,
)

__all__ = [
    "OPERATORS", "Action", "AskExample", "AskQuestion", "Count", "Drop", "Judge", "Keep",
    "Label", "OperatorAction", "Propose", "PutIn", "Rate", "ShowAnswer", "ShowContents",
    "ShowFigures",
    "ShowParagraph", "ShowReview", "ShowSection", "ShowUnanswered", "Teach", "Undo", "pack",
    "unpack",
]  # fmt: skip

_SEPARATOR = ":"
# Telegram's limit on callback data, in bytes.
_LONGEST = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
# No number in an action has more digits; int() itself would convert a million of them.
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """The hit of rank `rank` (from 0) for the question that the message answers."""

    report: str
    rank: int


@dataclass(frozen=True, slots=True)
class ShowParagraph:
    """Paragraph `number`; `rank` is the hit to go back to, -1 for none."""

    report: str
    number: int
    rank: int = -1


@dataclass(frozen=True, slots=True)
class ShowSection:
    """Page `page` (from 0) of the section that holds paragraph `number`; `rank` as above."""

    report: str
    number: int
    page: int = 0
    rank: int = -1


@dataclass(frozen=True, slots=True)
class ShowContents:
    """The contents of all reports, a report, a part or a section (numbered from 0, -1: all)."""

    report: str = ""
    part: int = -1
    section: int = -1
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowFigures:
    """Page `page` (from 0) of the figures of topic `topic` (from 0; -1: all topics) of a report."""

    report: str
    topic: int = -1
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskExample:
    """The example question whose digest begins with `example`."""

    example: str


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """The question itself, where it is short enough."""

    question: str


@dataclass(frozen=True, slots=True)
class Rate:
    """The answer, an excerpt of paragraph `number`, was useful (1) or not (0)."""

    report: str
    number: int
    useful: int


@dataclass(frozen=True, slots=True)
class Count:
    """A notice that hit `rank` of `count` is shown."""

    rank: int
    count: int


Action = (
    ShowAnswer | ShowParagraph | ShowSection | ShowContents | ShowFigures | AskExample
    | AskQuestion | Rate | Count | OperatorAction
)  # fmt: skip
"""All that a button can do; `report` is always the beginning of the report's digest."""

# One letter each.  They are in messages that people keep, so a letter never changes its meaning.
_KINDS: dict[str, type[Any]] = {
    "a": ShowAnswer,
    "p": ShowParagraph,
    "s": ShowSection,
    "c": ShowContents,
    "f": ShowFigures,
    "e": AskExample,
    "q": AskQuestion,
    "r": Rate,
    "n": Count,
    "u": ShowUnanswered,
    "t": Teach,
    "w": Propose,
    "k": Keep,
    "d": Drop,
    "v": ShowReview,
    "j": Judge,
    "l": Label,
    "z": Undo,
    "i": PutIn,
}
_CODES = {kind: code for code, kind in _KINDS.items()}

OPERATORS = "".join(_CODES[kind] for kind in get_args(OperatorAction))
"""The letters with which the data of operators' buttons begin."""


def pack(action: Action) -> str:
    """`action` as callback data; raises ValueError where it exceeds Telegram's limit."""
    data = _SEPARATOR.join([_CODES[type(action)], *map(str, astuple(action))])
    if len(data.encode()) > _LONGEST:
        message = f"callback data of {len(data.encode())} bytes, at most {_LONGEST} fit: {data}"
        raise ValueError(message)
    return data


def _value(text: str, kind: str) -> str | int:
    """A field of the type named `kind`; raises ValueError for what is no such number."""
    if kind == "str":
        return text
    if len(text.lstrip("-")) > _MOST_DIGITS:
        message = f"no number of a button: {text[:_LONGEST]}"
        raise ValueError(message)
    return int(text)


def unpack(data: str) -> Action | None:
    """The inverse of `pack`; None for data that `pack` never makes."""
    code, *values = data.split(_SEPARATOR)
    kind = _KINDS.get(code)
    if kind is None:
        return None
    try:
        typed = [
            _value(text, str(field.type)) for text, field in zip(values, fields(kind), strict=True)
        ]
    except ValueError:
        return None
    action: Action = kind(*typed)
    return action
