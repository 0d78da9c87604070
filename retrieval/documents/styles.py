"""Whether styles of HTML, also of HTML within Markdown, leave text unseen or strike it out."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["STRUCK_TAGS", "declarations", "is_struck", "is_tiny", "is_unseen", "may_matter"]

STRUCK_TAGS = frozenset(("del", "s", "strike"))
"""Elements that browsers strike out unless a style says otherwise."""

# What is looked for; a style without any of it need not be parsed.
_MATTERS = re.compile(
    r"display|visibility|opacity|text-decoration|mso-hide|font-size\s*:\s*0", re.IGNORECASE
)
_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*)")
_ZERO = re.compile(r"\+?0*\.?0+(?:%|[a-z]+)?$")


def may_matter(style: str) -> bool:
    """Whether anything in `style` might leave text unseen, or make it seen."""
    return _MATTERS.search(style) is not None


def declarations(style: str) -> dict[str, str]:
    """The properties of a `style` attribute in lower case; of a property the last value."""
    if not may_matter(style):
        return {}
    found = (_DECLARATION.match(each) for each in style.lower().split(";"))
    return {each[1]: each[2].replace("!important", "").strip() for each in found if each}


def is_unseen(style: Mapping[str, str]) -> bool:
    """Whether an element with these properties shows nothing."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or _ZERO.match(style.get("opacity", "1")) is not None
    )


def is_tiny(style: Mapping[str, str]) -> bool:
    """Whether the text of an element has no size; that of elements in it may have one."""
    return _ZERO.match(style.get("font-size", "1")) is not None


def is_struck(style: Mapping[str, str], struck: bool) -> bool:
    """Whether a line goes through the text of an element; `struck`: whether it does without any
    style."""
    said = style.get("text-decoration-line") or style.get("text-decoration")
    return struck if said is None else "line-through" in said
