"""Catalogue: messages to operators in English and in Chinese.

Messages are written, raised and logged in one language, as they always were, and said in the
operator's where they leave the program: a catalogue finds the template that a message was made of,
and fills in the same template in the other language.  So no message has to be made twice, and what
stands in another message (`DATABASE_URL: …`, `left out: …`) is found there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from dotenv import dotenv_values

__all__ = ["CHINESE", "ENGLISH", "Catalogue", "operators_language", "read_catalogue"]

CHINESE, ENGLISH = "zh", "en"
_SETTING = "OPERATOR_LANGUAGE"
# What begins a comment; a message may begin with a single #.
_COMMENT = "##"
_SAYS = re.compile(r"\w")
# What stands before a colon is said apart: NAME: 17 notes explain terms.
_APART = re.compile(": |：")
_FIELD = re.compile(r"\{(\d*)\}")
_ANY_FIELD, _NUMBER = re.compile(r"\{(#?)\}"), re.compile(r"[0-9.,]+")
# Ways to read a message as made of a template, which differ where its fields hold what it says
# itself.  The right one is among the first few.
_MOST_READINGS = 40
# Joints of messages in one (SEEDS_DIR: left out: FILE: REASON; REMEDY), characters, and
# pieces that are looked at: what has more is no message, and would be cut in too many ways.
_JOINT, _MOST_JOINTS = re.compile("[:;,] |[：；，]"), 12
_LONGEST, _MOST_PIECES = 1_000, 300


def operators_language() -> str:
    """`zh` or `en`: as OPERATOR_LANGUAGE says, in the environment or in `.env`, else the locale."""
    chosen = os.environ.get(_SETTING) or _from_file()
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    return CHINESE if (chosen or locale).lower().startswith(CHINESE) else ENGLISH


def _from_file() -> str:
    try:
        return dotenv_values(".env").get(_SETTING) or ""
    except (OSError, UnicodeDecodeError):  # said by whoever reads the settings
        return ""


def read_catalogue(*files: Traversable | Path) -> Catalogue:
    """The catalogue in `files`: an English template, and below it, indented, the Chinese one.

    `{}` is a field, `{#}` one that is a number; the Chinese one may number them (`{1}`), to have
    them in another order.
    """
    pairs: list[tuple[str, str]] = []
    for file in files:
        english = ""
        for line in file.read_text("utf-8").splitlines():
            if line.startswith(_COMMENT) or not line.strip():
                continue
            if line[0] == " ":
                pairs.append((english, line.strip()))
            else:
                english = line.strip()
    return Catalogue(pairs)


class Catalogue:
    """Templates in English and in Chinese, and messages made of them in the other language."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self.pairs = tuple(pairs)
        self._said = {CHINESE: _Templates(pairs), ENGLISH: _Templates(tuple(_reversed(pairs)))}

    def said(self, text: str, language: str) -> str:
        """`text` in `language`, line by line; what no template made stays as it is."""
        return "\n".join(map(self._said[language].line, text.split("\n")))


def _reversed(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Chinese templates, and English ones whose fields are in the order of the Chinese."""
    for english, chinese in pairs:
        order = [int(number or at) for at, number in enumerate(_FIELD.findall(chinese))]
        first, *rest = _ANY_FIELD.sub("{}", english).split("{}")
        numbered = (f"{{{order.index(at)}}}{part}" for at, part in enumerate(rest))
        yield _FIELD.sub("{}", chinese), first + "".join(numbered)


@dataclass(frozen=True, slots=True)
class _Template:
    """What stands between the fields, which fields are numbers, and the other language's template.

    `speaks`: whether it has words of its own.
    """

    parts: tuple[str, ...]
    numbers: tuple[bool, ...]
    target: str
    speaks: bool

    @classmethod
    def of(cls, source: str, target: str) -> _Template:
        """The template `source`, which is `target` in the other language."""
        pieces = _ANY_FIELD.split(source)
        parts = tuple(pieces[::2])
        return cls(parts, tuple(map(bool, pieces[1::2])), target, any(map(_SAYS.search, parts)))

    def readings(self, text: str) -> Iterator[tuple[str, ...]]:
        """The fields, in each way in which `text` is made of this template."""
        first, *others = self.parts
        if text.startswith(first) and all(part in text for part in others):
            for fields in _fields(others, text[len(first) :]):
                numbers = zip(fields, self.numbers, strict=True)
                apart = self.speaks and not first and _APART.search(fields[0])
                if not apart and all(_NUMBER.fullmatch(each) or not only for each, only in numbers):
                    yield fields


class _Templates:
    """Templates, and what each of them is in the other language."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._whole = {source: target for source, target in pairs if not _ANY_FIELD.search(source)}
        made = [_Template.of(*each) for each in pairs if _ANY_FIELD.search(each[0])]
        # What begins with words of its own comes first, then what has most; `{}: {}` comes last.
        self._made = sorted(made, key=lambda each: (not each.parts[0], -len("".join(each.parts))))

    def line(self, line: str) -> str:
        """One line, with its indentation, in the other language."""
        text = line.lstrip()
        return line[: len(line) - len(text)] + self._message(text, {})

    def _message(self, text: str, known: dict[str, str]) -> str:
        """`text` in the other language; `known`: what has been found for this line."""
        if text not in known:
            if len(text) > _LONGEST or len(known) >= _MOST_PIECES:
                return text
            known[text] = self._whole[text] if text in self._whole else self._find(text, known)
        return known[text]

    def _find(self, text: str, found: dict[str, str]) -> str:
        joined = len(_JOINT.findall(text)) <= _MOST_JOINTS
        for template in self._made:
            if not (joined or template.speaks):
                continue
            best: tuple[str, ...] | None = None
            known = -1
            for fields in islice(template.readings(text), _MOST_READINGS):
                said = tuple(self._message(each, found) for each in fields)
                changed = sum(one != other for one, other in zip(fields, said, strict=True))
                if changed > known:
                    best, known = said, changed
            # A template without words of its own joins messages, and makes none of other texts.
            if best is not None and (known or template.speaks):
                return template.target.format(*best)
        return text


def _fields(parts: Sequence[str], text: str) -> Iterator[tuple[str, ...]]:
    part, *others = parts
    if not others:
        if text.endswith(part):
            yield (text[: len(text) - len(part)],)
        return
    at = text.find(part)
    while at >= 0:
        for rest in _fields(others, text[at + len(part) :]):
            yield (text[:at], *rest)
        at = text.find(part, at + 1)
