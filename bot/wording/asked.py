"""The line that says which question is answered: made here, and read again from a message."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.wording.spoken import say, variants

__all__ = ["QUESTION_LEAD", "follow_up", "words_in"]

QUESTION_LEAD = "问题：", "Question: "
_AFTER, _COLON = ("接着", "After "), ("：", ": ")


def _any(texts: tuple[str, str]) -> str:
    return f"(?:{'|'.join(map(re.escape, variants(*texts)))})"


_QUOTED = re.compile("“([^“”]+)”")
_FOLLOW_UP = re.compile(rf"{_any(_AFTER)}((?:{_QUOTED.pattern})+){_any(_COLON)}(.+)")
_LEAD = re.compile(rf"{_any(QUESTION_LEAD)}(.+)")


def follow_up(before: Sequence[str], last: str) -> tuple[str, ...]:
    """接着“新盖了几个”：明年还盖吗, as pieces of which each second one is a person's words."""
    quoted = [piece for each in before for piece in ("”“", each)]
    quoted[0] = say(*_AFTER) + "“"
    return (*quoted, "”" + say(*_COLON), last)


def words_in(line: str) -> tuple[str, ...]:
    """The messages that such a line names, in order; none where it is no such line."""
    if found := _FOLLOW_UP.fullmatch(line):
        return (*_QUOTED.findall(found[1]), found[found.re.groups])
    found = _LEAD.fullmatch(line)
    return (found[1],) if found else ()
