"""JSON lines: one object a line, whatever characters are in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

__all__ = ["as_line", "lines_from"]

# JSON leaves these as they are, but readers that split text into lines cut at the first two groups,
# and a lone surrogate (an argument that was not UTF-8) cannot be written at all.
_UNSAFE = re.compile("[\x7f-\x9f]|[\u2028\u2029]|[\ud800-\udfff]")


def as_line(value: dict[str, Any]) -> str:
    """`value` as JSON without a line break in it, Chinese readable."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def lines_from(stream: BinaryIO) -> Iterator[str]:
    """The lines of `stream` without their ends; what is not UTF-8 is replaced, not refused."""
    for raw in stream:
        yield raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
