"""Values in the XML of Word documents."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

__all__ = ["is_on", "number_of", "value_at"]


def value_at(element: Any, path: str) -> str | None:
    """The `w:val` of the first element at `path` below `element`; None if there is none."""
    found = element.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))


def is_on(element: Any) -> bool:
    """Whether a property that is on or off is on: it is if nothing else is said."""
    return element.get(qn("w:val"), "true") not in ("0", "false", "off", "none")


def number_of(text: str | None, otherwise: int) -> int:
    """The number `text`; `otherwise` where it is none."""
    return int(text) if text and text.isdecimal() else otherwise
