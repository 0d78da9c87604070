"""Year resolution: the reports of a place that the years of a question choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from retrieval.corpus.metadata import ReportMetadata
from retrieval.query.asked import Mentions
from retrieval.query.mentions import RouteWords, YearMention
from retrieval.query.route import ReportTarget
from retrieval.reports.model import Span

__all__ = ["Yearly"]

# Biases and preferences are in log-odds, as margins are: how much surer a report has to be than
# another.
# A result of a year that is named may stand in the report of that year as well.
_OTHER_OF_TWO = -1.0
# What speaks of a plan that is past says so: 超过预期目标, 完成年初目标.
_AIM = "目标"
# Older reports of a place, where the newest is silent.
_OLDER = -1.0
# Older reports that are searched, newest first: more would each have its chance to be wrong.
_MOST_OLDER = 3


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a question that names years wants of a place's reports.

    `mentions`: what the question says of reports.
    `spans`: those of its spans that choose the reports.
    `newest`: the year of the newest of the reports.
    `of_report`: a year is that of a report, not of what it says.
    `plan`: the question is about a plan.
    `result`: it is about a result.
    """

    mentions: Mentions
    spans: tuple[Span, ...]
    newest: int
    of_report: bool
    plan: bool
    result: bool

    def called(self, mention: YearMention) -> bool:
        """Whether `mention` is the name of a report: 去年的报告 is not one that speaks of 去年."""
        return any(span.start == mention.span.end for span in self.mentions.report)


class Yearly:
    """Chooses among the reports of one place, or of several."""

    def __init__(self, metadata: Sequence[ReportMetadata], words: RouteWords) -> None:
        self._metadata = metadata
        self._words = words

    def tiers(
        self, mentions: Mentions, places: Sequence[str], numbers: Sequence[int]
    ) -> tuple[tuple[ReportTarget, ...], ...]:
        """Tiers of reports `numbers`, which are of `places`: those of the named years, else the
        newest first."""
        numbers = list(numbers)
        own = [m.span for m in mentions.places if m.places & set(places)]
        spans = (*own, *mentions.report, *mentions.other)
        if mentions.years:
            named = self._of_named_year(mentions, numbers, spans)
            return (named,) if named else self._naming(mentions, numbers, spans)
        numbers.sort(key=lambda number: -(self._metadata[number].year or 0))
        if not numbers:
            return ()
        newest = self._metadata[numbers[0]].year
        plan = self._words.says("plan", mentions.text)
        first = tuple(
            self._target(n, 0.0, spans, planned=plan)
            for n in numbers
            if self._metadata[n].year == newest
        )
        older = tuple(self._target(n, _OLDER, spans) for n in numbers[len(first) :][:_MOST_OLDER])
        return (first, older) if older else (first,)

    def _of_named_year(
        self, mentions: Mentions, numbers: Sequence[int], spans: tuple[Span, ...]
    ) -> tuple[ReportTarget, ...]:
        """The reports of a year that is named, and those of the next, where its results stand."""
        newest = max((self._metadata[n].this_year or 0 for n in numbers), default=0)
        plan = self._words.says("plan", mentions.text)
        wanted = _Wanted(
            mentions,
            spans,
            newest,
            # 2012年报告里…, 2012年…去年…: the year is that of the report.
            of_report=bool(mentions.report) or mentions.counted,
            plan=plan,
            result=self._words.says("result", mentions.text) and not plan,
        )
        targets: list[ReportTarget] = []
        for exact in (True, False) if wanted.of_report or plan else (False,):
            found = (
                self._of_year(wanted, number, mention, exact=exact)
                for number in numbers
                for mention in mentions.years
            )
            targets = [target for target in found if target is not None]
            if targets:
                break
        about = () if wanted.of_report else mentions.named_years
        targets = [replace(target, about=about) for target in targets]
        targets.sort(key=lambda target: -target.preference)
        return tuple({target.report: target for target in reversed(targets)}.values())[::-1]

    def _of_year(
        self, wanted: _Wanted, number: int, mention: YearMention, *, exact: bool
    ) -> ReportTarget | None:
        """Report `number`, if it is one of the year that is mentioned, or of the next.

        `exact`: only of the very year, unless it counts from another.
        """
        meta, mentions = self._metadata[number], wanted.mentions
        counted = mention.relative and not wanted.called(mention)
        if mention.year == meta.year and not meta.late and not counted:
            return self._of_the_year(wanted, number, mention)
        if mention.relative and not counted:
            return None
        if mention.year in meta.years:
            passed = mention.relative and mention.year < wanted.newest and not wanted.plan
            target = self._target(number, 0.0, wanted.spans, mentions.named_years)
            return replace(target, preference=_OTHER_OF_TWO if passed else 0.0)
        if mention.relative and mention.year == wanted.newest + 1 == (meta.this_year or 0) + 1:
            # 明年 beside the newest report: it alone may say, in so many words, what is to come.
            target = self._target(number, 0.0, wanted.spans, ())
            return replace(target, must_contain=(mention.span.of(mentions.text),))
        if mention.year + 1 == meta.year and (mention.relative or not exact):
            sure = (wanted.result or mention.relative) and not wanted.plan
            target = self._target(number, 0.0, (*wanted.spans, mention.span), mentions.named_years)
            # A plan stands in the report of its year; where that is not loaded, the next one may
            # say what came of it, but not everything that it says of the year was planned.
            unsaid = wanted.plan and not wanted.of_report and not mention.relative
            must_contain = (_AIM,) if unsaid else ()
            preference = 0.0 if sure else _OTHER_OF_TWO
            return replace(target, must_contain=must_contain, preference=preference)
        return None

    def _of_the_year(self, wanted: _Wanted, number: int, mention: YearMention) -> ReportTarget:
        """The report of the very year."""
        named = wanted.mentions.named_years
        # A report speaks of years before its own: of two, the later is the report's.
        earlier = mention.year < max(named)
        looks_back = wanted.result and not wanted.of_report
        # A plan is asked of the year itself; else the report of that year may be meant.
        others = tuple(year for year in named if year != mention.year) or None
        years = named if wanted.plan and not wanted.of_report else others
        spans = (*wanted.spans, mention.span)
        target = self._target(number, 0.0, spans, years, planned=wanted.plan)
        # What a report says of its own year it proposes; the rest is of years before.
        ahead = not wanted.of_report and not wanted.result
        preference = _OTHER_OF_TWO if earlier or looks_back else 0.0
        return replace(target, ahead=ahead, preference=preference)

    def _naming(
        self, mentions: Mentions, numbers: Iterable[int], spans: tuple[Span, ...]
    ) -> tuple[tuple[ReportTarget, ...], ...]:
        """Reports of other years in whose text a year that is asked about is named."""
        must_contain = tuple(str(year) for year in mentions.named_years)
        naming = [
            number
            for number in sorted(numbers, key=lambda n: -(self._metadata[n].year or 0))
            if all(year in self._metadata[number].named_years for year in mentions.named_years)
        ]
        years = mentions.named_years
        targets = tuple(
            replace(self._target(number, _OLDER, spans, years), must_contain=must_contain)
            for number in naming[:_MOST_OLDER]
        )
        return (targets,) if targets else ()

    def _target(
        self,
        number: int,
        margin_bias: float,
        spans: tuple[Span, ...],
        years: tuple[int, ...] | None = None,
        *,
        planned: bool = False,
    ) -> ReportTarget:
        # Phrasings name place and year as people do, and the fit has seen such questions.
        consumed = () if self._metadata[number].prepared else spans
        return ReportTarget(number, margin_bias, consumed, years, planned=planned)
