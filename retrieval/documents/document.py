"""The text of a file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.reports.finding import Finding

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader extracts from a file.

    `text`: one paragraph a line; the offsets of a report refer to it.  A file of plain text in
    UTF-8 is kept character for character, but for what is mended.
    `pages`: the offset at which each page begins, in order; empty where a format has no pages.
    A page without text begins where the next one does.
    `mended`: what was mended while it was read.
    """

    text: str
    pages: tuple[int, ...] = ()
    mended: tuple[Finding, ...] = ()
