"""Encodings: from bytes to text.

UTF-8 is tried first, then what a byte order mark says, then those in which Chinese was written
before: strictly, and only where what comes out reads like Chinese.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from retrieval.errors import SeedError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Nearly every pair of bytes is some character of these; so what they make has to be plausible.
_OLDER = ("gb18030", "big5")
# The characters of reports that are most frequent, simplified and traditional: in any Chinese text
# of some length they are a tenth of all; in text decoded wrongly a few in a thousand.
_FREQUENT = re.compile("[的和发發展工作全市年人民建设設一是在不了加强強区區国國新政府我们們，。、]")
_LEAST_SHARE = 0.1
_HAN = re.compile(r"[\u3400-\u9fff]")
# Private characters and most symbols above the Chinese ones do not stand in reports.
_STRANGE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")


def decode(file: Path, content: bytes) -> str:
    """The text in `content`; raises SeedError, whose message names file, line and reason."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding) or _refused(file, content, broken)
    for encoding in _OLDER:
        text = _decoded(content, encoding)
        if text is not None and _reads_like_chinese(text):
            return text
    return _refused(file, content, broken)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _reads_like_chinese(text: str) -> bool:
    han = len(_HAN.findall(text))
    return bool(
        han and not _STRANGE.search(text) and len(_FREQUENT.findall(text)) >= _LEAST_SHARE * han
    )


def _refused(file: Path, content: bytes, error: UnicodeDecodeError) -> str:
    line = content[: error.start].count(b"\n") + 1
    message = f"{file}, line {line}: not UTF-8 text; save the report as UTF-8, or take it away"
    raise SeedError(message) from error
