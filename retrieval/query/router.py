"""Routing: which of the loaded reports are searched for a question, and in which order.

A question that names place or year goes to that report; one that names none to the newest of the
home place.  Only where these do not answer others are searched, and their answers have to be surer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from retrieval.corpus.gazetteer import COUNTRY, Gazetteer, short_name
from retrieval.corpus.metadata import ReportMetadata
from retrieval.language.years import LastYears
from retrieval.outcome import Outcome
from retrieval.query.asked import Mentions
from retrieval.query.mentions import PlaceMention, RouteWords, YearMention, year_mentions
from retrieval.query.places import Places
from retrieval.query.question import Question
from retrieval.query.report_years import Yearly
from retrieval.query.route import AnswerSlot, CorpusFallback, ReportTarget, Route
from retrieval.reports.model import Span

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
_MOST_SLOTS = 10
# What may stand between two places or years that are asked about side by side.
_CONNECTORS = frozenset(
    ["和", "与", "、", "跟", "同", "及", "以及", "还有", ",", "比", "and", "vs"]
)


class Router:
    """Chooses among the listed reports."""

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
        self._of: dict[str, list[int]] = {}
        for number, meta in enumerate(metadata):
            self._of.setdefault(meta.place, []).append(number)
        self.places = Places(metadata, gazetteer, places)
        self._yearly = Yearly(metadata, words)
        self.home = self._home(home)

    def _home(self, home: str) -> str:
        named = self.places.called(home)
        if named is not None:
            return named
        prepared = [each.place for each in self._metadata if each.prepared]
        places = prepared or [each.place for each in self._metadata if each.place]
        return max(sorted(set(places)), key=places.count, default="")

    @property
    def home_report(self) -> int:
        """The report that a question is put to first where it names neither place nor year."""
        newest, *_ = self._tiers(Mentions("", (), (), (), counted=False), [self.home])
        return newest[0].report

    def route(self, question: Question) -> Route:
        """The route of a question that is analysed."""
        if len(self._metadata) == 1:
            return Route((AnswerSlot(((ReportTarget(0),),)),))
        text = question.read.text
        places = self.places.in_text(text, question.boundaries)
        loaded = tuple(each for each in places if self.places.loaded(each))
        wanted = self.places.meant(text, loaded)
        newest = self._newest_year(wanted)
        mentions = Mentions(
            text,
            loaded,
            year_mentions(question.years, newest),
            tuple(self._words.report_spans(text)),
            counted=any(each.offset is not None for each in question.years),
        )
        if places and not loaded:
            return self._elsewhere(mentions, places)
        several = self._side_by_side(mentions, wanted, newest, question.last_years)
        if several:
            return Route(several)
        route = self._one(mentions, [place for places in wanted for place in sorted(places)])
        within = (each.span.of(text) for each in places if each not in loaded)
        return replace(route, within=tuple(map(short_name, within)))

    def _newest_year(self, wanted: Sequence[frozenset[str]]) -> int | None:
        places = [place for several in wanted for place in several] or [self.home]
        numbers = [number for place in places for number in self._of.get(place, ())]
        metadata = [self._metadata[number] for number in numbers] or self._metadata
        return max((each.this_year for each in metadata if each.this_year), default=None)

    def _one(self, mentions: Mentions, places: Sequence[str]) -> Route:
        """One answer, from the reports of `places`, or from those of the home place and others."""
        if places:
            tiers = self._tiers(mentions, places)
            exact = bool(tiers and not tiers[0][0].must_contain)
            missing = Outcome.OTHER_YEAR if mentions.years and not exact else None
            return Route((AnswerSlot(tiers),), missing)
        tiers = self._tiers(mentions, [self.home])
        hinted = self.places.hinted(mentions.text)
        country = [each.place for each in self._metadata if each.level == COUNTRY][:1]
        if country and country[0] != self.home:
            others = self._tiers(mentions, country)
            if hinted and others:
                first = tuple(replace(s, margin_bias=s.margin_bias + _HINTED) for s in others[0])
                tiers = ((*(tiers[0] if tiers else ()), *first), *tiers[1:])
        if not mentions.years:
            like = ReportTarget(-1, _ELSEWHERE, mentions.report, preference=_FOUND)
            return Route((AnswerSlot(tiers, CorpusFallback(None, like)),))
        reports = self._of_years(mentions)
        years = mentions.named_years
        margin_bias = _ELSEWHERE if tiers else 0.0
        like = ReportTarget(-1, margin_bias, mentions.report, years, about=years, preference=_FOUND)
        fallback = CorpusFallback(reports, like) if reports else None
        exact = bool(reports) or any(not target.must_contain for tier in tiers for target in tier)
        return Route((AnswerSlot(tiers, fallback),), None if exact else Outcome.OTHER_YEAR)

    def _of_years(self, mentions: Mentions) -> frozenset[int]:
        """The reports of the years that are named."""
        years = set(mentions.named_years)
        return frozenset(n for n, each in enumerate(self._metadata) if years & set(each.years))

    def _elsewhere(self, mentions: Mentions, places: Sequence[PlaceMention]) -> Route:
        """For places of which no report is loaded: what others say of them by name."""
        names = tuple(each.span.of(mentions.text) for each in places)
        reports = self._of_years(mentions) if mentions.years else None
        like = ReportTarget(-1, _ELSEWHERE, mentions.report, mentions.named_years, names)
        slot = AnswerSlot((), CorpusFallback(reports, like))
        return Route((slot,), Outcome.OTHER_PLACE)

    def _side_by_side(
        self,
        mentions: Mentions,
        wanted: Sequence[frozenset[str]],
        newest: int | None,
        last: LastYears | None,
    ) -> tuple[AnswerSlot, ...]:
        """A slot for each place and year where several are asked about; none where not."""
        places = [place for several in wanted for place in sorted(several)] or [self.home]
        each = self._words.says("each", mentions.text)
        if not wanted and self._words.says("provinces", mentions.text):
            places = [
                name for name, own in self._of.items() if self._metadata[own[0]].level == "province"
            ]
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

    def _tiers(
        self, mentions: Mentions, places: Sequence[str]
    ) -> tuple[tuple[ReportTarget, ...], ...]:
        """Tiers of the reports of `places`."""
        numbers = [number for place in places for number in self._of.get(place, ())]
        return self._yearly.tiers(mentions, places, numbers)


def _connected(text: str, mentions: Sequence[PlaceMention] | Sequence[YearMention]) -> bool:
    """Whether two of `mentions` stand side by side (北京和上海), or one is a range."""
    spans = sorted({mention.span for mention in mentions})
    if len(spans) < len(mentions):
        return True
    gaps = (text[a.end : b.start].strip("年的 ") for a, b in pairwise(spans))
    return any(gap in _CONNECTORS for gap in gaps)
