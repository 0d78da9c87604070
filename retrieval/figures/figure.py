"""The figure: one number of a report with all that the report says about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from retrieval.reports.model import Span

__all__ = ["Bound", "Cell", "Figure", "Kind", "Role", "Tense", "figures_within"]


class Kind(StrEnum):
    """What sort of number a figure is; figures of different kinds are never compared."""

    AMOUNT = "amount"
    CHANGE = "change"
    RATE = "rate of change"
    SHARE = "share"
    RANK = "rank"


class Role(StrEnum):
    """What a figure is in the report: its kind, or what it is planned or bounded to be."""

    AMOUNT = "amount"
    CHANGE = "change"
    RATE = "rate of change"
    SHARE = "share"
    RANK = "rank"
    TARGET = "target"
    LIMIT = "limit"


class Bound(StrEnum):
    """How exact a figure is, by the words around it (近, 左右, 以上, 不超过)."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    LEAST = "at least"
    MOST = "at most"


class Tense(StrEnum):
    """Whether a figure is something that came, or something that is planned."""

    RESULT = "result"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the report, word for word: `report.text[span.start:span.end] == text`."""

    text: str
    span: Span

    @property
    def shown(self) -> str:
        """The words without the white space of the source."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    `number`, `unit`: as they are written; `unit` is None for a bare number (5575万农村贫困人口).
    `written`: number and unit with the words of its bound (超过5200亿元, 1100万人以上).
    `value`: exact, in `base` (亿 and 万 counted in); `upper`: the end of a range.
    `base`: the unit in one spelling, such as 元, %, 人; empty where there is none.
    `label`: the words that name what is counted; None where none do.
    `action`: the words before a figure whose label follows it (新建44家养老照料中心).
    `period`: the words that say the time; None where only its part says it, by `tense`.
    `year`: the year that it is about, where its words or its part say so.
    `paragraph`, `sentence`: where it stands.
    """

    number: Cell
    unit: Cell | None
    written: Cell
    value: Decimal
    upper: Decimal | None
    base: str
    bound: Bound
    label: Cell | None
    action: Cell | None
    kind: Kind
    role: Role
    period: Cell | None
    tense: Tense
    year: int | None
    paragraph: int
    sentence: Span

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All that is taken from the report."""
        cells = (self.number, self.unit, self.written, self.label, self.action, self.period)
        return tuple(cell for cell in cells if cell is not None)

    @property
    def what(self) -> str:
        """What is counted, as it is shown; empty where the report does not name it."""
        return self.label.shown if self.label else ""

    @property
    def named(self) -> str:
        """What is counted with the action before it, as they are written (新建 + 养老照料中心)."""
        return f"{self.action.shown if self.action else ''}{self.what}"

    def as_list(self) -> list[Any]:
        """All of it as JSON holds it; `Figure.of` reads it back."""
        cells = [
            None if cell is None else [cell.text, cell.span.start, cell.span.end]
            for cell in (self.number, self.unit, self.written, self.label, self.action, self.period)
        ]
        values = [str(self.value), None if self.upper is None else str(self.upper)]
        names = [self.base, self.bound, self.kind, self.role, self.tense]
        place = [self.year, self.paragraph, self.sentence.start, self.sentence.end]
        return [cells, values, names, place]

    @staticmethod
    def of(row: list[Any]) -> Figure:
        """The figure that `as_list` made `row` of."""
        cells, (value, upper), (base, bound, kind, role, tense), (year, paragraph, *sentence) = row
        number, unit, written, label, action, period = map(_cell, cells)
        if number is None or written is None:
            message = "a figure without its number"
            raise ValueError(message)
        return Figure(
            number=number,
            unit=unit,
            written=written,
            value=Decimal(value),
            upper=None if upper is None else Decimal(upper),
            base=base,
            bound=Bound(bound),
            label=label,
            action=action,
            kind=Kind(kind),
            role=Role(role),
            period=period,
            tense=Tense(tense),
            year=year,
            paragraph=paragraph,
            sentence=Span(*sentence),
        )


def _cell(row: list[Any] | None) -> Cell | None:
    return None if row is None else Cell(row[0], Span(row[1], row[2]))


def figures_within(figures: Iterable[Figure], span: Span) -> tuple[Figure, ...]:
    """Those of `figures` that begin within `span`, in their order."""
    return tuple(each for each in figures if span.start <= each.number.span.start < span.end)
