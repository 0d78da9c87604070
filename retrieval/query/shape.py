"""Shape: the form of answer that a question wants, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Piece", "Reading", "Shape"]


class Shape(StrEnum):
    """The form of an answer; the values are written by `ask --json`."""

    EXCERPT = "excerpt"
    """The best excerpt, the next ones behind it."""

    TOPIC = "topic"
    """The best excerpts of a topic side by side, grouped by the part that they stand in."""

    OUTLINE = "outline"
    """The headings and lead sentences of a report, a part or a section."""

    LIST = "list"
    """Every item of a list."""

    PARTS = "parts"
    """One excerpt for each of several questions asked at once."""

    COMPARISON = "comparison"
    """Excerpts about two times or things side by side, in order of time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One of several questions asked at once.

    `label`: the piece in the person's words.
    `question`: the same as a question in full, to be searched for.
    """

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The shape that a question was understood to want.

    `shape`: its shape.
    `words`: the words that told so; empty for the common shape.
    `subject`: the question without the words of its frame (方面做了什么, 总结一下); what an
    outline, a topic or a list is about; empty for the whole report.
    `pieces`: for `parts` and `comparison`, in the order of the question.
    `target`: of an outline, one of `shape_model.TARGETS`, or `requirement`: what is required of the
    work as a whole.
    `figures`: several figures are wanted, of what this names; empty for those of the whole report,
    None where none are.
    `why`: a reason or a way is wanted, for which several excerpts may be needed.
    """

    shape: Shape = Shape.EXCERPT
    words: tuple[str, ...] = ()
    subject: str = ""
    pieces: tuple[Piece, ...] = ()
    target: str = ""
    figures: str | None = None
    why: bool = False
