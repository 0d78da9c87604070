"""Message entities, read as strictly as Telegram reads them; apart from the bot's own code."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

__all__ = ["Entity", "MarkupError", "Parsed", "read_entities"]

_QUOTATIONS = {"blockquote", "expandable_blockquote"}
_TYPES = _QUOTATIONS | {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"}
_MOST = 100


class MarkupError(ValueError):
    """What Telegram would say of the entities."""


@dataclass(frozen=True)
class Entity:
    """A look of a stretch of text, in UTF-16 units."""

    type: str
    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.length


@dataclass(frozen=True)
class Parsed:
    """Text and its looks."""

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


def _edges(text: str) -> set[int]:
    """Where an entity may begin or end, in UTF-16 units: between characters."""
    return set(itertools.accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))


def _entity(raw: Any, edges: set[int]) -> Entity:
    if not isinstance(raw, dict) or set(raw) != {"type", "offset", "length"}:
        raise MarkupError("expected an Object with type, offset and length")
    entity = Entity(raw["type"], raw["offset"], raw["length"])
    if entity.type not in _TYPES:
        raise MarkupError(f"unsupported type {entity.type!r}")
    if type(entity.offset) is not int or type(entity.length) is not int or entity.length < 1:
        raise MarkupError("offset and length have to be numbers, and nothing empty has a look")
    if entity.offset < 0 or entity.end > max(edges):
        raise MarkupError(f"entity at {entity.offset} ends after the end of the text")
    if not {entity.offset, entity.end} <= edges:
        raise MarkupError(f"entity at {entity.offset} begins or ends in the middle of a character")
    return entity


def _check_nesting(outer: Entity, inner: Entity) -> None:
    """`outer` begins first, or begins with `inner` and is no shorter."""
    if inner.offset >= outer.end:
        return
    if inner.end > outer.end:
        raise MarkupError(f"entities at {outer.offset} and {inner.offset} overlap in part")
    if outer.type == inner.type or inner.type in _QUOTATIONS:
        raise MarkupError(f"{inner.type} at {inner.offset} is nested in {outer.type}")


def read_entities(text: str, raw: Any) -> Parsed:
    """`text` with the entities `raw`; raises MarkupError for what Telegram rejects or mends.

    Telegram mends some faults without a word: it drops what is empty and entities after the
    hundredth, and divides those that overlap in part.  To send such is a fault of ours.
    """
    if not isinstance(raw, list):
        raise MarkupError("entities are no list")
    if len(raw) > _MOST:
        raise MarkupError("too many entities")
    edges = _edges(text)
    entities = sorted(
        (_entity(each, edges) for each in raw),
        key=lambda each: (each.offset, -each.length, each.type not in _QUOTATIONS, each.type),
    )
    for outer, inner in itertools.combinations(entities, 2):
        _check_nesting(outer, inner)
    return Parsed(text, tuple(entities))
