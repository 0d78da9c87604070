"""Markdown: what it shows, without its marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.documents.document import Document
from retrieval.documents.encoding import decode_text
from retrieval.documents.joining import join_lines
from retrieval.documents.marks import is_note_mark
from retrieval.errors import SeedError

__all__ = ["read"]

# Title, date and the like that site generators keep above the text.
_FRONT_MATTER = re.compile(r"\A\ufeff?---\s*\n.*?\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
# Notes as many tools write them, and the marks that lead to them.
_NOTE = re.compile(r"^\[\^([^\]\n]+)\]:[ \t]*", re.MULTILINE)
_MARK = re.compile(r"\[\^[^\]\n]+\]")
_NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d|/li|/tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
# What is nested deeper is not shown; markdown-it allows 20 levels, too few for some letters.
_DEEPEST = 100
# A paragraph that an editor broke at a fixed width: all lines but the last are about as long.
_EVEN = 0.9
# Lines that are all shorter are those of a title block; no editor breaks at more than the latter.
_SHORT, _WIDEST = 20, 120


def read(file: Path, content: bytes) -> Document:
    """The paragraphs, headings, items and table rows of `content`, a line each."""
    source, encoding = decode_text(file, content)
    # Four spaces begin a paragraph in many Chinese texts, not a stretch of code.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable("code")
    source = _FRONT_MATTER.sub("", source.lstrip("\ufeff"))
    tokens = parser.parse(_MARK.sub("", _NOTE.sub(r"\n\1 ", source)))
    text = "\n".join(filter(None, _lines(tokens)))
    if not text.strip():
        message = f"{file} holds no paragraph; put the text of a report in it, or take it away"
        raise SeedError(message)
    return Document(text, "md", encoding)


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """What each block shows; an item of a numbered list keeps its number, a row its cells."""
    row: list[str] = []
    number = ""
    before = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield "\t".join(row)
        elif token.type == "inline" and before in ("th_open", "td_open"):
            row.append(_shown(token))
        elif token.type == "inline":
            yield number + _shown(token)
            number = ""
        elif token.type == "fence":
            yield token.content.strip("\n")
        elif token.type == "html_block":
            yield _without_tags(token.content)
        before = token.type


def _shown(token: Token) -> str:
    """The characters that a run of text shows."""
    lines = [""]
    hard: list[bool] = []
    raised = -1  # where in the line raised characters begin
    for child in token.children or ():
        tag = child.content.lower() if child.type == "html_inline" else ""
        if child.type in ("softbreak", "hardbreak") or _BREAK.match(tag):
            hard.append(child.type != "softbreak")
            lines.append("")
            raised = -1
        elif child.type in ("text", "code_inline", "text_special"):
            lines[-1] += child.content
        elif tag == "<sup>":
            raised = len(lines[-1])
        elif tag == "</sup>" and raised >= 0:
            before = lines[-1][:raised]
            if is_note_mark(lines[-1][raised:], before):
                lines[-1] = before
    return _joined([line.strip() for line in lines], hard)


def _joined(lines: Sequence[str], hard: Sequence[bool]) -> str:
    """`lines` with those joined that an editor broke at a width.

    Markdown takes all breaks of a paragraph for spaces; texts that were only renamed to .md have
    a paragraph a line, and keep them.
    """
    longest = max(map(len, lines))
    even = _SHORT < longest <= _WIDEST and all(len(line) >= _EVEN * longest for line in lines[:-1])
    joined = [lines[0]]
    for line, fixed in zip(lines[1:], hard, strict=True):
        if even and not fixed:
            joined[-1] = join_lines((joined[-1], line))
        else:
            joined.append(line)
    return "\n".join(joined)


def _without_tags(source: str) -> str:
    source = _BREAK.sub("\n", _NOT_SHOWN.sub("", source))
    return html.unescape(_TAG.sub("", source)).strip()
