"""The loaded reports as a sequence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from retrieval.answering.engine import Engine
from retrieval.reports.model import Report

__all__ = ["Reports"]


class Reports(Sequence[Report]):
    """The loaded reports in order, each read when it is taken."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __len__(self) -> int:
        return len(self._engine.archive)

    @overload
    def __getitem__(self, number: int) -> Report: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[Report]: ...

    def __getitem__(self, number: int | slice) -> Report | Sequence[Report]:
        if isinstance(number, slice):
            return [self[each] for each in range(len(self))[number]]
        return self._engine.opened(range(len(self))[number]).report
