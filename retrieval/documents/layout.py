"""Typographic conventions that formats share: line joining, note marks, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

__all__ = [
    "MARK_CHARACTERS",
    "collapse",
    "enclosed",
    "grouped",
    "is_contents_line",
    "is_letter",
    "is_note_mark",
    "joint",
    "lowered",
    "raised",
    "superscript",
]

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# A number or one word needs no brackets around it.
_ATOM = re.compile(r"[\d.,]+%?|\w+")

_Item = TypeVar("_Item")

MARK_CHARACTERS = frozenset("0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳*＊†‡[]［］()（）〔〕【】")
"""The characters of footnote marks."""

_MARK = re.compile(r"[\[［(（〔【]?(?:\d{1,3}|[①-⑳]|[*＊†‡]{1,3})[\]］)）〕】]?")
# White space that HTML and Markdown collapse; others (&nbsp;, U+3000) stay as they are.
_WHITE = re.compile("[ \t\r\n\f]+")
_LEADER = r"(?:[.．·…]{4,}|(?:[.．·…] ){4,})"
# The title of a table of contents, or an entry: heading, dot leader, page number.  A tab may stand
# before the number, but a tab alone also separates the cells of a table.
_CONTENTS = re.compile(
    rf"目\s*[录錄次]|(?=.*{_LEADER}).*?(?:{_LEADER}|\t).{{0,2}}?[-—(（]?\d{{1,4}}[-—)）]?"
)


def is_letter(char: str) -> bool:
    """Whether `char` is a Latin letter; false for an empty string."""
    return char.isascii() and char.isalpha()


def grouped(items: Iterable[_Item], begins: Callable[[_Item, _Item], bool]) -> list[list[_Item]]:
    """`items` in consecutive groups; `begins(before, item)`: whether `item` begins a new one."""
    groups: list[list[_Item]] = []
    for item in items:
        if groups and not begins(groups[-1][-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def joint(before: str, after: str) -> str:
    """What separates two lines of one paragraph: a space where two Latin words meet.

    Digits are joined without one, since a number may break anywhere.
    """
    return " " if is_letter(before[-1:]) and is_letter(after[:1]) else ""


def collapse(text: str) -> str:
    """`text` with each run of white space as one space, as browsers show it.

    A line break next to a Chinese character disappears (CSS Text 3, 4.1.3): it comes from the
    editor of the page.
    """

    def shown(match: re.Match[str]) -> str:
        if "\n" not in match[0]:
            return " "
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return "" if _wide(before) or _wide(after) else " "

    return _WHITE.sub(shown, text).strip()


def _wide(char: str) -> bool:
    """Whether `char` is Chinese or the punctuation of Chinese text."""
    return char >= "\u2e80" or char in "“”‘’—…·"


def is_note_mark(above: str, before: str) -> bool:
    """Whether the superscript `above`, which follows `before`, is a footnote mark.

    Such a mark would turn 11 into 111.  After a Latin letter it is an exponent (m², km²), and so is
    a plain number after a digit (10⁴): a reader cannot tell which, and `superscript` shows it.
    """
    if is_letter(before[-1:]) or _is_exponent(above, before):
        return False
    return _MARK.fullmatch(above.strip()) is not None


def superscript(above: str, before: str) -> str:
    """What the superscript `above` after `before` is in a text: nothing if it is a footnote mark,
    raised characters after a digit, else itself."""
    if is_note_mark(above, before):
        return ""
    return raised(above.strip()) if _is_exponent(above, before) else above


def _is_exponent(above: str, before: str) -> bool:
    of_number = before[-1:].isdecimal() or before[-1:] in tuple("⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    return of_number and above.strip().lstrip("+-−").isdecimal()


def raised(text: str) -> str:
    """`text` in superscript characters, behind ^ where there are none."""
    return _moved(text, _RAISED, "^")


def lowered(text: str) -> str:
    """`text` in subscript characters, behind _ where there are none."""
    return _moved(text, _LOWERED, "_")


def enclosed(text: str) -> str:
    """`text`, in brackets unless it is one number or word."""
    return text if _ATOM.fullmatch(text) else f"({text})"


def _moved(text: str, characters: Mapping[int, int], mark: str) -> str:
    small = text.translate(characters)
    if any(char in small for char in text if not char.isspace()):
        return f"{mark}{enclosed(text)}"
    return small


def is_contents_line(line: str) -> bool:
    """Whether `line` is an entry of a table of contents, or the title of the table."""
    return _CONTENTS.fullmatch(line.strip()) is not None
