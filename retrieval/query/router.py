"""Routing: the loaded reports to search for a question, and their order.

A question that names a place or year goes to that report; one that names none to the newest of the
home place.  Others are searched only where these do not answer, and have to be surer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from retrieval.corpus.divisions import without_ending
from retrieval.corpus.gazetteer import COUNTRY, Gazetteer
from retrieval.corpus.metadata import ReportMetadata
from retrieval.language.years import LastYears
from retrieval.outcome import Outcome
from retrieval.query.mentions import (
    Mentions,
    PlaceMention,
    RouteWords,
    YearMention,
    year_mentions,
)
from retrieval.query.places import Places
from retrieval.query.question import Question
from retrieval.query.report_years import report_tiers
from retrieval.query.route import AnswerSlot, CorpusFallback, ReportTarget, Route, Tiers
from retrieval.reports.model import Span

__all__ = ["Router"]

# The following are in log-odds, as margins are: how much surer a report has to be than another.
# Reports of other places, where no place was named.
_ELSEWHERE = -0.5
# Reports found by a search, beside the newest of the home place, where both answer: reports repeat
# each other's words, and the home place is the one that people mean.
_FOUND = -1.0
# The country, where a word may mean it (全国, 国家), and often does not.
_HINTED = -0.5
# Answers side by side: more fill several screens.
_MOST_SLOTS = 10
# What may be between two places or years of a question about both.
_CONNECTORS = frozenset(
    ["和", "与", "、", "跟", "同", "及", "以及", "还有", ",", "比", "and", "vs"]
)


class Router:
    """Chooses among the loaded reports."""

    def __init__(
        self,
        metadata: Sequence[ReportMetadata],
        gazetteer: Gazetteer,
        words: RouteWords,
        places: Sequence[str],
        home: str = "",
    ) -> None:
        """`places`: others that a question may name; `home`: what people call the home place.

        Without it that is the place of reports with phrasings, else the one with most reports.
        """
        self._metadata = metadata
        self._words = words
        self._of: dict[str, list[ReportMetadata]] = {}
        for meta in metadata:
            self._of.setdefault(meta.place, []).append(meta)
        found = Places(metadata, gazetteer, places)
        self.home = found.called(home) or _home(metadata)
        self.places = found.at_home(self.home)

    @property
    def home_report(self) -> str:
        """The report to search first for a question without place or year, by its name."""
        return max(self._of[self.home], key=lambda meta: meta.year or 0).name

    def elsewhere(self, question: Question) -> bool:
        """Whether a question names a place that no report is about."""
        places = self.places.in_text(question.read.text, question.boundaries)
        return any(not self.places.loaded(each) for each in places)

    def route(self, question: Question) -> Route:
        """The route of an analysed question."""
        text = question.read.text
        places = self.places.in_text(text, question.boundaries)
        if len(self._metadata) == 1:
            # Which other places it says something of the report itself shows.
            places = tuple(each for each in places if self.places.is_absent(each, question))
            if not places:
                return Route((AnswerSlot(((ReportTarget(self.home_report),),)),))
        loaded = tuple(each for each in places if self.places.loaded(each))
        wanted = self.places.meant(text, loaded)
        newest = self._newest_year(wanted)
        plan = bool(self._words["plan"].search(text))
        mentions = Mentions(
            text,
            loaded,
            year_mentions(question.years, newest),
            tuple(Span(*match.span()) for match in self._words["report"].finditer(text)),
            counted=any(each.offset is not None for each in question.years),
            plan=plan,
            result=bool(self._words["result"].search(text)) and not plan,
        )
        if places and not loaded:
            return self._elsewhere(mentions, places)
        several = self._side_by_side(mentions, wanted, newest, question.last_years)
        if several:
            return Route(several)
        route = self._one(mentions, [place for places in wanted for place in sorted(places)])
        within = (each.span.of(text) for each in places if each not in loaded)
        return replace(route, within=tuple(map(without_ending, within)))

    def reports_meant(self, question: Question) -> tuple[list[ReportMetadata], list[Span]]:
        """The reports that a question about several is about, by year, and what of it says so.

        Those of the places that it names, of all provinces (各省), else of the home place; of the
        years that it names, the last ones (近十年), else of all, or the newest of each province.
        """
        text = question.read.text
        mentions = self.places.in_text(text, question.boundaries)
        loaded = [each for each in mentions if self.places.loaded(each)]
        spans = [each.span for each in loaded]
        provinces = self._words["provinces"].search(text)
        if loaded:
            names = [name for own in self.places.meant(text, loaded) for name in sorted(own)]
        elif provinces:
            names = [name for name, own in self._of.items() if own[0].level == "province"]
        else:
            names = [self.home]
        reports = sorted(self._reports_of(names), key=lambda each: (each.year or 0, each.name))
        years = {each.year for each in year_mentions(question.years, self._newest_year([]))}
        if years:
            reports = [each for each in reports if each.year in years]
        elif question.last_years:
            newest = sorted({each.year or 0 for each in reports})[-question.last_years.count :]
            reports = [each for each in reports if each.year in newest]
        elif provinces:
            reports = list({each.place: each for each in reports}.values())
        return reports, spans

    def _newest_year(self, wanted: Sequence[frozenset[str]]) -> int | None:
        """The present year of the newest report of the places `wanted`, else of the home place."""
        places = [place for several in wanted for place in several] or [self.home]
        metadata = self._reports_of(places) or self._metadata
        return max((each.this_year for each in metadata if each.this_year), default=None)

    def _one(self, mentions: Mentions, places: Sequence[str]) -> Route:
        """One answer, from the reports of `places`, or from those of the home place and others."""
        if places:
            tiers = self._tiers(mentions, places)
            exact = bool(tiers and not tiers[0][0].must_contain)
            missing = Outcome.OTHER_YEAR if mentions.years and not exact else None
            return Route((AnswerSlot(tiers),), missing)
        tiers = self._with_country(mentions, self._tiers(mentions, [self.home]))
        if not mentions.years:
            like = ReportTarget("", _ELSEWHERE, mentions.report, preference=_FOUND)
            return Route((AnswerSlot(tiers, CorpusFallback(None, like)),))
        reports = self._of_years(mentions)
        years = mentions.named_years
        bias = _ELSEWHERE if tiers else 0.0
        like = ReportTarget("", bias, mentions.report, years, about=years, preference=_FOUND)
        fallback = CorpusFallback(reports, like) if reports else None
        exact = bool(reports) or any(not target.must_contain for tier in tiers for target in tier)
        return Route((AnswerSlot(tiers, fallback),), None if exact else Outcome.OTHER_YEAR)

    def _with_country(self, mentions: Mentions, tiers: Tiers) -> Tiers:
        """`tiers` of the home place, beside the reports of the country where it may be meant."""
        country = [each.place for each in self._metadata if each.level == COUNTRY][:1]
        if country in ([], [self.home]) or not self.places.hinted(mentions.text):
            return tiers
        others = self._tiers(mentions, country)
        if not others:
            return tiers
        first = (replace(each, margin_bias=each.margin_bias + _HINTED) for each in others[0])
        return ((*(tiers[0] if tiers else ()), *first), *tiers[1:])

    def _of_years(self, mentions: Mentions) -> frozenset[str]:
        """The names of the reports of the named years."""
        years = set(mentions.named_years)
        return frozenset(each.name for each in self._metadata if years & set(each.years))

    def _elsewhere(self, mentions: Mentions, places: Sequence[PlaceMention]) -> Route:
        """The route for places without a report: what other reports say of them by name."""
        names = tuple(each.span.of(mentions.text) for each in places)
        reports = self._of_years(mentions) if mentions.years else None
        like = ReportTarget("", _ELSEWHERE, mentions.report, mentions.named_years, names)
        slot = AnswerSlot((), CorpusFallback(reports, like))
        return Route((slot,), Outcome.OTHER_PLACE)

    def _side_by_side(
        self,
        mentions: Mentions,
        wanted: Sequence[frozenset[str]],
        newest: int | None,
        last: LastYears | None,
    ) -> tuple[AnswerSlot, ...]:
        """A slot for each place and year of a question about several; none where it is not."""
        places = [place for several in wanted for place in sorted(several)] or [self.home]
        each = self._words["each"].search(mentions.text) is not None
        if not wanted and self._words["provinces"].search(mentions.text):
            places = [name for name, own in self._of.items() if own[0].level == "province"]
        several_places = len(places) > 1 and (
            each or not wanted or _connected(mentions.text, mentions.places)
        )
        years: list[int | None] = list(dict.fromkeys(mention.year for mention in mentions.years))
        several_years = len(years) > 1 and (each or _connected(mentions.text, mentions.years))
        spans: tuple[Span, ...] = ()
        if last and newest and each and not years:
            years = [newest - back for back in range(last.count)]
            several_years, spans = True, (last.span,)
        if not several_places and not several_years:
            return ()
        if len({mention.span for mention in mentions.years}) < len(years):
            spans = (*spans, *(mention.span for mention in mentions.years))
        slots = []
        for place, year in product(places, years or [None]):
            own = tuple(m for m in mentions.years if m.year == year)
            if year is not None and not own:
                own = (YearMention(Span(0, 0), year),)
            others = tuple(m.span for m in mentions.years if m.year != year)
            elsewhere = tuple(m.span for m in mentions.places if place not in m.places)
            one = replace(mentions, years=own, other=(*spans, *others, *elsewhere))
            tiers = self._tiers(one, [place])
            if tiers and not tiers[0][0].must_contain:
                slots.append(AnswerSlot(tiers[:1]))
        return tuple(slots[:_MOST_SLOTS]) if len(slots) > 1 else ()

    def _tiers(self, mentions: Mentions, places: Sequence[str]) -> Tiers:
        """Tiers of the reports of `places`."""
        return report_tiers(mentions, places, self._reports_of(places))

    def _reports_of(self, places: Sequence[str]) -> list[ReportMetadata]:
        return [meta for place in places for meta in self._of.get(place, ())]


def _home(metadata: Sequence[ReportMetadata]) -> str:
    """The place with most reports, of those with phrasings where there are any."""
    with_phrasings = [each.place for each in metadata if each.coverage]
    places = with_phrasings or [each.place for each in metadata if each.place]
    return max(sorted(set(places)), key=places.count, default="")


def _connected(text: str, mentions: Sequence[PlaceMention] | Sequence[YearMention]) -> bool:
    """Whether two of `mentions` are side by side (北京和上海), or one is a range."""
    spans = sorted({mention.span for mention in mentions})
    if len(spans) < len(mentions):
        return True
    gaps = (text[a.end : b.start].strip("年的 ") for a, b in pairwise(spans))
    return any(gap in _CONNECTORS for gap in gaps)
