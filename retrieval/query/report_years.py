"""Year resolution: target reports of a place for the years in a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.corpus.metadata import ReportMetadata
from retrieval.query.mentions import Mentions, YearMention
from retrieval.query.route import ReportTarget, Tiers
from retrieval.reports.model import Span

__all__ = ["report_tiers"]

# Biases and preferences are in log-odds, as margins are: how much surer a report has to be than
# another.
# The result of a year may be in the report of that year as well as in the next.
_OTHER_OF_TWO = -1.0
# Sentences about a past plan say so: 超过预期目标, 完成年初目标.
_AIM = "目标"
# Older reports of a place, where the newest does not answer.
_OLDER = -1.0
# Older reports that are searched, newest first: each more is another chance of a wrong answer.
_MOST_OLDER = 3


def report_tiers(
    mentions: Mentions, places: Sequence[str], reports: Sequence[ReportMetadata]
) -> Tiers:
    """Tiers of `reports`, which are of `places`: those of the named years, else newest first."""
    own = [each.span for each in mentions.places if each.places & set(places)]
    spans = (*own, *mentions.report, *mentions.other)
    newest_first = sorted(reports, key=lambda meta: -(meta.year or 0))
    if mentions.years:
        newest = max((meta.this_year or 0 for meta in reports), default=0)
        named = _NamedYears(mentions, spans, newest).targets(reports)
        return (named,) if named else _containing_years(mentions, newest_first, spans)
    first = tuple(
        ReportTarget(meta.name, 0.0, _consumed(meta, spans), planned=mentions.plan)
        for meta in newest_first
        if meta.year == newest_first[0].year
    )
    older = tuple(
        ReportTarget(meta.name, _OLDER, _consumed(meta, spans))
        for meta in newest_first[len(first) :][:_MOST_OLDER]
    )
    return tuple(tier for tier in (first, older) if tier)


def _containing_years(
    mentions: Mentions, newest_first: Sequence[ReportMetadata], spans: tuple[Span, ...]
) -> Tiers:
    """Reports of other years whose text names all years of the question."""
    years = mentions.named_years
    must_contain = tuple(map(str, years))
    found = [meta for meta in newest_first if set(years) <= set(meta.named_years)]
    targets = tuple(
        ReportTarget(meta.name, _OLDER, _consumed(meta, spans), years, must_contain)
        for meta in found[:_MOST_OLDER]
    )
    return (targets,) if targets else ()


def _consumed(meta: ReportMetadata, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    # Phrasings name place and year as people do, and the weights are fitted to such questions.
    return () if meta.well_covered else spans


@dataclass(frozen=True, slots=True)
class _NamedYears:
    """The reports that a question with years is about.

    `spans`: spans of the question, besides the years, that choose the reports.
    `newest`: the year of the newest of the reports.
    """

    mentions: Mentions
    spans: tuple[Span, ...]
    newest: int

    def targets(self, reports: Sequence[ReportMetadata]) -> tuple[ReportTarget, ...]:
        """The reports of a year that is named, and those of the next, which hold its results."""
        mentions = self.mentions
        targets: list[ReportTarget] = []
        for exact in (True, False) if mentions.of_report or mentions.plan else (False,):
            found = (
                self._target(meta, mention, exact=exact)
                for meta in reports
                for mention in mentions.years
            )
            targets = [target for target in found if target is not None]
            if targets:
                break
        about = () if mentions.of_report else mentions.named_years
        targets = [replace(target, about=about) for target in targets]
        targets.sort(key=lambda target: -target.preference)
        return tuple({target.report: target for target in reversed(targets)}.values())[::-1]

    def _target(
        self, meta: ReportMetadata, mention: YearMention, *, exact: bool
    ) -> ReportTarget | None:
        """The report, if it is of the year of `mention` or of the next.

        `exact`: only of the very year, unless that is relative.
        """
        mentions, years = self.mentions, self.mentions.named_years
        consumed = _consumed(meta, self.spans)
        counted = mention.relative and not mentions.names_report(mention)
        if mention.year == meta.year and not meta.late and not counted:
            return self._target_of_year(meta, mention)
        if mention.relative and not counted:
            return None
        if mention.year in meta.years:
            passed = mention.relative and mention.year < self.newest and not mentions.plan
            preference = _OTHER_OF_TWO if passed else 0.0
            return ReportTarget(meta.name, 0.0, consumed, years, preference=preference)
        if mention.relative and mention.year == self.newest + 1 == (meta.this_year or 0) + 1:
            # 明年 beside the newest report: only that may say what is to come, by this very word.
            return ReportTarget(
                meta.name, 0.0, consumed, (), must_contain=(mention.span.of(mentions.text),)
            )
        if mention.year + 1 == meta.year and (mention.relative or not exact):
            sure = (mentions.result or mention.relative) and not mentions.plan
            # A plan is in the report of its year.  Where that is not loaded, the next one may say
            # what came of it, but not everything that it says of the year was planned.
            unsaid = mentions.plan and not mentions.of_report and not mention.relative
            return ReportTarget(
                meta.name,
                0.0,
                _consumed(meta, (*self.spans, mention.span)),
                years,
                must_contain=(_AIM,) if unsaid else (),
                preference=0.0 if sure else _OTHER_OF_TWO,
            )
        return None

    def _target_of_year(self, meta: ReportMetadata, mention: YearMention) -> ReportTarget:
        """The report of the very year of `mention`."""
        mentions, years = self.mentions, self.mentions.named_years
        # A report is about years before its own: of two years, the later is the report's.
        earlier = mention.year < max(years)
        reviews = mentions.result and not mentions.of_report
        # A plan is for the year itself; else the year may only name the report.
        others = tuple(year for year in years if year != mention.year) or None
        return ReportTarget(
            meta.name,
            0.0,
            _consumed(meta, (*self.spans, mention.span)),
            years if mentions.plan and not mentions.of_report else others,
            planned=mentions.plan,
            # What a report says of its own year it proposes; the rest is about years before.
            ahead=not mentions.of_report and not mentions.result,
            preference=_OTHER_OF_TWO if earlier or reviews else 0.0,
        )
