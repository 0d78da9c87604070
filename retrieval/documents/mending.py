r"""Mending: characters of plain text that are certain to stand for others.

Databases and programs write a line end as the four characters \r\n, a blank as \t or \u3000 or, in
an encoding without it, as ??, and copied pages keep entities such as &nbsp;.  No report contains
any of these, so nothing of its own wording changes.
"""

from __future__ import annotations

import html
import re

from retrieval.reports.finding import Finding

__all__ = ["mended"]

# A backslash before a letter alone may be a path; \r\n together is never one.
_LINE_ENDS = re.compile(r"\\r\\n|\\[rn](?![A-Za-z])")
_BLANKS = re.compile(r"\\(?:t(?![A-Za-z])|u3000|u00a0|xa0)")
# At the beginning of a line, or with a blank beside them: 县长?? 吴?? 鹏.
_QUESTION_MARKS = re.compile(r"^\?{2,}+(?=\S)|(?<!\?)\?{2,}+(?=[ \t])", re.MULTILINE)
_ENTITIES = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def mended(text: str) -> tuple[str, tuple[Finding, ...]]:
    """`text` with line ends, blanks and entities as what they stand for, and what was mended."""
    found = []
    for kind, pattern, meant, said in (
        ("literal_line_ends", _LINE_ENDS, lambda _: "\n", r"line ends written out as \r\n"),
        ("literal_blanks", _BLANKS, lambda _: "\u3000", r"blanks written out as \t or \u3000"),
        ("lost_blanks", _QUESTION_MARKS, lambda _: "\u3000", "blanks that had become ??"),
        ("entities", _ENTITIES, lambda match: html.unescape(match[0]), "entities such as &nbsp;"),
    ):
        changed = pattern.sub(meant, text)
        if changed != text:
            count = len(pattern.findall(text))
            times = "once" if count == 1 else f"{count} times"
            message = f"{said} were read as what they stand for ({times})"
            found.append(Finding(kind, message, count=count, serious=False))
            text = changed
    return text, tuple(found)
