"""Text that was decoded wrongly once and saved like that: 骞村害 for 年度, å¹´åº¦, 锟斤拷."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from retrieval.documents.text import is_chinese
from retrieval.errors import SeedError
from retrieval.reports.lines import LINE_ENDS

__all__ = ["refuse_garbled"]

# Characters of a stretch that is looked at: enough to tell Chinese by its common characters.
_STRETCH = 400
# This share of a text may be U+FFFD, or 锟斤拷, which two of them become in GBK: marks of lost
# characters.
_LOST, _MOST_LOST = re.compile("\ufffd|锟斤拷"), 0.001
# What the bytes were decoded as, and what they are.
_MIXED_UP = (
    ("gb18030", "utf-8"),
    ("big5hkscs", "utf-8"),
    ("cp1252", "utf-8"),
    ("cp1252", "gb18030"),
    ("big5hkscs", "gb18030"),
    ("gb18030", "big5hkscs"),
)
_LINE = re.compile(f"[^{LINE_ENDS}]+")


def refuse_garbled(file: Path, text: str) -> None:
    """Raises SeedError where a stretch of `text` is Chinese only if its bytes are decoded anew, or
    where characters were lost."""
    for line, stretch in _stretches(text):
        if not is_chinese(stretch) and (meant := _meant(stretch)):
            problem = f"text that was decoded wrongly (“{stretch[:8]}…” is “{meant[:6]}…”)"
            raise _refused(file, line, problem)
    lost = _LOST.search(text)
    if lost and len(_LOST.findall(text)) > _MOST_LOST * len(text):
        line = sum(1 for found in _LINE.finditer(text) if found.start() <= lost.start())
        raise _refused(file, line, "characters that were lost when the text was decoded wrongly")


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of `text` of whole lines, or of parts of long ones, with the number of the line."""
    piece, begun = "", 0
    for number, found in enumerate(_LINE.finditer(text), start=1):
        for at in range(found.start(), found.end(), _STRETCH):
            begun = begun or number
            piece += text[at : min(at + _STRETCH, found.end())]
            if len(piece) >= _STRETCH:
                yield begun, piece
                piece, begun = "", 0
    if piece:
        yield begun, piece


def _meant(stretch: str) -> str:
    """`stretch` decoded as it should have been; empty where it is no Chinese that way either."""
    for wrong, right in _MIXED_UP:
        meant = _encoded(stretch, wrong).decode(right, "ignore")
        if is_chinese(meant):
            return meant.strip()
    return ""


def _encoded(stretch: str, encoding: str) -> bytes:
    """`stretch` in `encoding`; Windows decodes the bytes that cp1252 lacks as themselves."""
    if encoding != "cp1252":
        return stretch.encode(encoding, "ignore")
    return b"".join(
        char.encode("latin-1" if "\x80" <= char <= "\x9f" else encoding, "ignore")
        for char in stretch
    )


def _refused(file: Path, line: int, problem: str) -> SeedError:
    advice = "open the original in a program that shows it, and save it as UTF-8"
    return SeedError(f"{file}, line {line}: {problem}; {advice}, or take it away")
