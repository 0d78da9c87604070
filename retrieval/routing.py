"""Routing: which of the loaded reports a question is put to, and in which order.

A question that names place or year goes to that report; one that names none to the newest of the
home place.  Only where these are silent others are asked, and what they say has to be surer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from retrieval.gazetteer import COUNTRY, Gazetteer
from retrieval.listing import Listing
from retrieval.mentions import PlaceMention, RouteWords, YearMention, places_in
from retrieval.outcome import Outcome
from retrieval.report import Span
from retrieval.route import Group, Route, Search, Stop

__all__ = ["Router"]

# What follows is in log-odds, as margins are: how much surer a report has to be than another.
# A result of a year that is named may stand in the report of that year as well.
_OTHER_OF_TWO = -0.5
# Older reports of a place, where the newest is silent.
_OLDER = -1.0
# Reports of other places, where no place was named.
_ELSEWHERE = -0.5
# The country, where a word may mean it (全国, 国家), and often does not.
_HINTED = -0.5
# Older reports that are asked, newest first: more would each have its chance to be wrong.
_MOST_OLDER = 3
# Answers side by side: more fill several screens.
_MOST_GROUPS = 10
# What may stand between two places or years that are asked about side by side.
_CONNECTORS = frozenset(
    ["和", "与", "、", "跟", "同", "及", "以及", "还有", ",", "比", "and", "vs"]
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says of reports: places by name, years, words for the report itself, and what
    else of it only leads to reports."""

    text: str
    places: tuple[PlaceMention, ...]
    years: tuple[YearMention, ...]
    report: tuple[Span, ...]
    leading: tuple[Span, ...] = ()


