"""Text with structure, and how Telegram is told of it: as message entities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

__all__ = ["Block", "TextRun", "as_plain", "entities_of", "paragraph", "split", "utf16_length"]

_FOLDED = MessageEntityType.EXPANDABLE_BLOCKQUOTE


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters in one look."""

    text: str
    bold: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that stand together on lines of their own.

    A quotation is set off from the rest; a folded one shows its first lines until it is tapped.
    """

    runs: tuple[TextRun, ...]
    quotation: bool = False
    folded: bool = False

    @property
    def text(self) -> str:
        """Its characters alone."""
        return "".join(run.text for run in self.runs)


def paragraph(text: str) -> Block:
    """A block of plain text."""
    return Block((TextRun(text),))


def utf16_length(text: str) -> int:
    """The length of `text` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def as_plain(blocks: Sequence[Block]) -> str:
    """The text of `blocks`, a line break between them."""
    return "\n".join(block.text for block in blocks)


def entities_of(blocks: Sequence[Block]) -> tuple[MessageEntity, ...]:
    """How `blocks` look, as entities of the text that `as_plain` makes of them.

    Nothing has to be escaped, whatever the text holds.
    """
    entities: list[MessageEntity] = []
    at = 0
    for block in blocks:
        quotation = _FOLDED if block.folded else MessageEntityType.BLOCKQUOTE
        looks = [(quotation, at, utf16_length(block.text))] if block.quotation else []
        for run in block.runs:
            length = utf16_length(run.text)
            looks += [(MessageEntityType.BOLD, at, length)] if run.bold else []
            looks += [(MessageEntityType.UNDERLINE, at, length)] if run.underlined else []
            at += length
        entities += [MessageEntity(*look) for look in looks if look[-1]]
        at += 1  # the line break
    return tuple(entities)


# Text is divided after a sentence or a line where there is one in reach.
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")


def _prefix_length(text: str, limit: int) -> int:
    """How many characters of `text` fit `limit` UTF-16 units, up to a sentence's end if any."""
    units = fitting = 0
    for char in text:
        units += utf16_length(char)
        if units > limit:
            break
        fitting += 1
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, fitting)]
    return ends[-1] if ends and fitting < len(text) else fitting


def _divide(block: Block, at: int) -> tuple[Block, Block]:
    """`block` cut after `at` characters."""
    before: list[TextRun] = []
    after: list[TextRun] = []
    left = at
    for run in block.runs:
        if left > 0:
            before.append(replace(run, text=run.text[:left]))
        if left < len(run.text):
            after.append(replace(run, text=run.text[max(left, 0) :]))
        left -= len(run.text)
    return replace(block, runs=tuple(before)), replace(block, runs=tuple(after))


def _fitting(blocks: Sequence[Block], length: int) -> Iterator[Block]:
    """`blocks` with those that are too long for one message cut into several."""
    for block in blocks:
        rest = block
        while utf16_length(rest.text) > length:
            piece, rest = _divide(rest, max(1, _prefix_length(rest.text, length)))
            yield piece
        if rest.text:
            yield rest


def _entities(block: Block) -> int:
    return block.quotation + sum(run.bold + run.underlined for run in block.runs)


def _calm(block: Block, entities: int) -> Block:
    """`block` with no more looks than `entities`; the last ones are dropped."""
    left = entities - block.quotation
    runs = []
    for run in block.runs:
        bold = run.bold and left > 0
        left -= bold
        underlined = run.underlined and left > 0
        left -= underlined
        runs.append(replace(run, bold=bold, underlined=underlined))
    return replace(block, runs=tuple(runs))


def split(
    blocks: Sequence[Block],
    length: int = int(MessageLimit.MAX_TEXT_LENGTH),
    entities: int = int(MessageLimit.MESSAGE_ENTITIES),
) -> list[tuple[Block, ...]]:
    """`blocks` as messages of at most `length` UTF-16 units and `entities` looks each.

    Nothing is lost and nothing empty is sent; no block gives no message.
    """
    messages: list[list[Block]] = []
    units = looks = 0
    for piece in _fitting(blocks, length):
        block = _calm(piece, entities)
        wanted = utf16_length(block.text) + 1  # the line break before it
        if not messages or units + wanted > length or looks + _entities(block) > entities:
            messages.append([])
            units, looks = -1, 0
        messages[-1].append(block)
        units += wanted
        looks += _entities(block)
    return [tuple(message) for message in messages if as_plain(message).strip()]
