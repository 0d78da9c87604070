"""Structured text, its Telegram entities, and its division into messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

__all__ = [
    "Block", "TextRun", "as_plain", "entities_of", "lines_of_people", "paragraph", "persons_words",
    "split", "utf16_length",
]  # fmt: skip

_FOLDED = MessageEntityType.EXPANDABLE_BLOCKQUOTE


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text in one style.

    `literal`: a person's words with something that Telegram would make a link or a mention of: they
    are shown as they are, not as a link under the bot's name.
    """

    text: str
    bold: bool = False
    underlined: bool = False
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Runs on lines of their own.

    A folded quotation shows only its first lines until it is tapped.
    """

    runs: tuple[TextRun, ...]
    quotation: bool = False
    folded: bool = False

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(run.text for run in self.runs)


def paragraph(text: str) -> Block:
    """A block of plain text."""
    return Block((TextRun(text),))


# What Telegram makes live by itself: addresses, mentions, tags, commands.
_LINK = re.compile(r"://|[@#]\w|[^\W\d_][\w-]*\.[^\W\d_]{2}")
_LIVE = re.compile(rf"{_LINK.pattern}|/[A-Za-z]")


def persons_words(text: str) -> TextRun:
    """A run of a person's own words."""
    return TextRun(text, literal=_LIVE.search(text) is not None)


def lines_of_people(text: str) -> Block:
    """A block of lines, some of which quote people; commands in them stay live."""
    lines = text.splitlines(keepends=True)
    return Block(tuple(TextRun(line, literal=_LINK.search(line) is not None) for line in lines))


def utf16_length(text: str) -> int:
    """The length of `text` as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def as_plain(blocks: Sequence[Block]) -> str:
    """The text of `blocks`, separated by line breaks."""
    return "\n".join(block.text for block in blocks)


def entities_of(blocks: Sequence[Block]) -> tuple[MessageEntity, ...]:
    """The styles of `blocks` as entities of the text that `as_plain` makes of them."""
    entities: list[MessageEntity] = []
    at = 0
    for block in blocks:
        quotation = _FOLDED if block.folded else MessageEntityType.BLOCKQUOTE
        styles = [(quotation, at, utf16_length(block.text))] if block.quotation else []
        for run in block.runs:
            length = utf16_length(run.text)
            styles += [(MessageEntityType.BOLD, at, length)] if run.bold else []
            styles += [(MessageEntityType.UNDERLINE, at, length)] if run.underlined else []
            styles += [(MessageEntityType.CODE, at, length)] if run.literal else []
            at += length
        entities += [MessageEntity(*style) for style in styles if style[-1]]
        at += 1  # the line break
    return tuple(entities)


# Long text is divided after a sentence or a line where one ends within the limit.
_SENTENCE_END = re.compile(r"[。！？；!?;\n]")


def _prefix_length(text: str, limit: int) -> int:
    """How many characters of `text` fit `limit` UTF-16 units, up to a sentence's end if any."""
    units = text.encode("utf-16-le", errors="surrogatepass")[: 2 * limit]
    fitting = len(units.decode("utf-16-le", errors="ignore"))  # without half of a surrogate pair
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, fitting)]
    return ends[-1] if ends and fitting < len(text) else fitting


def _divide(block: Block, at: int) -> tuple[Block, Block]:
    """`block` cut after `at` characters."""
    before: list[TextRun] = []
    after: list[TextRun] = []
    for run in block.runs:
        before += [replace(run, text=run.text[:at])] if at > 0 else []
        after += [replace(run, text=run.text[max(at, 0) :])] if at < len(run.text) else []
        at -= len(run.text)
    return replace(block, runs=tuple(before)), replace(block, runs=tuple(after))


def _fitting(blocks: Sequence[Block], length: int) -> Iterator[Block]:
    """`blocks`, those too long for one message divided."""
    for block in blocks:
        rest = block
        while utf16_length(rest.text) > length:
            piece, rest = _divide(rest, max(1, _prefix_length(rest.text, length)))
            yield piece
        if rest.text:
            yield rest


def _entities(block: Block) -> int:
    return block.quotation + sum(run.bold + run.underlined + run.literal for run in block.runs)


def _with_fewer_styles(block: Block, entities: int) -> Block:
    """`block` with at most `entities` entities; the last styles beyond that are dropped."""
    if _entities(block) <= entities:
        return block
    left = entities - block.quotation
    runs = []
    for run in block.runs:
        bold = run.bold and left > 0
        underlined = run.underlined and left > bold
        left -= bold + underlined
        runs.append(replace(run, bold=bold, underlined=underlined))
    return replace(block, runs=tuple(runs))


def split(
    blocks: Sequence[Block],
    length: int = int(MessageLimit.MAX_TEXT_LENGTH),
    entities: int = int(MessageLimit.MESSAGE_ENTITIES),
) -> list[tuple[Block, ...]]:
    """`blocks` as messages of at most `length` UTF-16 units and `entities` entities each.

    No text is lost; no message is empty.
    """
    messages: list[list[Block]] = []
    units = styles = 0
    for piece in _fitting(blocks, length):
        block = _with_fewer_styles(piece, entities)
        wanted = utf16_length(block.text) + 1  # the line break before it
        if not messages or units + wanted > length or styles + _entities(block) > entities:
            messages.append([])
            units, styles = -1, 0
        messages[-1].append(block)
        units += wanted
        styles += _entities(block)
    return [tuple(message) for message in messages if as_plain(message).strip()]