class Router:
    """Finds the way to the reports that are listed."""

    def __init__(
        self,
        listings: Sequence[Listing],
        gazetteer: Gazetteer,
        words: RouteWords,
        places: Sequence[str],
        home: str = "",
    ) -> None:
        """`places`: others that a question may name; `home`: what people call the home place.

        Without it that is the place of reports with phrasings, else the one with most reports.
        """
        self._listings = listings
        self._words = words
        self._of: dict[str, list[int]] = {}
        for number, listing in enumerate(listings):
            self._of.setdefault(listing.place, []).append(number)
        self._names, self._hints = _names(listings, gazetteer, places)
        self.home = self._home(home)

    def _home(self, home: str) -> str:
        named = self._names.get(home, frozenset()) & self._of.keys()
        if named:
            return min(named)
        prepared = [each.place for each in self._listings if each.prepared]
        places = prepared or [each.place for each in self._listings if each.place]
        return max(sorted(set(places)), key=places.count, default="")

    def route(self, text: str, boundaries: frozenset[int]) -> Route:
        """The way for folded `text`, whose words begin and end at `boundaries`."""
        if len(self._listings) == 1:
            return Route((Group(((Stop(0),),)),))
        mentions = tuple(places_in(text, self._names, boundaries))
        loaded = tuple(each for each in mentions if each.places & self._of.keys())
        wanted = self._most_specific(text, loaded)
        newest = self._newest_year(wanted)
        years = tuple(self._words.years(text, newest))
        asked = _Asked(text, loaded, years, tuple(self._words.report_spans(text)))
        if mentions and not loaded:
            return self._elsewhere(asked, mentions)
        several = self._side_by_side(asked, wanted, newest)
        if several:
            return Route(several)
        return self._one(asked, [place for places in wanted for place in sorted(places)])

    def _most_specific(self, text: str, mentions: Sequence[PlaceMention]) -> list[frozenset[str]]:
        """The places that are meant, each once: of 北京朝阳 the latter."""
        meant = list(mentions)
        for each, following in pairwise(mentions):
            joined = not text[each.span.end : following.span.start].strip("的市省 ")
            if joined and self._level(following) not in (self._level(each), COUNTRY):
                meant.remove(each)
        return list(dict.fromkeys(map(self._loaded, meant)))

    def _level(self, mention: PlaceMention) -> str:
        place = min(self._loaded(mention))
        return self._listings[self._of[place][0]].level

    def _loaded(self, mention: PlaceMention) -> frozenset[str]:
        return frozenset(mention.places & self._of.keys())

    def _newest_year(self, wanted: Sequence[frozenset[str]]) -> int | None:
        places = [place for several in wanted for place in several] or [self.home]
        numbers = [number for place in places for number in self._of.get(place, ())]
        listings = [self._listings[number] for number in numbers] or self._listings
        return max((each.this_year for each in listings if each.this_year), default=None)

    def _one(self, asked: _Asked, places: Sequence[str]) -> Route:
        """One answer, from the reports of `places`, or from those of the home place and others."""
        if places:
            tiers = self._tiers(asked, places)
            exact = bool(tiers and not tiers[0][0].held)
            missing = Outcome.OTHER_YEAR if asked.years and not exact else None
            return Route((Group(tiers),), missing)
        tiers = self._tiers(asked, [self.home])
        hinted = any(hint in asked.text for hint in self._hints)
        country = [each.place for each in self._listings if each.level == COUNTRY][:1]
        if country and country[0] != self.home:
            others = self._tiers(asked, country)
            if hinted and others:
                first = tuple(replace(s, prior=s.prior + _HINTED) for s in others[0])
                tiers = ((*(tiers[0] if tiers else ()), *first), *tiers[1:])
        if not asked.years:
            anywhere = Search(None, Stop(-1, _ELSEWHERE, asked.report))
            return Route((Group(tiers, anywhere),))
        reports = self._of_years(asked)
        like = Stop(-1, _ELSEWHERE if tiers else 0.0, asked.report, _years(asked))
        search = Search(reports, like) if reports else None
        exact = bool(reports) or any(not stop.held for tier in tiers for stop in tier)
        return Route((Group(tiers, search),), None if exact else Outcome.OTHER_YEAR)

    def _of_years(self, asked: _Asked) -> frozenset[int]:
        """The reports of the years that are named."""
        years = set(_years(asked))
        return frozenset(n for n, each in enumerate(self._listings) if years & set(each.years))

    def _elsewhere(self, asked: _Asked, mentions: Sequence[PlaceMention]) -> Route:
        """For places of which no report is loaded: what others say of them by name."""
        names = tuple(each.span.of(asked.text) for each in mentions)
        reports = self._of_years(asked) if asked.years else None
        like = Stop(-1, _ELSEWHERE, asked.report, _years(asked), names)
        group = Group((), Search(reports, like))
        return Route((group,), Outcome.OTHER_PLACE)

    def _side_by_side(
        self, asked: _Asked, wanted: Sequence[frozenset[str]], newest: int | None
    ) -> tuple[Group, ...]:
        """A group for each place and year where several are asked about; none where not."""
        places = [place for several in wanted for place in sorted(several)] or [self.home]
        each = self._words.says("each", asked.text)
        if not wanted and self._words.says("provinces", asked.text):
            places = [
                name for name, own in self._of.items() if self._listings[own[0]].level == "province"
            ]
        several_places = len(places) > 1 and (
            each or not wanted or _connected(asked.text, asked.places)
        )
        last = self._words.last_years(asked.text)
        years: list[int | None] = list(dict.fromkeys(mention.year for mention in asked.years))
        several_years = len(years) > 1 and (each or _connected(asked.text, asked.years))
        spans: tuple[Span, ...] = ()
        if last and newest and each and not years:
            years = [newest - back for back in range(last[1])]
            several_years, spans = True, (last[0],)
        if not several_places and not several_years:
            return ()
        if len({mention.span for mention in asked.years}) < len(years):
            spans = (*spans, *(mention.span for mention in asked.years))
        groups = []
        for place, year in product(places, years or [None]):
            mentions = tuple(m for m in asked.years if m.year == year)
            if year is not None and not mentions:
                mentions = (YearMention(Span(0, 0), year),)
            others = tuple(m.span for m in asked.years if m.year != year)
            elsewhere = tuple(m.span for m in asked.places if place not in m.places)
            one = replace(asked, years=mentions, leading=(*spans, *others, *elsewhere))
            tiers = self._tiers(one, [place])
            if tiers and not tiers[0][0].held:
                groups.append(Group(tiers[:1]))
        return tuple(groups[:_MOST_GROUPS]) if len(groups) > 1 else ()

    def _tiers(self, asked: _Asked, places: Sequence[str]) -> tuple[tuple[Stop, ...], ...]:
        """The reports of `places`: those of the years that are named, else the newest first."""
        numbers = [number for place in places for number in self._of.get(place, ())]
        own = [m.span for m in asked.places if m.places & set(places)]
        spans = (*own, *asked.report, *asked.leading)
        if asked.years:
            named = self._of_named_year(asked, numbers, spans)
            return (named,) if named else self._naming(asked, numbers, spans)
        numbers.sort(key=lambda number: -(self._listings[number].year or 0))
        if not numbers:
            return ()
        newest = self._listings[numbers[0]].year
        first = tuple(
            self._stop(n, 0.0, spans) for n in numbers if self._listings[n].year == newest
        )
        older = tuple(self._stop(n, _OLDER, spans) for n in numbers[len(first) :][:_MOST_OLDER])
        return (first, older) if older else (first,)

    def _of_named_year(
        self, asked: _Asked, numbers: Sequence[int], spans: tuple[Span, ...]
    ) -> tuple[Stop, ...]:
        """The reports of a year that is named, and those of the next, where its results stand."""
        # 2012年报告里…, 2012年…去年…: the year is that of the report.
        of_report = bool(asked.report) or self._words.counts(asked.text)
        alone = of_report or self._words.says("plan", asked.text)
        for exact in (True, False) if alone else (False,):
            stops = self._stops_of_years(asked, numbers, spans, exact=exact, of_report=of_report)
            if stops:
                break
        stops.sort(key=lambda stop: -stop.prior)
        return tuple({stop.report: stop for stop in reversed(stops)}.values())[::-1]

    def _stops_of_years(
        self,
        asked: _Asked,
        numbers: Sequence[int],
        spans: tuple[Span, ...],
        *,
        exact: bool,
        of_report: bool,
    ) -> list[Stop]:
        """`exact`: only reports of the very year, unless it counts from another; `of_report`: the
        year is that of a report, not of what it says."""
        newest = max((self._listings[n].this_year or 0 for n in numbers), default=0)
        found = (
            self._of_year(asked, number, mention, spans, newest, exact, of_report)
            for number in numbers
            for mention in asked.years
        )
        return [stop for stop in found if stop is not None]

    def _of_year(
        self,
        asked: _Asked,
        number: int,
        mention: YearMention,
        spans: tuple[Span, ...],
        newest: int,
        exact: bool,  # as in the only place that calls
        of_report: bool,
    ) -> Stop | None:
        """Report `number`, if it is one of the year that is mentioned, or of the next."""
        listing = self._listings[number]
        plan = self._words.says("plan", asked.text)
        result = self._words.says("result", asked.text) and not plan
        if mention.year == listing.year and not listing.late and not mention.relative:
            others = tuple(year for year in _years(asked) if year != mention.year)
            # A report speaks of years before its own: of two, the later is the report's.
            earlier = mention.year < max(_years(asked))
            prior = _OTHER_OF_TWO if earlier or (result and not of_report) else 0.0
            # A plan is asked of the year itself; else the report of that year may be meant.
            years = _years(asked) if plan and not of_report else others or None
            return self._stop(number, prior, (*spans, mention.span), years)
        if mention.year in listing.years:
            passed = mention.relative and mention.year < newest and not plan
            prior = _OTHER_OF_TWO if passed else 0.0
            return self._stop(number, prior, spans, _years(asked))
        if mention.year + 1 == listing.year and (mention.relative or not exact):
            sure = result or mention.relative
            sure = sure and not plan
            return self._stop(
                number, 0.0 if sure else _OTHER_OF_TWO, (*spans, mention.span), _years(asked)
            )
        return None

    def _naming(
        self, asked: _Asked, numbers: Iterable[int], spans: tuple[Span, ...]
    ) -> tuple[tuple[Stop, ...], ...]:
        """Reports of other years in whose text a year that is asked about is named."""
        held = tuple(str(year) for year in _years(asked))
        naming = [
            number
            for number in sorted(numbers, key=lambda n: -(self._listings[n].year or 0))
            if all(year in self._listings[number].named_years for year in _years(asked))
        ]
        stops = (
            replace(self._stop(number, _OLDER, spans, _years(asked)), held=held)
            for number in naming[:_MOST_OLDER]
        )
        found = tuple(stops)
        return (found,) if found else ()

    def _stop(
        self,
        number: int,
        prior: float,
        spans: tuple[Span, ...],
        years: tuple[int, ...] | None = None,
    ) -> Stop:
        # Phrasings name place and year as people do, and the fit has seen such questions.
        left_out = () if self._listings[number].prepared else spans
        return Stop(number, prior, left_out, years)


def _years(asked: _Asked) -> tuple[int, ...]:
    return tuple(sorted({mention.year for mention in asked.years}))


def _connected(text: str, mentions: Sequence[PlaceMention] | Sequence[YearMention]) -> bool:
    """Whether two of `mentions` stand side by side (北京和上海), or one is a range."""
    spans = sorted({mention.span for mention in mentions})
    if len(spans) < len(mentions):
        return True
    gaps = (text[a.end : b.start].strip("年的 ") for a, b in pairwise(spans))
    return any(gap in _CONNECTORS for gap in gaps)


def _names(
    listings: Sequence[Listing], gazetteer: Gazetteer, places: Sequence[str]
) -> tuple[Mapping[str, frozenset[str]], tuple[str, ...]]:
    """What places are called, with those that are called so; and the hints at the country."""
    names: dict[str, set[str]] = {}
    for place in gazetteer.places.values():
        for name in place.names:
            names.setdefault(name, set()).add(place.name)
    for listing in listings:
        for name in listing.place_names:
            names.setdefault(name, set()).add(listing.place)
    for name in places:
        names.setdefault(name, {name})
    hints = [hint for place in gazetteer.places.values() for hint in place.hints]
    return {name: frozenset(several) for name, several in names.items()}, tuple(hints)
