"""Markdown: the text as rendered, without markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from retrieval.documents.document import Document
from retrieval.documents.files import refusal
from retrieval.documents.layout import joint, superscript
from retrieval.documents.styles import STRUCK_TAGS, declarations, is_struck, is_unseen
from retrieval.documents.tables import Cell, lines_of_table
from retrieval.documents.text import decode_text

__all__ = ["read"]

# Title, date and other metadata that site generators keep above the text.
_FRONT_MATTER = re.compile(r"\A\ufeff?---\s*\n.*?\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
# Footnotes (an extension that CommonMark lacks), and the marks that refer to them.
_NOTE = re.compile(r"^\[\^([^\]\n]+)\]:[ \t]*", re.MULTILINE)
_MARK = re.compile(r"\[\^[^\]\n]+\]")
_NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# Each may begin a link or a tag: unpaired ones take markdown-it seventy seconds a million, those of
# tags their square.
_MOST_BRACKETS = 20_000
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d|/li|/tr)\b[^<>]*>", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_STYLE = re.compile(r"style\s*=\s*(['\"])(.*?)\1")
_HIDDEN = re.compile(r"\shidden(?=[\s=>])")
# HTML that shows other than its text one after the other.
_RICH = re.compile(
    r"<(?:table|style|math|s|del|strike|sup)\b|hidden|display|line-through", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
# Deeper nesting is dropped; the 20 levels that markdown-it allows are too few for some reports.
_DEEPEST = 100
# In a paragraph that an editor wrapped at a fixed width all lines but the last are about as long.
_EVEN = 0.9
# Shorter lines are those of a title block; no editor wraps at more than the latter.
_SHORT, _WIDEST = 20, 120


def read(file: Path, content: bytes) -> Document:
    """The paragraphs, headings, list items and table rows of `content`, one a line."""
    if max(content.count(b"["), content.count(b"<")) > _MOST_BRACKETS:
        problem = f"has more than {_MOST_BRACKETS:,} opening brackets, which no report has"
        raise refusal(file, problem, "save the report as text")
    # Four spaces begin a paragraph in many Chinese texts, not a code block.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST, "breaks": True})
    parser.enable(["table", "strikethrough"]).disable("code")
    source = _FRONT_MATTER.sub("", decode_text(file, content).lstrip("\ufeff"))
    source = _MARK.sub("", _NOTE.sub(r"\n\1 ", source))
    tokens = parser.parse(source)
    if any(each.type == "html_block" and _RICH.search(each.content) for each in tokens):
        # Only what reads pages knows what tables and styles show.
        from retrieval.documents.html.reader import lines_of_source

        return Document("\n".join(lines_of_source(file, parser.render(source))))
    return Document("\n".join(filter(None, _lines(tokens))))


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of each block: numbered items with their numbers, table rows with tabs."""
    rows: list[list[Cell]] = []
    number = ""
    before = ""
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield from lines_of_table(rows)
            rows = []
        elif token.type == "inline" and before in ("th_open", "td_open"):
            lines = tuple(filter(None, _shown(token).split("\n")))
            rows[-1].append(Cell(lines, head=before == "th_open"))
        elif token.type == "inline":
            yield number + _shown(token)
            number = ""
        elif token.type == "fence":
            yield token.content.strip("\n")
        elif token.type == "html_block":
            source = _BREAK.sub("\n", _NOT_SHOWN.sub("", _without_comments(token.content)))
            yield html.unescape(_TAG.sub("", source)).strip()
        before = token.type


def _without_comments(source: str) -> str:
    """`source` without comments, in one pass: one that does not end is none."""
    first, *others = source.split("<!--")
    kept = [first]
    for each in others:
        _, ended, after = each.partition("-->")
        kept.append(after if ended else "<!--" + each)
    return "".join(kept)


def _shown(token: Token) -> str:
    """The text of an inline token, wrapped lines joined."""
    lines = [""]
    hard: list[bool] = []
    raised = -1  # where in the line a superscript begins
    unseen: list[str] = []  # the open elements that show nothing, or strike out what they hold
    for child in token.children or ():
        tag = child.content.lower() if child.type == "html_inline" else ""
        if child.type == "s_open" or _leaves_out(tag):
            unseen.append("s" if child.type == "s_open" else _name(tag))
        elif unseen:
            if child.type == "s_close" or tag.startswith("</"):
                closed = "s" if child.type == "s_close" else _name(tag)
                if closed == unseen[-1]:
                    unseen.pop()
        elif child.type in ("softbreak", "hardbreak") or _BREAK.match(tag):
            hard.append(child.type != "softbreak")
            lines.append("")
            raised = -1
        elif child.type in ("text", "code_inline", "text_special"):
            lines[-1] += child.content
        elif tag == "<sup>":
            raised = len(lines[-1])
        elif tag == "</sup>" and raised >= 0:
            before, above = lines[-1][:raised], lines[-1][raised:]
            lines[-1] = before + superscript(above, before)
    return _joined([line.strip() for line in lines], hard)


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""


def _leaves_out(tag: str) -> bool:
    """Whether the HTML tag begins an element that is struck out or not seen."""
    name, style = _name(tag), _STYLE.search(tag)
    if not name or tag.startswith("</") or tag.endswith("/>"):
        return False
    said = declarations(style[2]) if style else {}
    struck = is_struck(said, name in STRUCK_TAGS)
    return struck or is_unseen(said) or _HIDDEN.search(tag) is not None


def _joined(lines: Sequence[str], hard: Sequence[bool]) -> str:
    """`lines` with those joined that an editor wrapped; `hard` breaks are kept.

    Markdown renders each line break as a space; texts that were only renamed to .md have one
    paragraph a line, and keep their breaks.
    """
    longest = max(map(len, lines))
    even = _SHORT < longest <= _WIDEST and all(len(line) >= _EVEN * longest for line in lines[:-1])
    joined = [lines[0]]
    for line, fixed in zip(lines[1:], hard, strict=True):
        if even and not fixed:
            joined[-1] += joint(joined[-1], line) + line
        else:
            joined.append(line)
    return "\n".join(joined)
