"""Roles: whether a figure is an amount, a change, a rate, a share, a rank, a target or a limit."""

from __future__ import annotations

from retrieval.figures.figure import Bound, Kind, Role, Tense
from retrieval.figures.finder import Found
from retrieval.figures.labels import Stretch
from retrieval.figures.words import FigureWords

__all__ = ["bound_of", "is_limit", "kind_of", "role_of"]

_RATIO = ("%", "‰")
# Words that say how exact a figure is, the stronger first.
_BEFORE = {
    "least_before": Bound.LEAST,
    "most_before": Bound.MOST,
    "over_before": Bound.OVER,
    "about_before": Bound.ABOUT,
}
_AFTER = {"over_after": Bound.LEAST, "most_after": Bound.MOST, "about_after": Bound.ABOUT}


def kind_of(
    text: str,
    each: Found,
    stretch: Stretch,
    before: Kind | None,
    shares_label: bool,
    named: int | None,
    words: FigureWords,
) -> Kind:
    """The kind of a figure of plain `text`.

    `before`: that of the figure before it, whose label it shares where `shares_label`.
    `named`: where its label begins.
    """
    if each.is_rank:
        return Kind.RANK
    left = text[stretch.left : each.start]
    changed = words["changed by"].search(left) is not None
    if each.base == "番":
        return Kind.RATE
    if each.base in _RATIO or _is_fraction(each, text):
        if changed or words.holds("roles rate_nouns", left):
            return Kind.RATE
        # 经济增长速度的调控目标，定为百分之八
        own = named is not None and named < stretch.left and not shares_label
        if own and words.holds("roles rate_nouns", text[named : stretch.left].rstrip(",，")):
            return Kind.RATE
        if words.holds("roles share", left):
            return Kind.SHARE
        listed = before is Kind.RATE and (shares_label or (not stretch.first and len(left) <= 1))
        return Kind.RATE if listed else Kind.SHARE
    if each.base == "倍":
        return Kind.RATE if changed else Kind.AMOUNT
    if changed or each.base == "百分点":
        return Kind.CHANGE
    listed = before is Kind.CHANGE and not stretch.first and left in ("、", "和", "")
    return Kind.CHANGE if listed else Kind.AMOUNT


def _is_fraction(each: Found, text: str) -> bool:
    return not each.base and any(mark in text[each.start : each.end] for mark in ("分之", "/"))


def bound_of(text: str, each: Found, words: FigureWords) -> tuple[Bound, int, int]:
    """How exact a figure is, and where it begins and ends with the words that say so."""
    before = words["bound before"].search(text[: each.start])
    after = words["bound after"].match(text, each.end)
    start, end = before.start() if before else each.start, after.end() if after else each.end
    bound = Bound.OVER if each.more else Bound.EXACT
    if after:
        said = after.group().removeprefix("（含）").removeprefix("(含)")
        bound = next(b for name, b in _AFTER.items() if words[f"bounds {name}"].fullmatch(said))
    if before:
        bound = next(
            b for name, b in _BEFORE.items() if words[f"bounds {name}"].fullmatch(before.group())
        )
    return bound, start, end


def is_limit(text: str, each: Found, stretch: Stretch, words: FigureWords) -> bool:
    """Whether words around a figure make it a cap or a floor."""
    return words.holds("bounds limit_before", text[stretch.left : each.start]) or words.starts(
        "bounds limit_after", text, each.end
    )


def role_of(kind: Kind, tense: Tense, limit: bool) -> Role:
    """The role of a figure of this kind and tense."""
    if limit:
        return Role.LIMIT
    return Role.TARGET if tense is Tense.PLAN else Role(kind)
