"""Odd files that come into a seeds folder, each gone again before the next one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

__all__ = ["ODD_FILES", "put", "take_away"]

_NAME = "odd"


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / f"{_NAME}.lexicon.txt")


def _gbk(folder: Path) -> None:
    name = "北京报告.txt".encode("gb18030")
    Path(os.fsdecode(bytes(folder) + b"/odd" + name)).write_bytes("停车位".encode())


def _written(name: str, content: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / f"{_NAME}{name}").write_bytes(content)

    return write


ODD_FILES: dict[str, Callable[[Path], None]] = {
    "a pipe": _fifo,
    "a name in GBK": _gbk,
    "a link to what is no report": lambda folder: (folder / f"{_NAME}.txt").symlink_to(
        "/etc/passwd"
    ),
    "a PDF cut off": _written(".pdf", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog"),
    "a DOCX that is none": _written(".docx", b"PK\x03\x04" + bytes(1000)),
    "100 000 digits in one line": _written(".txt", b"1" * 100_000),
    "25 000 letters in one line": _written(".txt", b"a" * 25_000),
    "Markdown of brackets": _written(".md", b"[" * 200_000),
    "HTML of nested tables": _written(".html", b"<table><tr><td>" * 3_000),
    "text that was decoded wrongly": _written(".txt", "骞存棤閿欒鍋滆溅浣".encode() * 50),
    "a lexicon without arrows": _written(".lexicon.txt", "没有箭头\n".encode() * 200),
    "phrasings of what stands nowhere": _written(
        "-2016.phrasings.txt", "> 报告里没有的话\n怎么停车\n".encode()
    ),
}
"""Each puts one file into a folder."""


def put(folder: Path, number: int) -> str:
    """Puts odd file `number` there, and takes the one before away; which one it was."""
    take_away(folder)
    name = list(ODD_FILES)[number % len(ODD_FILES)]
    ODD_FILES[name](folder)
    return name


def take_away(folder: Path) -> None:
    """Leaves what was there before."""
    for file in os.listdir(os.fsencode(folder)):  # noqa: PTH208 - a name may be no text
        if file.startswith(_NAME.encode()):
            os.unlink(os.fsencode(folder) + b"/" + file)  # noqa: PTH108
