"""Place matching: the places that a question names, by the gazetteer and the loaded reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.corpus.divisions import full_names, namesakes, prefixes
from retrieval.corpus.gazetteer import COUNTRY, Gazetteer
from retrieval.corpus.metadata import ReportMetadata
from retrieval.language.matching import Terms, is_inside_latin_word, longest_matches
from retrieval.query.mentions import PlaceMention
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["Places"]

# 那北京呢, 上海的呢?
_OTHER = re.compile(
    r"(?:那么?|换成|要是)?(?:在)?(.{1,12}?)(?:的|那边)?(?:呢|怎么样|咋样)?[?。!,\s]*"
)


class Places:
    """The places of the loaded reports, and others that a question may name."""

    def __init__(
        self, metadata: Sequence[ReportMetadata], gazetteer: Gazetteer, others: Sequence[str]
    ) -> None:
        self._levels = {meta.place: meta.level for meta in metadata}
        own = _names(metadata, gazetteer)
        self._others = frozenset(others) - own.keys()
        # Of the same name as a place with a report, told from it by what stands above.
        self._namesakes = frozenset(name for name in own if not own[name] & self._levels.keys())
        self._namesakes -= {name for each in gazetteer.places.values() for name in each.names}
        self._names = own | {name: frozenset((name,)) for name in self._others}
        self._terms = Terms(self._names)
        self._in_text = frozenset(place for meta in metadata for place in meta.named_places)
        self._hints = [hint for place in gazetteer.places.values() for hint in place.hints]

    def in_text(self, text: str, boundaries: frozenset[int]) -> tuple[PlaceMention, ...]:
        """The places that normalized `text` names; `boundaries`: where its words begin and end.

        Places without reports count as whole words only: 沿海城市 is not 海城市.
        """
        return tuple(
            each
            for each in self._mentions(text, boundaries)
            if each.span.of(text) not in self._others
            or {each.span.start, each.span.end} <= boundaries
        )

    def loaded(self, mention: PlaceMention) -> frozenset[str]:
        """Those of its places that have reports."""
        return frozenset(mention.places & self._levels.keys())

    def at_home(self, home: str) -> Places:
        """The same, where a name of several places with reports means that of `home`, if any."""
        self._names = {
            name: frozenset((home,)) if home in places else places
            for name, places in self._names.items()
        }
        self._terms = Terms(self._names)
        return self

    def is_absent(self, mention: PlaceMention, question: Question) -> bool:
        """Whether `mention` in `question` is for certain a place of which no report says anything:
        another one of the name of one with a report, or a division that none of them names."""
        name = mention.span.of(question.read.text)
        unnamed = name in question.places and name in full_names() and name not in self._in_text
        return name in self._namesakes or unnamed

    def called(self, name: str) -> str | None:
        """The place with reports that people call `name`; None where there is none."""
        return min(self._names.get(name, frozenset()) & self._levels.keys(), default=None)

    def hinted(self, text: str) -> bool:
        """Whether normalized `text` may mean the country (全国, 国家)."""
        return any(hint in text for hint in self._hints)

    def meant(self, text: str, mentions: Sequence[PlaceMention]) -> list[frozenset[str]]:
        """The places with reports that are meant, each once: of 北京朝阳 the latter."""
        meant = list(mentions)
        for each, following in pairwise(mentions):
            joined = not text[each.span.end : following.span.start].strip("的市省 ")
            if joined and self._level(following) not in (self._level(each), COUNTRY):
                meant.remove(each)
        return list(dict.fromkeys(map(self.loaded, meant)))

    def _level(self, mention: PlaceMention) -> str:
        return self._levels[min(self.loaded(mention))]

    def elsewhere(self, text: str, previous: str) -> str | None:
        """The question `previous` with the place that `text` names instead of its own (那北京呢).

        None where `text` names anything but a place.  Both are normalized.
        """
        match = _OTHER.fullmatch(text)
        bare = match.group(1) if match else ""
        whole = self._mentions(bare, frozenset((0, len(bare))))
        if len(self._levels) == 1 or [each.span for each in whole] != [Span(0, len(bare))]:
            return None
        boundaries = frozenset(range(len(previous) + 1))
        named = [each.span for each in self._mentions(previous, boundaries)]
        if not named:
            return bare + previous
        return previous[: named[0].start] + bare + previous[named[-1].end :]

    def _mentions(self, text: str, boundaries: frozenset[int]) -> list[PlaceMention]:
        """The mentions in normalized `text` of places by their names, the longest where they
        overlap.

        `boundaries`: the offsets where words begin and end.  A name of one character counts only
        beside a year (沪2024年), a Latin one only as a whole word.
        """

        def accepts(start: int, end: int) -> bool:
            if end - start > 1 or text[start].isascii():
                return not is_inside_latin_word(text, start, end)
            before, after = text[start - 1 : start], text[end : end + 1]
            beside_year = after.isdigit() or before in "年0123456789"
            return start in boundaries and end in boundaries and beside_year

        found: list[PlaceMention] = []
        for span in longest_matches(text, self._terms, accepts):
            if not found or span.start >= found[-1].span.end:  # not 海东 within 上海东方
                found.append(PlaceMention(span, self._names[span.of(text)]))
        return found


def _names(metadata: Sequence[ReportMetadata], gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """All places by each of their names."""
    names: dict[str, set[str]] = {}
    for place in gazetteer.places.values():
        for name in place.names:
            names.setdefault(name, set()).add(place.name)
    for meta in metadata:
        for name in _qualified(meta.place_names, meta.above):
            names.setdefault(name, set()).add(meta.place)
    for meta in metadata:
        for other in namesakes(meta.place_names) if meta.above else ():
            if other.above != meta.above or meta.place_names[0] != other.names[0]:
                for name in _qualified(other.names, other.above) - {*other.names[1:]}:
                    names.setdefault(name, {other.path})
    return {name: frozenset(several) for name, several in names.items()}


def _qualified(names: Sequence[str], above: tuple[str, ...]) -> set[str]:
    """`names`, alone and with the divisions above (长春朝阳区, 吉林省长春市朝阳区)."""
    return {before + name for before in prefixes(above) for name in names}
