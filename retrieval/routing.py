"""Routing: which of the loaded reports a question is put to, and in which order.

A question that names place or year goes to that report; one that names none to the newest of the
home place.  Only where these are silent others are asked, and what they say has to be surer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from retrieval.asked import Asked
from retrieval.gazetteer import COUNTRY, Gazetteer, short_name
from retrieval.listing import Listing
from retrieval.mentions import PlaceMention, RouteWords, YearMention
from retrieval.naming import Places
from retrieval.outcome import Outcome
from retrieval.report import Span
from retrieval.route import Group, Route, Search, Stop
from retrieval.yearly import Yearly

__all__ = ["Router"]

# What follows is in log-odds, as margins are: how much surer a report has to be than another.
# Reports of other places, where no place was named.
_ELSEWHERE = -0.5
# Reports found by a search beside the newest of the home place, where both answer: reports follow
# each other's words, and the home place is the one that people mean.
_FOUND = -1.0
# The country, where a word may mean it (全国, 国家), and often does not.
_HINTED = -0.5
# Answers side by side: more fill several screens.
_MOST_GROUPS = 10
# What may stand between two places or years that are asked about side by side.
_CONNECTORS = frozenset(
    ["和", "与", "、", "跟", "同", "及", "以及", "还有", ",", "比", "and", "vs"]
)


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
        self.places = Places(listings, gazetteer, places)
        self._yearly = Yearly(listings, words)
        self.home = self._home(home)

    def _home(self, home: str) -> str:
        named = self.places.called(home)
        if named is not None:
            return named
        prepared = [each.place for each in self._listings if each.prepared]
        places = prepared or [each.place for each in self._listings if each.place]
        return max(sorted(set(places)), key=places.count, default="")

    @property
    def home_report(self) -> int:
        """The report that a question is put to first where it names neither place nor year."""
        newest, *_ = self._tiers(Asked("", (), (), ()), [self.home])
        return newest[0].report

    def route(self, text: str, boundaries: frozenset[int]) -> Route:
        """The way for folded `text`, whose words begin and end at `boundaries`."""
        if len(self._listings) == 1:
            return Route((Group(((Stop(0),),)),))
        mentions = self.places.in_text(text, boundaries)
        loaded = tuple(each for each in mentions if self.places.loaded(each))
        wanted = self.places.meant(text, loaded)
        newest = self._newest_year(wanted)
        years = tuple(self._words.years(text, newest))
        asked = Asked(text, loaded, years, tuple(self._words.report_spans(text)))
        if mentions and not loaded:
            return self._elsewhere(asked, mentions)
        several = self._side_by_side(asked, wanted, newest)
        if several:
            return Route(several)
        route = self._one(asked, [place for places in wanted for place in sorted(places)])
        within = (each.span.of(text) for each in mentions if each not in loaded)
        return replace(route, named=tuple(map(short_name, within)))

    def _newest_year(self, wanted: Sequence[frozenset[str]]) -> int | None:
        places = [place for several in wanted for place in several] or [self.home]
        numbers = [number for place in places for number in self._of.get(place, ())]
        listings = [self._listings[number] for number in numbers] or self._listings
        return max((each.this_year for each in listings if each.this_year), default=None)

    def _one(self, asked: Asked, places: Sequence[str]) -> Route:
        """One answer, from the reports of `places`, or from those of the home place and others."""
        if places:
            tiers = self._tiers(asked, places)
            exact = bool(tiers and not tiers[0][0].held)
            missing = Outcome.OTHER_YEAR if asked.years and not exact else None
            return Route((Group(tiers),), missing)
        tiers = self._tiers(asked, [self.home])
        hinted = self.places.hinted(asked.text)
        country = [each.place for each in self._listings if each.level == COUNTRY][:1]
        if country and country[0] != self.home:
            others = self._tiers(asked, country)
            if hinted and others:
                first = tuple(replace(s, prior=s.prior + _HINTED) for s in others[0])
                tiers = ((*(tiers[0] if tiers else ()), *first), *tiers[1:])
        if not asked.years:
            anywhere = Search(None, Stop(-1, _ELSEWHERE, asked.report, preference=_FOUND))
            return Route((Group(tiers, anywhere),))
        reports = self._of_years(asked)
        years = asked.named_years
        prior = _ELSEWHERE if tiers else 0.0
        like = Stop(-1, prior, asked.report, years, about=years, preference=_FOUND)
        search = Search(reports, like) if reports else None
        exact = bool(reports) or any(not stop.held for tier in tiers for stop in tier)
        return Route((Group(tiers, search),), None if exact else Outcome.OTHER_YEAR)

    def _of_years(self, asked: Asked) -> frozenset[int]:
        """The reports of the years that are named."""
        years = set(asked.named_years)
        return frozenset(n for n, each in enumerate(self._listings) if years & set(each.years))

    def _elsewhere(self, asked: Asked, mentions: Sequence[PlaceMention]) -> Route:
        """For places of which no report is loaded: what others say of them by name."""
        names = tuple(each.span.of(asked.text) for each in mentions)
        reports = self._of_years(asked) if asked.years else None
        like = Stop(-1, _ELSEWHERE, asked.report, asked.named_years, names)
        group = Group((), Search(reports, like))
        return Route((group,), Outcome.OTHER_PLACE)

    def _side_by_side(
        self, asked: Asked, wanted: Sequence[frozenset[str]], newest: int | None
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

    def _tiers(self, asked: Asked, places: Sequence[str]) -> tuple[tuple[Stop, ...], ...]:
        """The way through the reports of `places`."""
        numbers = [number for place in places for number in self._of.get(place, ())]
        return self._yearly.tiers(asked, places, numbers)


def _connected(text: str, mentions: Sequence[PlaceMention] | Sequence[YearMention]) -> bool:
    """Whether two of `mentions` stand side by side (北京和上海), or one is a range."""
    spans = sorted({mention.span for mention in mentions})
    if len(spans) < len(mentions):
        return True
    gaps = (text[a.end : b.start].strip("年的 ") for a, b in pairwise(spans))
    return any(gap in _CONNECTORS for gap in gaps)
