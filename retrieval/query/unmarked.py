"""Unmarked: what a question wants beside each other where no usual mark divides it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from retrieval.query.pieces import MOST, completed
from retrieval.query.shape import Piece, Shape
from retrieval.query.shape_words import ENDS, bare_of_comparison

__all__ = ["unmarked"]

# A name of fewer characters is none, nor a subject.
_LEAST = 2
# The model has to be so sure where no mark divides: one question that is divided loses its answer.
_SURE = 0.6
_COMMAS = re.compile("[,;?。:\n]+")
# Asks for several things without naming them: 给我三个数, 请答复以下二问.
_INTRODUCES = re.compile(
    "(?:我|请|麻烦|给|帮|想|要|查|答复|告诉|报|列|说|讲|以下|[这那二两三四五六几0-9个件项点样数]"
    "|问题?|事儿?|一?下|还有|另外|以及|[你们]|知道|关心|就)+"
)
# Said around each of them: 其一, 先说一下, 另问.
_AROUND = re.compile(
    "^(?:其[一二三四]|先|再|然后|接着|最后|还有|另外|以及|顺便|并|再就是|一[个是]|二是|三是|麻烦|请|烦请"
    "|告知|告诉我?|说明|说一?下|说说|讲讲|答复|列示|分别|一并|另问|想?问下?)+|[呢吧嘛哈哇啊呀]+$"
)
# Before the first of two things, and no part of its name.
_BEFORE = re.compile(".*[,;:?。]|把|将|请?(?:试?比较|对比)|麻烦|问下?")
# What came of a thing, and what it is to come to.
_CAME, _TO_COME = "已经", "今后"


def unmarked(
    text: str,
    bounds: Collection[int],
    likely: Mapping[str, float],
    patterns: Mapping[str, re.Pattern[str]],
) -> tuple[Shape, tuple[Piece, ...]] | None:
    """What `text` wants beside each other, and the shape of that; None where it is one question.

    `bounds`: the offsets where words begin and end; `likely`: the probability of each label of the
    shape model; `patterns`: those of `shapes.toml`.

    Compared are two things (出口跟进口哪头大), else what came of the one thing and what is aimed
    at: sides without a label, which stand at different places of a report.
    """
    if likely["comparison"] >= _SURE:
        sides = _of_things(text, bounds, patterns) or _of_one(text, patterns)
        return (Shape.COMPARISON, sides) if sides else None
    pieces = _enumerated(text, patterns) if likely["parts"] >= _SURE else ()
    return (Shape.PARTS, pieces) if pieces else None


def _enumerated(text: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[Piece, ...]:
    """The questions of `text`, which asks for several, between its commas, else between 、 and 和;
    none where one of them names nothing.  What only introduces them is none of them."""
    parts = [each for each in _COMMAS.split(text) if not _INTRODUCES.fullmatch(each.strip(ENDS))]
    named = len(parts) == 1 or not patterns["asks"].search(text)
    if len(parts) == 1:
        parts = patterns["joins"].split(parts[0])
    labels = [label for label in map(_asked, parts) if label]
    if not named:
        labels = _asking(labels, patterns["asks"])
    if not 1 < len(labels) <= MOST or any(len(label) < _LEAST for label in labels):
        return ()
    if not named:
        return tuple(completed(labels, patterns["times"]))
    # 1985年的农业总产值、工业总产值
    owner, of, _ = labels[0].rpartition("的")
    head = owner + of if not any("的" in label for label in labels[1:]) else ""
    return (Piece(labels[0], labels[0]), *(Piece(label, head + label) for label in labels[1:]))


def _asked(part: str) -> str:
    """`part` without what is said before and behind what it asks for."""
    return _AROUND.sub("", part.strip(ENDS)).strip(ENDS)


def _asking(parts: list[str], asks: re.Pattern[str]) -> list[str]:
    """`parts` of which each asks; what asks nothing belongs to the next one that does."""
    found, waiting = [], ""
    for part in parts:
        whole = f"{waiting},{part}" if waiting else part
        if asks.search(part):
            found.append(whole)
        waiting = "" if asks.search(part) else whole
    return [*found, waiting] if waiting else found


def _of_things(
    text: str, bounds: Collection[int], patterns: Mapping[str, re.Pattern[str]]
) -> tuple[Piece, ...]:
    """The words on both sides of a joint, each with what is asked of both behind the second, or,
    where nothing is, with what the first is called more closely (成都的高铁里程跟重庆比一比)."""
    for joint in patterns["joins"].finditer(text):
        if not {*joint.span()} <= {*bounds}:
            continue  # within a word: 和平
        first = _BEFORE.sub("", text[: joint.start()])
        end = next((at for at in sorted(bounds) if at >= joint.end() + _LEAST), len(text))
        second, tail = text[joint.end() : end], _bare(text[end:], patterns)
        owner, of, thing = first.partition("的")
        if not tail and of:
            first, tail = owner, thing
        named = min(len(first), len(second)) >= _LEAST
        if named and not any(patterns[each].search(second) for each in ("times", "comes", "aims")):
            return tuple(Piece(each, f"{each}{tail}") for each in (first, second))
    return ()


def _of_one(text: str, patterns: Mapping[str, re.Pattern[str]]) -> tuple[Piece, ...]:
    """One thing, as it came and as it is aimed at."""
    thing = _bare(patterns["times"].sub(" ", text), patterns)
    if len(thing) < _LEAST:
        return ()
    return (Piece("", f"{_CAME}{thing}"), Piece("", f"{_TO_COME}{thing}"))


def _bare(text: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """`text` without the words of a comparison, and those behind what is compared."""
    return _asked(bare_of_comparison(text, patterns))
