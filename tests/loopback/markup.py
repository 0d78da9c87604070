"""Telegram's HTML, read as strictly as Telegram reads it; written apart from the bot's own code."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Entity", "MarkupError", "Parsed", "parse_html"]

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d+)|#x([0-9a-fA-F]+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class MarkupError(ValueError):
    """What Telegram would say of the markup."""


@dataclass(frozen=True)
class Entity:
    """A look of a stretch of text, in UTF-16 units."""

    type: str
    offset: int
    length: int


@dataclass(frozen=True)
class Parsed:
    """Text without markup, and its looks."""

    text: str
    entities: tuple[Entity, ...]

    def looks(self, kind: str) -> list[str]:
        """The stretches of the text that have the look `kind`."""
        units = self.text.encode("utf-16-le")
        return [
            units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
            for entity in self.entities
            if entity.type == kind
        ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> Parsed:
    """`source` read as Telegram reads it; raises MarkupError for what it rejects."""
    text: list[str] = []
    units = 0
    waiting: list[tuple[str, int, str]] = []
    entities: list[Entity] = []
    position = 0
    while position < len(source):
        char = source[position]
        step = 1
        if char == "<":
            found = _TAG.match(source, position)
            if found is None:
                raise MarkupError(f"unexpected end of name token at byte offset {position}")
            closing, name, attributes = found.groups()
            name = name.lower()
            if name not in _TAGS:
                raise MarkupError(f'unsupported start tag "{name}" at byte offset {position}')
            if closing:
                if not waiting or waiting[-1][0] != name or attributes:
                    raise MarkupError(f"unmatched end tag at byte offset {position}")
                _, start, kind = waiting.pop()
                if units > start:
                    entities.append(Entity(kind, start, units - start))
            else:
                if name == "blockquote" and any(tag == name for tag, *_ in waiting):
                    raise MarkupError("blockquote entities can't be nested")
                folded = name == "blockquote" and attributes.split() == ["expandable"]
                waiting.append((name, units, "expandable_blockquote" if folded else _TAGS[name]))
            position = found.end()
            continue
        if char == "&":
            found = _CHARACTER.match(source, position)
            if found is None:
                # Telegram shows a lone & as it is; to leave one unescaped is a fault of ours.
                raise MarkupError(f"unescaped & at byte offset {position}")
            named, decimal, hexadecimal = found.groups()
            char = (
                _NAMED[named] if named else chr(int(decimal or hexadecimal, 10 if decimal else 16))
            )
            step = found.end() - position
        text.append(char)
        units += _units(char)
        position += step
    if waiting:
        raise MarkupError(f'can\'t find end tag corresponding to start tag "{waiting[-1][0]}"')
    return Parsed("".join(text), tuple(sorted(entities, key=lambda entity: entity.offset)))
