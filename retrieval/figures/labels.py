"""Labels: the words of a sentence that name what each of its figures counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.figures.finder import Found
from retrieval.figures.names import Label, core
from retrieval.figures.words import FigureWords

__all__ = ["Stretch", "labels_of", "stretches_of"]

# What ends a clause; a comma within a number is not asked.
_CLAUSE_END = re.compile("[,，;；:：。!！?？…]|——")
_NOUN_END = re.compile("[、（(“”》]")
_LIST = re.compile("[^、（(“”》]+(?:、[^、（(“”》]+?)+?等(?=[^、]{2})")
_AND_MORE = re.compile("[和及与等]")
_AND = re.compile("[、和及与]|以及")
# What stands between figures that are listed.
_JOINED = ("", "、", "和", "及", "与")
_SHARES = ("%", "‰")
_UNITS_BEFORE = ("measure", "time", "ratio")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words around a figure that belong to it: from `left` up to it, and from `right` to `end`.

    `first`, `last`: whether it is the first or the last figure of its clause.
    """

    left: int
    right: int
    end: int
    first: bool
    last: bool


def stretches_of(text: str, found: Sequence[Found], words: FigureWords) -> list[Stretch]:
    """The stretch of each figure of plain `text`."""
    marks = [each.span() for each in _CLAUSE_END.finditer(text) if not _within(each, found)]
    ends, stops = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    stretches: list[Stretch] = []
    for number, each in enumerate(found):
        left = ends[bisect_right(ends, each.start) - 1]
        stop = stops[bisect_left(stops, each.end)]
        before = found[number - 1] if number else None
        first = before is None or before.end <= left
        if before is not None and not first:
            left = _begin(text, stretches[-1].right, each.start)
        left = _opened(text, left, each.start)
        after = words["bound after"].match(text, each.end)
        right = after.end() if after else each.end
        later = found[number + 1].start if number + 1 < len(found) else stop
        stretches.append(Stretch(left, right, min(stop, later), first, later >= stop))
    return stretches


def _within(match: re.Match[str], found: Sequence[Found]) -> bool:
    return any(each.start < match.start() < each.end for each in found)


def _begin(text: str, right: int, start: int) -> int:
    """Where the words of a figure at `start` begin, behind the one that ends at `right`: 、 parts
    the noun of one (6个乡) from the words of the next."""
    cut = text.rfind("、", right, start)
    return right if cut < 0 else cut + 1


def _opened(text: str, left: int, start: int) -> int:
    """`left`, or behind a bracket that is still open at `start`."""
    bracket = max(text.rfind("（", left, start), text.rfind("(", left, start))
    closed = max(text.rfind("）", left, start), text.rfind(")", left, start))
    return bracket + 1 if bracket > closed else left


def labels_of(
    text: str, found: Sequence[Found], stretches: Sequence[Stretch], words: FigureWords
) -> list[Label | None]:
    """The label of each figure of plain `text`; a clause that names nothing goes on from the one
    before."""
    labels: list[Label | None] = []
    own: Label | None = None
    pairs = list(zip(found, stretches, strict=True))
    owns = _with_noun_of_next(text, pairs, [_own_label(text, *pair, words) for pair in pairs])
    for number, (stretch, label) in enumerate(zip(stretches, owns, strict=True)):
        if label is None and number and not stretch.first:
            label = labels[-1]  # 由2.3%转为8.5%, 5%、6%
        elif label is None:
            label = _clause_before(text, found, number, stretch, words) or own
        own = label or own
        labels.append(label)
    return _distributed(text, found, stretches, labels, words)


def _with_noun_of_next(
    text: str, pairs: Sequence[tuple[Found, Stretch]], owns: list[Label | None]
) -> list[Label | None]:
    """`owns` with the noun that figures share, which stands behind the last: 33条、101公里河道."""
    for number in range(len(pairs) - 2, -1, -1):
        (_, stretch), (following, _), noun = pairs[number], pairs[number + 1], owns[number + 1]
        joined = text[stretch.right : following.start] in _JOINED
        if owns[number] is None and joined and noun and noun.start >= following.end:
            owns[number] = Label(noun.start, noun.end)
    return owns


