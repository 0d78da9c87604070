"""What is printed on every page beside the text: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.documents.contents import is_contents_line
from retrieval.documents.pdf.lines import PrintedLine
from retrieval.reports.lines import squeeze

__all__ = ["without_furniture"]

# Heads and feet take two lines at most at either end of a page.
_LINES = 2
# Lines are at one height where they differ by no more than this share of it.
_SAME_HEIGHT = 0.5
# A line that is the same on this many pages is a head; where there are fewer pages, on all.
_PAGES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[-—–―·.\s]*(?:第?(\d{1,4})页?)(?:[/／,，共]*\d{1,4}页?)?[-—–―·.\s]*")
# What browsers print above and below a page: the time, and the address with the page's number.
_BROWSER = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4}[,，\s].{0,8}\d{1,2}:\d\d.*|(?:https?|file)://\S*\s+\d+/\d+"
)


def without_furniture(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The lines of each page without those at its ends that other pages have at the same height,
    whatever numbers stand in them; without lists of contents."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        for key in {_key(line) for line in _ends(lines)}:
            for height in (-1, 0, 1):
                seen[key[0], key[1] + height] += 1
    enough = min(_PAGES, len(pages))
    kept = []
    for number, lines in enumerate(pages, start=1):
        ends = _ends(lines)
        kept.append(
            [
                line
                for line in lines
                if not is_contents_line(line.text)
                and not (line in ends and _is_page_number(line, number))
                and not (line in ends and enough > 1 and seen[_key(line)] >= enough)
            ]
        )
    return kept


def _ends(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    return [*lines[:_LINES], *lines[-_LINES:]]


def _key(line: PrintedLine) -> tuple[str, int]:
    """What a line says without its numbers, and its height in steps of half a line."""
    return _DIGITS.sub("0", squeeze(line.text)), round(line.middle / (_SAME_HEIGHT * line.size))


def _is_page_number(line: PrintedLine, number: int) -> bool:
    """Whether a line says only that it stands on page `number`, or is a browser's."""
    if _BROWSER.fullmatch(line.text):
        return True
    found = _PAGE_NUMBER.fullmatch(squeeze(line.text))
    return found is not None and int(found[1]) == number
