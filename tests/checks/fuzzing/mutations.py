"""Bytes and texts made wrong at a few places."""

from __future__ import annotations

from random import Random

__all__ = ["broken_bytes", "broken_text"]

_BYTES = (
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b"&",
    b"[",
    b"(",
    b">>",
    b"endobj",
    b"9" * 20,
    b"\n",
)
_SIGNS = (
    "", "\x00", "\ufeff", "\u2028", "\ud7ff", "→", "、", "^", "^9", "^x", "#", ">", "> ", "=", '"', "'", "\\", "\n",
    "\r", "\t", "，", "＝", "“", "[", "{", "${X}", "%s", "é", "㍿", "ﷺ", "1e999", "-1", "0x1", "，，", "𠀀",
)  # fmt: skip
# Changes to one input: one shows a fault best, several reach further.
_TIMES = (1, 1, 1, 2, 4, 16)
# Times that a piece is repeated.
_REPEATS = (2, 3, 300)


def broken_bytes(random: Random, content: bytes) -> bytes:
    """`content` with a few places flipped, cut out, doubled, moved or written over."""
    for _ in range(random.choice(_TIMES)):
        at = random.randrange(len(content) + 1)
        end = min(len(content), at + random.choice((1, 2, 8, 200, 5000)))
        piece = content[at:end]
        kind = random.randrange(6)
        if kind == 0:
            piece = bytes(each ^ (1 << random.randrange(8)) for each in piece[:2]) + piece[2:]
        elif kind == 1:
            piece = b""
        elif kind == 2:
            piece *= random.choice(_REPEATS)
        elif kind == 3:
            piece = random.choice(_BYTES) + piece
        elif kind == 4:
            other = random.randrange(len(content) + 1)
            piece = content[other : other + len(piece)]
        else:
            piece, end = b"", len(content) if random.random() < 0.3 else end
        content = content[:at] + piece + content[end:]
    return content


def broken_text(random: Random, text: str) -> str:
    """The same of a text, whose signs stay whole."""
    for _ in range(random.choice(_TIMES)):
        at = random.randrange(len(text) + 1)
        end = min(len(text), at + random.choice((0, 1, 2, 10, 60)))
        kind = random.randrange(5)
        piece = text[at:end]
        if kind == 0:
            piece = ""
        elif kind == 1:
            piece *= random.choice(_REPEATS)
        elif kind == 2:
            piece = random.choice(_SIGNS)
        elif kind == 3:
            piece = random.choice(_SIGNS) + piece
        else:
            other = random.randrange(len(text) + 1)
            piece = text[other : other + 20]
        text = text[:at] + piece + text[end:]
    return text
