"""Pages whose sections are measured by different commands, each of which writes its own."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["RELIABILITY", "section", "write_section"]

RELIABILITY = ROOT / "docs" / "reliability.md"


def _found(text: str, heading: str) -> re.Match[str] | None:
    return re.search(rf"(?ms)^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text)


def section(page: Path, heading: str) -> str:
    """What stands below `## heading`; nothing where there is no such section."""
    found = _found(page.read_text(encoding="utf-8"), heading)
    return found[1].strip("\n") if found else ""


def write_section(page: Path, heading: str, body: str) -> None:
    """Replaces the section, or puts it at the end."""
    text = page.read_text(encoding="utf-8")
    written = f"## {heading}\n\n{body.strip(chr(10))}\n\n"
    found = _found(text, heading)
    if found:
        text = text[: found.start()] + written + text[found.end() :]
    else:
        text = text.rstrip("\n") + "\n\n" + written
    page.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
