"""Running heads, footers, page numbers and tables of contents, which are no text of a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.documents.layout import is_contents_line
from retrieval.documents.pdf.lines import PrintedLine
from retrieval.reports.lines import squeeze

__all__ = ["without_running_heads"]

# Heads and footers take at most two lines at either end of a page.
_LINES = 2
# Lines are at the same height if they differ by no more than this share of an em.
_SAME_HEIGHT = 0.5
# A line that recurs on this many pages is a head; in shorter documents, on all pages.
_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-—–―·.\s]*(?:第?(\d{1,4})页?)(?:[/／,，共]*\d{1,4}页?)?[-—–―·.\s]*")
# What browsers print above and below a page: the time, the address and the page number.
_BROWSER = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4}[,，\s].{0,8}\d{1,2}:\d\d.*|(?:https?|file)://\S*\s+\d+/\d+"
)


def without_running_heads(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The lines of each page without the first and last ones that recur at the same height on
    other pages, apart from numbers in them, and without tables of contents."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        for key in {_key(line) for line in _ends(lines)}:
            for height in (-1, 0, 1):
                seen[key[0], key[1] + height] += 1
    enough = min(_PAGES, len(pages))
    kept = []
    for number, lines in enumerate(pages, start=1):
        ends = _ends(lines)
        heads = [
            line
            for line in ends
            if _is_page_number(line, number) or (enough > 1 and seen[_key(line)] >= enough)
        ]
        kept.append([x for x in lines if x not in heads and not is_contents_line(x.text)])
    return kept


def _ends(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    by_height = sorted(lines, key=lambda line: -line.middle)  # they come column by column
    return [*by_height[:_LINES], *by_height[-_LINES:]]


def _key(line: PrintedLine) -> tuple[str, int]:
    """The text of a line with its numbers masked, and its height in steps of half an em."""
    return _DIGITS.sub("0", squeeze(line.text)), round(line.middle / (_SAME_HEIGHT * line.size))


def _is_page_number(line: PrintedLine, number: int) -> bool:
    """Whether `line` is the page number `number`, or printed by a browser."""
    if _BROWSER.fullmatch(line.text):
        return True
    found = _PAGE_NUMBER.fullmatch(squeeze(line.text))
    return found is not None and int(found[1]) == number
