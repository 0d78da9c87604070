"""The figures of the loaded reports: of one report, about something, across reports."""

from __future__ import annotations

from retrieval.answering.engine import Engine
from retrieval.figures.asked import asked_figures, figure_asked
from retrieval.figures.contradictions import Contradiction
from retrieval.figures.figure import Figure, figures_within
from retrieval.figures.series import Series, series_of
from retrieval.query.topics import load_topics
from retrieval.reports.model import Span

__all__ = ["Figures"]

# How much of a label has to be what is looked for, in one report: 幼儿园学位 is about 幼儿园.
_ABOUT = 0.15
# A series of more reports is no picture any more, and would take seconds.
_MOST_REPORTS = 100


class Figures:
    """Figures by the names of reports.  Any number of threads may read at once.

    Methods raise SeedError where a report cannot be read any more.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, report: str) -> tuple[Figure, ...]:
        """All figures of the report called `report`, in reading order."""
        return self._engine.figures(report)

    def within(self, report: str, span: Span) -> tuple[Figure, ...]:
        """The figures that begin within `span` of the report, in order."""
        return figures_within(self.of(report), span)

    def asked(self, report: str, span: Span, question: str) -> Figure | None:
        """The figure within `span` that `question` asks for; None where none is.

        It is the one whose name shares most with the question, in the unit, of the kind and of the
        tense that the question wants.
        """
        return figure_asked(self.within(report, span), self._engine.analyze(question))

    def about(self, report: str, words: str) -> tuple[Figure, ...]:
        """Those whose label, or whose sentence, is about `words`; those of the label first."""
        question = self._engine.analyze(words)
        asked = asked_figures(question)
        figures, text = self.of(report), self._engine.open(report).report.text
        years = {each.year for each in question.years if each.year}
        if years:
            figures = tuple(each for each in figures if each.year in years)
            if not asked.names:
                return tuple(each for each in figures if asked.fits(each))
        named = [each for each in figures if asked.nearness(each) >= _ABOUT]
        if asked.kind or asked.tense:
            fitting = [each for each in named or figures if asked.fits(each)]
            named = fitting or named
        held = [
            each
            for each in figures
            if asked.names
            and each not in named
            and all(any(name in _sentence(text, each) for name in names) for names in asked.names)
        ]
        return (*named, *([] if named and (asked.kind or asked.tense) else held))

    def by_topic(self, report: str) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
        """All figures of the report by topic, in the order of the topics; each once.

        A topic goes by the name that people call it; what belongs to none comes last, under an
        empty name.
        """
        topics = load_topics()
        names = [*(topic.names[0] for topic in topics), ""]
        found: dict[str, list[Figure]] = {name: [] for name in names}
        for each in self.of(report):
            words = each.named.lower()
            longest = [
                max((len(t) for t in topic.terms if t in words), default=0) for topic in topics
            ]
            best = max(longest, default=0)
            found[names[longest.index(best)] if best else ""].append(each)
        return tuple((name, tuple(own)) for name, own in found.items() if own)

    def contradictions(self, report: str) -> tuple[Contradiction, ...]:
        """The figures of the report that cannot both be right."""
        return self._engine.contradictions(report)

    def series(self, text: str) -> Series | None:
        """The figures that the question `text` asks for of several reports, one each.

        None where it names nothing that is counted, or means a single report.
        """
        question = self._engine.analyze(text)
        if question.refusal is not None:
            return None
        reports, spans = self._engine.router.reports_meant(question)
        asked = asked_figures(question, spans)
        if not asked.names or len(reports) < 2:
            return None
        reports = reports[-_MOST_REPORTS:]
        series = series_of(asked, [(meta, self.of(meta.name)) for meta in reports])
        return series if series.found else None


def _sentence(text: str, each: Figure) -> str:
    return "".join(each.sentence.of(text).lower().split())
