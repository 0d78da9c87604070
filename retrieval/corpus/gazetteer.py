"""The gazetteer: places whose governments give reports, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import PurePath

from retrieval.corpus.divisions import (
    ENDING_LEVELS,
    ENDINGS,
    Division,
    called,
    divisions,
    full_names,
    prefixes,
)
from retrieval.errors import WordsError
from retrieval.language.normalization import fold
from retrieval.language.segmentation import jieba
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report
from retrieval.words import load_list
from retrieval.words.files import load_table, word_file

__all__ = [
    "COUNTRY",
    "Gazetteer",
    "GazetteerPlace",
    "load_gazetteer",
    "other_places",
]

COUNTRY = "country"
_LEVELS = (COUNTRY, "province")
_ENDING = "|".join(ENDINGS)
# A place below counties, or one that the list of divisions lacks: the longest that there is, but
# not two (五华区 within 云南省昆明市五华区).
_UNIT = re.compile(rf"[\u4e00-\u9fff]{{1,10}}(?:{_ENDING})")
_TITLE = re.compile(r"(?:(?:19|20)[0-9]{2}年?度?)?(.{0,30}?)(?:人民)?政府工作报告")
# jieba's tag for names of places, and how long 城市, 山区 and other words of the kind are.
_PLACE_TAG = "ns"
_SHORT = 2
_REGION = "地区"
_CONGRESS = re.compile(r"(.{2,30}?)第[一二三四五六七八九十0-9]+届人民代表大会")
# What stands around the name in a title, and before it: no character of a name (于都县).
_ABOUT = "关于"
_AROUND = "0123456789年度的《 "
_OFFICE = re.compile(r"(.{2,30}?)(?:人民政府|[省市区县旗州盟乡镇]长)")


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place: its name, its level, what people call it, and words that hint at it.

    `above`: the names of the divisions that it may lie in, from the top; several where the name
    alone does not say which of those that share it is meant.
    """

    name: str
    level: str
    names: tuple[str, ...]
    hints: tuple[str, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()

    def lies_in(self, text: str) -> tuple[str, ...]:
        """The divisions above it: those that normalized `text` names most often; empty where it
        names none more often than others."""
        if len(self.above) < 2:
            return next(iter(self.above), ())
        counts = [
            sum(text.count(called(fold(name).text)[-1]) for name in above) for above in self.above
        ]
        most = max(counts)
        return self.above[counts.index(most)] if most and counts.count(most) == 1 else ()


class Gazetteer:
    """The places of `retrieval/words/gazetteer.toml`, the divisions of China, and others that
    reports name."""

    def __init__(self, places: Mapping[str, GazetteerPlace]) -> None:
        self.places = places
        self._by_name = {name: place for place in places.values() for name in place.names}

    def location_of(self, report: Report) -> GazetteerPlace | None:
        """The place whose government gave `report`: from its title, its file's name, the congress
        it was given to, or the speaker's office; None where none of them names one."""
        stem = PurePath(report.name).stem
        said = (
            (_TITLE, report.title),
            (_TITLE, stem),
            (_CONGRESS, report.occasion),
            (_OFFICE, report.office),
        )
        for pattern, text in said:
            written = squeeze(text)
            folded = fold(written)
            found = pattern.search(folded.text)
            if found is None or not found.group(1):
                continue
            place = self._named(found.group(1), folded.origin(*found.span(1)).of(written))
            if place is not None:
                return place
        if "全国人民代表大会" in report.occasion or report.office.endswith("总理"):
            return next((each for each in self.places.values() if each.level == COUNTRY), None)
        return None

    def _named(self, piece: str, written: str) -> GazetteerPlace | None:
        """The place with the name `piece`, in the report `written`; None where it is no name."""
        piece = piece.strip(_AROUND).removeprefix(_ABOUT)
        if piece in self._by_name:
            return self._by_name[piece]
        for start in range(len(piece)):
            before, same = piece[:start], divisions().get(piece[start:], ())
            known = [each for each in same if before in prefixes(each.above)]
            if known:
                return _place_of(known)
        end = next((end for end in range(len(piece) - 2, 1, -1) if self._is_place(piece[:end])), 0)
        unit = _UNIT.fullmatch(piece, end)
        if unit is None:
            return None
        name = unit.group()
        ending = next(each for each in ENDINGS if name.endswith(each))
        names = dict.fromkeys((piece, *called(name)))
        # As it is written (a traditional character may be one of the simplified script: 乾), where
        # nothing else than characters was folded.
        written = written.strip(_AROUND).removeprefix(_ABOUT)
        shown = written[-len(name) :] if len(written) == len(piece) else name
        return GazetteerPlace(shown, ENDING_LEVELS[ending], tuple(names))

    def _is_place(self, piece: str) -> bool:
        """Whether `piece` is the name of a province, or of a division with those above it."""
        return piece in self._by_name or any(
            piece[:start] in prefixes(each.above)
            for start in range(len(piece))
            for each in divisions().get(piece[start:], ())
        )


def _place_of(known: Sequence[Division]) -> GazetteerPlace:
    """The place that one of the divisions `known` is; they share a name."""
    name = known[0].name
    ending = next(each for each in ENDINGS if name.endswith(each))
    above = tuple(each.above for each in known)
    return GazetteerPlace(name, ENDING_LEVELS[ending], known[0].names, above=above)


def other_places() -> tuple[str, ...]:
    """Places that a question may name beside those of the reports: the divisions of China and what
    jieba takes for cities, districts and counties (朝阳区, 珠海市), cities also without the last
    character (珠海); not what `no_places.txt` lists."""
    with jieba.get_dict_file() as stream:
        words = [line.split(" ") for line in stream.read().decode("utf-8").splitlines()]
    named = {word for word, _, tag in words if tag == _PLACE_TAG}
    units = {word for word in named if len(word) > _SHORT and word.endswith(ENDINGS)}
    regions = {word for word in units if word.endswith(_REGION) and not _is_unit(word, named)}
    autonomous = [each[0].names for each in divisions().values() if "自治" in each[0].name]
    full = full_names() | {names[1] for names in autonomous}
    cities = {word.removesuffix("市") for word in units | full if word.endswith("市")}
    # Of the shortest names most are words as well: jieba tells which are names.
    short = {names[-1] for names in autonomous if names[1].endswith("州")}
    common = load_list("no_places.txt")
    return tuple(sorted((units - regions | full | ((cities | short) & named)).difference(common)))


def _is_unit(region: str, named: Set[str]) -> bool:
    """Whether `region` (喀什地区, not 沿海地区) is named after a city or county."""
    stem = region.removesuffix(_REGION)
    return not named.isdisjoint((stem + "市", stem + "县"))


def load_gazetteer(file: Traversable | None = None) -> Gazetteer:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("gazetteer.toml")
    places = {}
    for name, row in load_table(file).items():
        level, names, hints = row.get("level"), row.get("names"), row.get("hints", [])
        texts = [names, hints]
        sound = all(
            isinstance(each, list) and all(isinstance(n, str) for n in each) for each in texts
        )
        if level not in _LEVELS or not sound or not names:
            message = f"{file}: {name} needs a level ({' or '.join(_LEVELS)}) and a list of names"
            raise WordsError(message)
        called_so, hinted = (tuple(fold(each).text for each in several) for several in texts)
        places[name] = GazetteerPlace(name, level, called_so, hinted)
    return Gazetteer(places)
