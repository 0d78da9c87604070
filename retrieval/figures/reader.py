"""Reading figures: all figures of a report, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.figures.figure import Cell, Figure, Kind, Tense
from retrieval.figures.finder import Found, find_numbers
from retrieval.figures.labels import Stretch, labels_of, stretches_of
from retrieval.figures.names import Label
from retrieval.figures.periods import Time, time_of, times_of
from retrieval.figures.plain import Plain, plain_of
from retrieval.figures.roles import bound_of, is_limit, kind_of, role_of
from retrieval.figures.words import load_figure_words
from retrieval.language.time_frames import Frame, load_time_words, working_year
from retrieval.reports.model import Part, Report, Span

__all__ = ["frames_of", "read_figures"]

_GOES_ON = "；;"
_TENSES = {Frame.REVIEW: Tense.RESULT, Frame.PLAN: Tense.PLAN, Frame.NEXT: Tense.PLAN}


@dataclass(frozen=True, slots=True)
class _Chain:
    """Sentences of one paragraph that end in ；, up to one that does not: what the first one says
    holds on."""

    sentences: tuple[Span, ...]
    paragraph: int
    part: Part
    frame: Frame

    @property
    def span(self) -> Span:
        return Span(self.sentences[0].start, self.sentences[-1].end)

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds the character at `offset` of the report."""
        return next(each for each in self.sentences if offset < each.end)


def read_figures(report: Report, frames: Sequence[Frame]) -> tuple[Figure, ...]:
    """The figures of `report`; none of its title block.

    `frames`: the time that each of its paragraphs is about, in their order (`frames_of`).
    """
    year, late = working_year(report)
    reader = _Reader(report.text, report.year if year is None else year, late)
    return tuple(figure for chain in _chains(report, frames) for figure in reader.read(chain))


def frames_of(report: Report) -> list[Frame]:
    """The time that each paragraph of `report` is about, by the headings of its parts."""
    year, _ = working_year(report)
    of_parts = load_time_words().frames([part.title for part in report.parts], year)
    frames = dict(zip(map(id, report.parts), of_parts, strict=True))
    return [frames[id(part)] for part, _, _ in report.walk()]


def _chains(report: Report, frames: Sequence[Frame]) -> Iterator[_Chain]:
    for (part, _, paragraph), frame in zip(report.walk(), frames, strict=True):
        if paragraph.span.end <= report.title_block_end:
            continue
        waiting: list[Span] = []
        for sentence in paragraph.sentences:
            waiting.append(sentence)
            if report.text[sentence.end - 1] not in _GOES_ON:
                yield _Chain(tuple(waiting), paragraph.number, part, frame)
                waiting = []
        if waiting:
            yield _Chain(tuple(waiting), paragraph.number, part, frame)


class _Reader:
    """Reads chain by chain, and remembers what those before it in the paragraph leave open."""

    def __init__(self, text: str, year: int | None, late: bool) -> None:
        self._text, self._year, self._late = text, year, late
        self._words = load_figure_words()
        self._part: Part | None = None
        self._paragraph = 0
        self._label: Cell | None = None
        # Whether the term that was named last lies ahead; whether a look back has begun.
        self._ahead: bool | None = None
        self._looks_back = False

    def read(self, chain: _Chain) -> Iterator[Figure]:
        """The figures of `chain`."""
        plain, words = plain_of(self._text, chain.span), self._words
        text = plain.text
        found = list(find_numbers(text, words))
        times = self._times(chain, text, bool(found))
        stretches = stretches_of(text, found, words)
        labels = labels_of(text, found, stretches, words)
        kind, before, last = None, 0, None
        for each, stretch, label in zip(found, stretches, labels, strict=True):
            shares = label is not None and label is last
            named = label.start if label else None
            kind = kind_of(text, each, stretch, kind, shares, named, words)
            time = time_of(text, times, each.start, before, stretch.end)
            before, last = each.end, label
            if label is not None:
                self._label = plain.cell(label.start, label.end)
            yield self._figure(chain, plain, each, stretch, label, kind, time)

    def _times(self, chain: _Chain, text: str, has_figures: bool) -> list[Time]:
        """The times of a chain, after which what is remembered is up to date.

        Of a chain without figures only what holds on after it is read.
        """
        words = self._words
        # A part about several terms (“十三五”时期成就和“十四五”时期任务) names them in its text.
        mixed = words.holds("periods several_terms", chain.part.title)
        if chain.paragraph != self._paragraph:
            self._ahead = self._ahead if chain.part is self._part and mixed else None
            self._paragraph, self._part = chain.paragraph, chain.part
            self._label, self._looks_back = None, False
        opens = words.holds("periods opening", text)
        if not (has_figures or mixed or opens or self._looks_back):
            return []
        times = times_of(text, self._year, self._late, words)
        self._ahead = next((t.ahead for t in times if t.is_term), self._ahead)
        if any(each.ahead for each in times):
            self._looks_back = False
        self._looks_back = self._looks_back or opens
        return times

    def _figure(
        self,
        chain: _Chain,
        plain: Plain,
        each: Found,
        stretch: Stretch,
        label: Label | None,
        kind: Kind,
        time: Time | None,
    ) -> Figure:
        words, text = self._words, plain.text
        tense = self._tense(text[stretch.left : stretch.end], time, _TENSES.get(chain.frame))
        bound, start, end = bound_of(text, each, words)
        action = label.action if label else None
        number = plain.cell(each.start, each.unit_start)
        return Figure(
            number=number,
            unit=plain.cell(each.unit_start, each.end) if each.end > each.unit_start else None,
            written=plain.cell(start, end),
            value=each.value,
            upper=each.upper,
            base=each.base,
            bound=bound,
            label=self._label,
            action=plain.cell(*action) if action else None,
            kind=kind,
            role=role_of(kind, tense, is_limit(text, each, stretch, words)),
            period=plain.cell(time.start, time.end) if time else None,
            tense=tense,
            year=self._year_of(time, text, tense, chain.frame),
            paragraph=chain.paragraph,
            sentence=chain.sentence_at(number.span.start),
        )

    def _year_of(self, time: Time | None, text: str, tense: Tense, frame: Frame) -> int | None:
        """The year that a figure is about: the one named, or that of its part: for 全年 and 年内,
        and in the plan of one year where no time is named."""
        if time is None:
            return self._year if frame is Frame.NEXT and tense is Tense.PLAN else None
        if time.year is not None or self._year is None:
            return time.year
        if not self._words["periods this_year"].fullmatch(text, time.start, time.end):
            return None
        return self._year - (tense is Tense.RESULT)

    def _tense(self, clause: str, time: Time | None, part: Tense | None) -> Tense:
        """Whether the figure of `clause` came or is planned: by its time, the words of its clause,
        a look back that goes on, its part, and the term that was named last."""
        words = self._words
        ahead = time.ahead if time else None
        if ahead is None and words.holds("roles done", clause):
            ahead = False
        if ahead is None and time is None and self._looks_back:
            ahead = False
        if ahead is None and part is None:
            ahead = True if words.holds("roles aims", clause) else self._ahead
        if ahead is None:
            return part or Tense.RESULT
        return Tense.PLAN if ahead else Tense.RESULT
