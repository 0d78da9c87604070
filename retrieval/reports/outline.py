"""How deep headings stand: which are parts, which are sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.reports.headings import CLOSING, Found
from retrieval.reports.numbering import Numbering

__all__ = ["Outline"]


def _follows(numbering: Numbering, before: Numbering | None) -> bool:
    return (
        before is not None
        and before.style is numbering.style
        and numbering.value == before.value + 1
    )


@dataclass
class Outline:
    """The headings that are open while a report is read, outermost first; None has no number.

    Depth 0 is a part, depth 1 a section; deeper headings are not kept apart from the text.
    """

    _open: list[Numbering | None] = field(default_factory=list)
    _plain_is_part: bool | None = None
    # The last number that was an item of a list: what follows it in that count is one as well.
    _last_item: Numbering | None = None

    def depth_of(self, found: Found) -> int | None:
        """How deep this heading stands, having opened it and closed those it ends.

        None where it turns out to be no heading.
        """
        if found.only_in_count and found.numbering and self._is_item(found.numbering):
            self._last_item = found.numbering
            return None
        self._last_item = None
        if self._plain_is_part is None:
            self._plain_is_part = found.numbering is None
        if found.numbering is None:
            return self._open_plain(found.heading.title)
        return self._open_numbered(found.numbering)

    def _is_item(self, numbering: Numbering) -> bool:
        return _follows(numbering, self._last_item) or self._continued(numbering) is None

    def _open_plain(self, title: str) -> int:
        """Where the first heading of a report has no number, all such headings are parts, save
        sentences that serve as headings; else they stand within what is numbered."""
        if CLOSING.fullmatch(title) or (self._plain_is_part and not self._is_sentence(title)):
            return self._open_at(0, None)
        depths = [depth for depth, numbering in enumerate(self._open) if numbering is None]
        inner = [depth for depth in depths if depth > 0]
        return self._open_at(inner[0] if inner else min(len(self._open), 1), None)

    def _is_sentence(self, title: str) -> bool:
        return bool(self._open) and any(comma in title for comma in "，,")

    def _continued(self, numbering: Numbering) -> int | None:
        """The innermost depth whose count `numbering` goes on with; a number may be missing."""
        for depth in range(len(self._open) - 1, -1, -1):
            opened = self._open[depth]
            if opened and opened.style is numbering.style and numbering.value > opened.value:
                return depth
        return None

    def _open_numbered(self, numbering: Numbering) -> int:
        """The level whose count this number goes on with; a new level where none does.

        A count that begins again at one inside a part of the same style is a level of its own
        (the report of 1986 counts 一、 to 五、 within its 二、); deeper down it restarts its level.
        """
        for depth in range(len(self._open) - 1, -1, -1):
            if _follows(numbering, self._open[depth]):
                return self._open_at(depth, numbering)
        same = [
            depth
            for depth, opened in enumerate(self._open)
            if opened and opened.style is numbering.style
        ]
        if same:
            nested = same[-1] == 0 and numbering.value == 1
            return self._open_at(len(self._open) if nested else same[-1], numbering)
        # A section without a number ends where numbered ones begin.
        plain = [depth for depth, opened in enumerate(self._open) if opened is None and depth > 0]
        return self._open_at(plain[0] if plain else len(self._open), numbering)

    def _open_at(self, depth: int, numbering: Numbering | None) -> int:
        del self._open[depth:]
        self._open.append(numbering)
        return depth
