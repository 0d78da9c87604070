"""A document: the text of a file, whatever its format."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, from which a report is read.

    `text`: paragraphs, a newline between each two; every offset of a report counts in it.  Plain
    text in UTF-8 is the content of the file, character for character.
    `kind`: the format that the text was read from: the suffix without its dot (txt, html, pdf).
    `encoding`: the encoding that text and HTML were decoded from, in lower case; empty for others.
    `pages`: the offset at which each page begins, in order; empty where a format has no pages.
    A page without text begins where the next one does.
    """

    text: str
    kind: str = "txt"
    encoding: str = ""
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, that the character at `offset` stands on; None without pages.

        Where pages without text begin at `offset` as well, it is the one that holds the text.
        """
        return max(bisect_right(self.pages, offset), 1) if self.pages else None
