"""Plain text: a sentence without white space and in half width, with a map back to the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.figures.figure import Cell
from retrieval.reports.model import Span

__all__ = ["Plain", "plain_of"]

# Letters, digits and signs of full width, one to one; marks of Chinese stay as they are, so that a
# comma between thousands is never one between clauses.
_WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F) if chr(code) not in ",;:!?()"}
_WIDE |= str.maketrans(
    "○萬億兩點個畝噸戶號餘幾間條項處門車輛隻張頭層棟種類",
    "〇万亿两点个亩吨户号余几间条项处门车辆只张头层栋种类",
)


@dataclass(frozen=True, slots=True)
class Plain:
    """`text[i]` stands at `offsets[i]` of `source`, the text of the report."""

    text: str
    offsets: Sequence[int]
    source: str

    def cell(self, start: int, end: int) -> Cell:
        """What `text[start:end]` comes from, word for word; `start` < `end`."""
        span = Span(self.offsets[start], self.offsets[end - 1] + 1)
        return Cell(span.of(self.source), span)


def plain_of(text: str, span: Span) -> Plain:
    """The characters of `text` at `span` as plain text."""
    piece = span.of(text).translate(_WIDE)
    if len(piece.split(maxsplit=1)) == 1 and not piece[-1:].isspace() and not piece[:1].isspace():
        return Plain(piece, range(span.start, span.end), text)
    kept = [n for n, char in enumerate(piece) if not char.isspace()]
    return Plain("".join(piece[n] for n in kept), [span.start + n for n in kept], text)
