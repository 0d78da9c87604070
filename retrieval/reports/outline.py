"""The levels of headings: which are parts, which are sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from retrieval.reports.headings import CLOSING, Found
from retrieval.reports.numbering import Numbering

__all__ = ["Outline"]


@dataclass
class Outline:
    """The open headings during parsing, outermost first; None is one without a number.

    Depth 0 is a part, depth 1 a section; deeper headings are treated as text.
    """

    _open: list[Numbering | None] = field(default_factory=list)
    # Whether headings without a number are parts, as the first of them was.
    plain_is_part: bool | None = None
    # The number of the last list item: the next number of that count is a list item too.
    _last_item: Numbering | None = None

    def depth_of(self, found: Found) -> int | None:
        """Opens this heading, closes those that it ends, and returns its depth.

        None if it is a list item rather than a heading.
        """
        if found.only_in_count and found.numbering and self._is_item(found.numbering):
            self._last_item = found.numbering
            return None
        self._last_item = None
        if self.plain_is_part is None:
            self.plain_is_part = found.numbering is None
        if found.numbering is None:
            return self._open_plain(found.heading.title)
        return self._open_numbered(found.numbering)

    def _is_item(self, numbering: Numbering) -> bool:
        """Whether `numbering` continues a list, or no open count; a count may skip a number."""
        last = self._last_item
        if last and last.style is numbering.style and numbering.value == last.value + 1:
            return True
        return all(numbering.value <= value for _, value in self._counts(numbering))

    def _counts(self, numbering: Numbering) -> list[tuple[int, int]]:
        """Depths and values of the open headings in the style of `numbering`, innermost first."""
        return [
            (depth, opened.value)
            for depth, opened in reversed(list(enumerate(self._open)))
            if opened and opened.style is numbering.style
        ]

    def _open_plain(self, title: str) -> int:
        """If the first heading of the report has no number, all such headings are parts, except
        sentences; else they are below the numbered ones."""
        is_sentence = bool(self._open) and any(comma in title for comma in "，,")
        if CLOSING.fullmatch(title) or (self.plain_is_part and not is_sentence):
            return self._open_at(0, None)
        return self._open_at(self._plain_section(min(len(self._open), 1)), None)

    def _open_numbered(self, numbering: Numbering) -> int:
        """The depth whose count this number continues, or else a new depth.

        A count that restarts at one inside a part of the same style has a depth of its own (the
        report of 1986 counts 一、 to 五、 within its 二、); further down it restarts its depth.
        """
        counts = self._counts(numbering)
        for depth, value in counts:
            if numbering.value == value + 1:
                return self._open_at(depth, numbering)
        if counts:
            nested = counts[0][0] == 0 and numbering.value == 1
            return self._open_at(len(self._open) if nested else counts[0][0], numbering)
        # A numbered section ends one without a number.
        return self._open_at(self._plain_section(len(self._open)), numbering)

    def _plain_section(self, otherwise: int) -> int:
        """The depth of the outermost open heading without a number that is no part."""
        plain = (depth for depth, opened in enumerate(self._open) if opened is None and depth > 0)
        return next(plain, otherwise)

    def _open_at(self, depth: int, numbering: Numbering | None) -> int:
        del self._open[depth:]
        self._open.append(numbering)
        return depth
