"""The words of `retrieval/words/figures.toml` as patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.figures.numbers import NUMBER
from retrieval.words.files import either, load_table, word_file

__all__ = ["FigureWords", "load_figure_words"]

# Tables of the file with lists of patterns that are used one by one.
_TABLES = ("asked", "names", "ranks", "bounds", "roles", "periods", "labels", "units")
_KINDS = ("measure", "time", "ratio", "things")


@dataclass(frozen=True)
class FigureWords:
    """Patterns by the name of their table and list, such as `roles change`.

    `figure`: a number with its unit, a range of them, a rank, or a number that may be none.
    `kinds`: of each unit, in lower case, whether it is one of measure, time, ratio or things.
    """

    figure: re.Pattern[str]
    patterns: Mapping[str, re.Pattern[str]]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self.patterns[name]

    def kind_of(self, unit: str) -> str:
        """The list that `unit` is in: measure, time, ratio or things; empty where there is none."""
        first = unit.partition("/")[0]
        found = (name for name in _KINDS if self.patterns[f"units {name}"].fullmatch(first))
        return next(found, "")

    def starts(self, name: str, text: str, at: int) -> bool:
        """Whether what `name` names stands at `at` of `text`."""
        return self.patterns[name].match(text, at) is not None

    def holds(self, name: str, text: str) -> bool:
        """Whether `text` holds what `name` names; its patterns end in $ where it has to end so."""
        return self.patterns[name].search(text) is not None


@cache
def load_figure_words(file: Traversable | None = None) -> FigureWords:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("figures.toml")
    table = load_table(file)
    patterns: dict[str, re.Pattern[str]] = {}
    for name in _TABLES:
        lists = table.get(name)
        if not isinstance(lists, dict):
            message = f"{file}: the table {name} is missing"
            raise WordsError(message)
        patterns |= {f"{name} {each}": either(file, lists, each) for each in lists}
    try:
        patterns |= _anchored(patterns)
        patterns["any unit"] = re.compile(_units(table["units"]), re.IGNORECASE)
        return FigureWords(_figure(patterns["any unit"].pattern), patterns)
    except (KeyError, re.error) as error:
        message = f"{file}: {error!r}; mend the file"
        raise WordsError(message) from error


def _anchored(patterns: Mapping[str, re.Pattern[str]]) -> dict[str, re.Pattern[str]]:
    """The patterns that have to end or to begin a text, and those made of several lists."""
    bounds = {name: patterns[f"bounds {name}"].pattern for name in _BOUNDS}
    before = "|".join(bounds[name] for name in _BOUNDS if name.endswith("before"))
    after = "|".join(bounds[name] for name in _BOUNDS if name.endswith("after"))
    change, between = patterns["roles change"].pattern, patterns["roles between"].pattern
    tail, compared = patterns["labels tail"].pattern, patterns["labels compared"].pattern
    return {
        "bound before": re.compile(f"(?:{before})$"),
        "bound after": re.compile(f"(?:[(（]含[)）])?(?:{after})"),
        "changed by": re.compile(f"(?:{change})(?:{between})"),
        "tail": re.compile(f"(?:{tail}|{compared})$"),
        "period": re.compile(f"{_YEARS}|{patterns['periods words'].pattern}"),
        "head": re.compile(f"(?:{patterns['labels head'].pattern})"),
        "nothing": re.compile(f"(?:{patterns['labels nothing'].pattern})+"),
    }


# Years in digits or numerals, up to another one and with their months.
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3})年?"
_YEARS = (
    f"(?:到|至|截至)?{_YEAR}(?<=年)(?:(?:到|至|-|—|~)?{_YEAR}(?<=年))?(?:[末底初]|[上下]半年|(?:1-|一至)?[0-9]{{1,2}}月)?"
    f"|{_YEAR}(?:到|至|-|—|~)+{_YEAR}(?<=年)"
)
_BOUNDS = (
    *("over_before", "over_after", "least_before", "most_before", "most_after"),
    *("about_before", "about_after"),
)


def _units(units: Mapping[str, Sequence[str]]) -> str:
    """Any unit, or one in terms of another (公里/平方公里)."""
    listed = [unit for name in _KINDS for unit in units[name]]
    # By their own length, without what may not follow: 平方公里 is not 平方.
    listed.sort(key=lambda unit: len(unit.partition("(?!")[0]), reverse=True)
    return f"(?:{'|'.join(listed)})(?:/(?:{'|'.join(listed)}|[年月日]))?"


def _figure(unit: str) -> re.Pattern[str]:
    """A number, or a range of numbers, with its unit; or a rank."""
    to = f"(?:-|—|~|～|–|至|到){NUMBER}"
    rank = "第(?P<rank>[0-9]+|[一二三四五六七八九十]+)(?P<counted>[位名]?)"
    number = (
        f"(?P<number>百分之{NUMBER}{to}|(?P<first>{NUMBER})(?P<second>(?:{unit})?{to}(?={unit}))?)"
    )
    year = "(?P<year>年(?:度|[末底初])?)"
    return re.compile(f"{rank}|{number}(?:{year}|(?P<unit>{unit}))?", re.IGNORECASE)
