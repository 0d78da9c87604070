"""Actions of operators' buttons; how they become callback data: `bot.messages.actions`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Drop",
    "Judge",
    "Keep",
    "Label",
    "OperatorAction",
    "Propose",
    "PutIn",
    "ShowReview",
    "ShowUnanswered",
    "Teach",
    "Undo",
]


@dataclass(frozen=True, slots=True)
class ShowUnanswered:
    """For operators: page `page` (from 1) of the unanswered questions."""

    page: int


@dataclass(frozen=True, slots=True)
class Teach:
    """For operators: sentences that may answer the questions of the group named `group`."""

    group: str


@dataclass(frozen=True, slots=True)
class Propose:
    """For operators: try the phrasing in the message for sentence `sentence` (from 1)."""

    report: str
    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Keep:
    """For operators: keep the phrasing in the message; without a report it is a lexicon line."""

    report: str = ""
    paragraph: int = 0
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Drop:
    """For operators: discard what the message shows."""


@dataclass(frozen=True, slots=True)
class ShowReview:
    """For operators: page `page` (from 1) of the last questions with their answers."""

    page: int


@dataclass(frozen=True, slots=True)
class Judge:
    """For operators: `verdict` on the question named `question`, then page `page` again.

    Verdicts: `r` the answer is right, `w` it is not (which sentence is?), `o` the report has no
    answer; `h` the same of a whole group of unanswered questions.  Page 0: no page, but a note.
    """

    verdict: str
    question: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """For operators: sentence `sentence` (from 1) is right for the question in the message."""

    report: str
    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Undo:
    """For operators: take back the kept change whose audit event begins with `event`."""

    event: str


@dataclass(frozen=True, slots=True)
class PutIn:
    """For operators: put in the file that was sent (1), or throw it away (0); `report`: its name in
    short."""

    report: str
    keep: int


OperatorAction = (
    ShowUnanswered | Teach | Propose | Keep | Drop | ShowReview | Judge | Label | Undo | PutIn
)
"""What buttons of operators do."""
