"""Folded text, and the way back from it to what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.reports.model import Span

__all__ = ["Folded"]


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is where in the original the character `text[i]` came from.

    Characters that were folded together (两千 → 2000) all come from the same stretch.
    """

    text: str
    origins: tuple[Span, ...]

    def origin(self, start: int, end: int) -> Span:
        """The stretch of the original that `text[start:end]` came from; `start` < `end`."""
        return Span(self.origins[start].start, self.origins[end - 1].end)

    def replaced(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
    ) -> Folded:
        """With each match of `pattern` replaced; None leaves a match as it is."""
        pieces: list[str] = []
        origins: list[Span] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            if new is None or match.start() == match.end():
                continue
            pieces += (self.text[done : match.start()], new)
            origins += self.origins[done : match.start()]
            origins += [self.origin(match.start(), match.end())] * len(new)
            done = match.end()
        if not pieces:
            return self
        pieces.append(self.text[done:])
        return Folded("".join(pieces), (*origins, *self.origins[done:]))
