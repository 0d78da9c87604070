"""PDFs as offices print reports: A4, 28 characters a line (GB/T 9704), heads, numbers, notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("reportlab", reason="writing PDFs for tests needs the extra `test`")

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

__all__ = ["FONT", "Print", "draw", "picture_of_text"]

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
# Marks that may not begin a line: the character before them moves down with them.
_NOT_FIRST = "，。、；：！？”’）》,.;:!?%"
_WIDTH, _HEIGHT = A4
_TOP, _FOOT = 740.0, 100.0


@dataclass
class Print:
    """How a report is printed."""

    size: float = 16.0
    leading: float = 29.0
    indent: int = 2
    gap: float = 0.0  # between paragraphs, in points
    mirrored: bool = False  # wider margins towards the binding
    head: str = ""
    number: str = "— {} —"
    sideways: int = 0
    password: str | None = None

    def write(self, file: Path, lines: Sequence[str], centred: int = 0) -> list[str]:
        """Prints `lines`, the first `centred` ones as a title block; the first words of each page."""
        from reportlab.lib.pdfencrypt import StandardEncryption

        locked = (
            StandardEncryption(self.password, canPrint=0) if self.password is not None else None
        )
        canvas = Canvas(str(file), pagesize=A4, encrypt=locked)
        firsts: list[str] = []
        y = 0.0
        for number, line in enumerate(lines):
            title = number < centred
            size = 22.0 if title else self.size
            for first, piece in enumerate(self._broken(line, title)):
                if y < _FOOT or not firsts:
                    if firsts:
                        canvas.showPage()
                    firsts.append(piece)
                    self._furnish(canvas, len(firsts))
                    y = _TOP
                canvas.setFont(FONT, size)
                if title:
                    canvas.drawCentredString(_WIDTH / 2, y, piece)
                else:
                    indent = self.indent * size if first == 0 else 0
                    canvas.drawString(self._left(len(firsts)) + indent, y, piece)
                y -= self.leading
            y -= self.gap
        canvas.save()
        return firsts

    def _left(self, page: int) -> float:
        return 73.0 + (12.0 if self.mirrored and page % 2 else 0.0)

    def _furnish(self, canvas: Canvas, page: int) -> None:
        if self.sideways:  # set up again by the viewer, as landscape pages are
            canvas.setPageRotation(self.sideways)
            across = self.sideways % 180 != 0  # reportlab turns the page itself, too
            width, height = (_HEIGHT, _WIDTH) if across else (_WIDTH, _HEIGHT)
            canvas.translate(width / 2, height / 2)
            canvas.rotate(self.sideways)
            canvas.translate(-_WIDTH / 2, -_HEIGHT / 2)
        canvas.setFont(FONT, 10)
        if self.head:
            canvas.drawString(self._left(page), 790, self.head)
        if self.number:
            at = _WIDTH - 110 if page % 2 else 80.0
            canvas.drawString(at, 55, self.number.format(page))

    def _broken(self, line: str, title: bool) -> list[str]:
        if title:
            return [line]
        pieces: list[str] = []
        width = 448.0 - self.indent * self.size
        piece, used = "", 0.0
        for char in line:
            advance = pdfmetrics.stringWidth(char, FONT, self.size)
            if used + advance > width + 0.01 and piece:
                carried = piece[-1] if char in _NOT_FIRST else ""
                pieces.append(piece[: len(piece) - len(carried)])
                piece, width = carried, 448.0
                used = sum(pdfmetrics.stringWidth(each, FONT, self.size) for each in carried)
            piece += char
            used += advance
        return [*pieces, piece]


def picture_of_text() -> io.BytesIO:
    """A page as a scanner makes it."""
    from PIL import Image

    stream = io.BytesIO()
    Image.effect_noise((620, 877), 40).save(stream, "PNG")
    stream.seek(0)
    return stream


def draw(file: Path, *pages: Callable[[Any], None]) -> None:
    """A PDF whose pages each function draws."""
    canvas = Canvas(str(file), pagesize=A4)
    for page in pages:
        canvas.setFont(FONT, 16)
        page(canvas)
        canvas.showPage()
    canvas.save()
