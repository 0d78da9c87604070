"""From bytes to characters: UTF-8 first; what is not, only where the result reads as Chinese.

A detection library is not needed for the four encodings that Chinese reports come in: strict
decoding rules out most of them, and common characters tell the right one from the rest.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from retrieval.documents.plausibility import is_chinese
from retrieval.errors import SeedError

__all__ = ["decode", "decode_text"]

# GB18030 holds GBK and GB 2312, Big5-HKSCS holds Big5.
_CHINESE = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(file: Path, content: bytes) -> tuple[str, str]:
    """The text of `content` and its encoding; raises SeedError where there is no telling.

    UTF-8 comes out as it is, with newlines untouched and its byte order mark kept.
    """
    decoded = decode(content)
    if decoded is None:
        raise SeedError(_not_text(file, content))
    if "\0" in decoded[0]:  # in no text, and databases and messengers refuse it
        line = decoded[0].split("\0", 1)[0].count("\n") + 1
        message = f"{file}, line {line}: a NUL character, so not text; take it out, or take it away"
        raise SeedError(message)
    return decoded


def decode(content: bytes) -> tuple[str, str] | None:
    """The characters of `content` and the name of their encoding; None where no guess is safe."""
    if content.startswith(_UTF_16_MARKS):
        return _strictly(content, "utf-16")
    decoded = _strictly(content, "utf-8")
    if decoded and "\0" not in decoded[0]:
        return decoded
    for encoding in _CHINESE:
        guess = _strictly(content, encoding)
        if guess and is_chinese(guess[0]):
            return guess
    return decoded


def _strictly(content: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def _not_text(file: Path, content: bytes) -> str:
    line = 1
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    return f"{file}, line {line}: not UTF-8 text; save the report as UTF-8, or take it away"
