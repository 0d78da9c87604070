"""Lists of contents: a heading, dots, the number of a page."""

from __future__ import annotations

import re

__all__ = ["is_contents_line"]

_CONTENTS = re.compile(r".*?(?:[.．·…]{4,}|(?:[.．·…] ){4,}|\t).{0,2}?[-—(（]?\d{1,4}[-—)）]?\s*")
_TITLE = re.compile(r"目\s*[录錄次]")
# Dots of a leader; a tab alone also parts the cells of a table.
_DOTS = re.compile(r"[.．·…]{4,}|(?:[.．·…] ){4,}")


def is_contents_line(line: str) -> bool:
    """Whether `line` is an entry of a list of contents, or the title of the list."""
    line = line.strip()
    if _TITLE.fullmatch(line):
        return True
    return _DOTS.search(line) is not None and _CONTENTS.fullmatch(line) is not None
