"""The gazetteer: places whose governments give reports, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import PurePath

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
    "places_of_jieba",
    "short_name",
]

COUNTRY = "country"
_LEVELS = (COUNTRY, "province")
# Endings of the names of lower places, with their levels.
_ENDINGS = {
    "自治州": "prefecture",
    "地区": "prefecture",
    "盟": "prefecture",
    "州": "prefecture",
    "新区": "county",
    "自治县": "county",
    "市": "city",
    "区": "county",
    "县": "county",
    "旗": "county",
    "街道": "township",
    "镇": "township",
    "乡": "township",
}
_LONGEST_FIRST = sorted(_ENDINGS, key=len, reverse=True)
_ENDING = "|".join(_LONGEST_FIRST)
# 北京市朝阳区, 云南省昆明市五华区: each piece up to its ending, the shortest that there is.
_UNIT = re.compile(rf"[\u4e00-\u9fff]{{1,8}}?(?:省|自治区|特别行政区|{_ENDING})")
# The ending that gives the level of a place, after at least two characters: not that of 沙市.
_SUFFIX = re.compile(rf"(?<=..)(?:省|自治区|特别行政区|{_ENDING})$")
_TITLE = re.compile(r"(?:(?:19|20)[0-9]{2}年?度?)?(.{0,30}?)(?:人民)?政府工作报告")
# jieba's tag for names of places, and how long 城市, 山区 and other words of the kind are.
_PLACE_TAG = "ns"
_SHORT = 2
_REGION = "地区"
_CONGRESS = re.compile(r"(.{2,30}?)第[一二三四五六七八九十0-9]+届人民代表大会")
_OFFICE = re.compile(r"(.{2,30}?)(?:人民政府|[省市区县旗州盟乡镇]长)")


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place: its name, its level, what people call it, and words that hint at it."""

    name: str
    level: str
    names: tuple[str, ...]
    hints: tuple[str, ...] = ()


class Gazetteer:
    """The places of `retrieval/words/gazetteer.toml`, and those that reports name."""

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
            found = pattern.search(fold(squeeze(text)).text)
            place = self._named(found.group(1)) if found else None
            if place is not None:
                return place
        if "全国人民代表大会" in report.occasion or report.office.endswith("总理"):
            return next((each for each in self.places.values() if each.level == COUNTRY), None)
        return None

    def _named(self, piece: str) -> GazetteerPlace | None:
        """The place with the name `piece`; None where it is no name of a place."""
        piece = piece.strip("0123456789年度关于的《 ")
        if piece in self._by_name:
            return self._by_name[piece]
        units = _UNIT.findall(piece)
        if not units or "".join(units) != piece:
            return None
        last = units[-1]
        if last in self._by_name:
            return self._by_name[last]
        ending = next((each for each in _LONGEST_FIRST if last.endswith(each)), None)
        if ending is None:  # no province of this name
            return None
        names = dict.fromkeys((piece, last, short_name(last)))
        return GazetteerPlace(last, _ENDINGS[ending], tuple(names))


def short_name(place: str) -> str:
    """The shortest name of `place` in texts: 通州 of 通州区, 喀什 of 喀什地区."""
    return _SUFFIX.sub("", place)


def places_of_jieba() -> tuple[str, ...]:
    """The cities, districts and counties that jieba knows (朝阳区, 珠海市), cities also without
    the last character (珠海); not what `no_places.txt` lists."""
    with jieba.get_dict_file() as stream:
        words = [line.split(" ") for line in stream.read().decode("utf-8").splitlines()]
    named = {word for word, _, tag in words if tag == _PLACE_TAG}
    units = {word for word in named if len(word) > _SHORT and word.endswith(tuple(_ENDINGS))}
    regions = {word for word in units if word.endswith(_REGION) and not _is_unit(word, named)}
    cities = {word.removesuffix("市") for word in units if word.endswith("市")}
    common = load_list("no_places.txt")
    return tuple(sorted((units - regions | (cities & named)).difference(common)))


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
        places[name] = GazetteerPlace(
            name, level, *(tuple(fold(each).text for each in several) for several in texts)
        )
    return Gazetteer(places)
