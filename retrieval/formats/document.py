"""A document: the text of a file, as offsets count in it, and where its pages begin."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """`text` has one paragraph or heading a line, or is the file itself where that is text.

    `pages` are the offsets where pages begin, empty where the format has none.
    """

    text: str
    pages: tuple[int, ...] = ()