def _own_label(text: str, each: Found, stretch: Stretch, words: FigureWords) -> Label | None:
    """The label among the words around a figure; None where they name nothing."""
    left = core(text, stretch.left, each.start, words)
    if each.is_rank:
        return left
    measured = words.kind_of(each.base) in _UNITS_BEFORE
    right = _noun_behind(text, stretch, 2 if measured else 1, words)
    of = each.base in _SHARES and text.startswith("的", stretch.right)
    bare = left is not None and words["labels bare"].fullmatch(text, left.start, left.end)
    if right is None or (left is not None and measured and not of and not bare):
        return left
    return Label(right.start, right.end, (left.start, left.end) if left else None)


def _noun_behind(text: str, stretch: Stretch, least: int, words: FigureWords) -> Label | None:
    start = stretch.right + (text[stretch.right : stretch.right + 1] == "的")
    end = stretch.end
    # A name that begins in quotation marks goes on behind them: “两重”项目.
    closed = text.find("”", start, end) + 1 if text.startswith("“", start) else start
    listed = _LIST.match(text, closed, end)  # 产业、交通、公共服务等重大项目、总投资…
    cut = _NOUN_END.search(text, listed.end() if listed else closed, end)
    if cut and not (
        cut.group() == "、" and cut.start() > start and _is_list(text, cut, end, stretch)
    ):
        end = cut.start()
    ended = words["labels end"].search(text, closed, end)
    if ended:
        end = ended.start()
    if end - start < least or words["nothing"].fullmatch(text, start, end):
        return None
    return Label(start, end)


def _is_list(text: str, cut: re.Match[str], end: int, stretch: Stretch) -> bool:
    """Whether 、 at `cut` goes on with one name (食品、药品和其他消费品安全标准)."""
    return stretch.last and _AND_MORE.search(text, cut.end(), end) is not None


def _clause_before(
    text: str, found: Sequence[Found], number: int, stretch: Stretch, words: FigureWords
) -> Label | None:
    """The name in a clause without figures just before that of a figure (钢的产量，1958年…)."""
    floor = found[number - 1].end if number else 0
    stop = stretch.left
    while stop > floor:
        start = max((m.end() for m in _CLAUSE_END.finditer(text, floor, stop - 1)), default=floor)
        if start == floor and number:
            return None
        label = core(text, start, stop - 1, words)
        if label is not None:
            return label
        stop = start
    return None


def _distributed(
    text: str,
    found: Sequence[Found],
    stretches: Sequence[Stretch],
    labels: list[Label | None],
    words: FigureWords,
) -> list[Label | None]:
    """`labels` with those of A和B分别增长1%、2% given each to its figure."""
    shared = list(labels)
    for number, stretch in enumerate(stretches):
        label = labels[number]
        if label is None or not stretch.first:
            continue
        last = number
        while last + 1 < len(found) and labels[last + 1] is label:
            last += 1
        said = words["labels distributed"].search(text, stretch.left, found[number].start)
        joined = all(
            text[s.left : f.start] in _JOINED
            for s, f in zip(
                stretches[number + 1 : last + 1], found[number + 1 : last + 1], strict=True
            )
        )
        things = _things(text, label)
        if (
            (said or joined)
            and 1 < len(things) == last - number + 1
            and all(t.end - t.start > 1 for t in things)
        ):
            shared[number : last + 1] = things
    return shared


def _things(text: str, label: Label) -> list[Label]:
    things, at = [], label.start
    for match in _AND.finditer(text, label.start, label.end):
        if match.start() > at:
            things.append(Label(at, match.start()))
        at = match.end()
    return [*things, Label(at, label.end)] if at < label.end else things
