"""Markdown: what is read, without the marks."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["markdown_text"]


def markdown_text(source: str) -> str:
    """The text of `source`: a line a heading, paragraph, item of a list or row of a table."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(source)
    return "\n".join(_lines(tokens)) + "\n"


def _lines(tokens: list[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "\t".join(row)
            row = None
        elif token.type == "inline":
            text = _inline(token)
            if row is None:
                yield text
            else:
                row.append(text)
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")


def _inline(token: Token) -> str:
    """The words of one paragraph; lines that were only broken for the editor are joined."""
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type == "softbreak":
            pieces.append(_joint("".join(pieces)))
        elif child.type == "hardbreak":
            pieces.append("\n")
    return "".join(pieces)


def _joint(before: str) -> str:
    """What joins two lines: nothing between Chinese characters, else a space."""
    return " " if before[-1:].isascii() and before[-1:].strip() else ""
