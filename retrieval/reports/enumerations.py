"""Enumerations of a report: what announces them, and their items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.reports.alike import ANNOUNCEMENT, alike
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
from retrieval.reports.numbering import Style, numbering_of

__all__ = ["Enumeration", "enumerations_of"]

# Before a number within a paragraph; 、 and letters are not: 第一、二产业.
_BEFORE = re.compile(r"(?<=[。；;：:，,！？\s])(?=[一二三四五六七八九十第（(①-⑩0-9０-９])")
# Styles that number items within a paragraph, too.
_INLINE = frozenset({Style.FIRSTLY, Style.ORDINAL, Style.BRACKET, Style.ARABIC_BRACKET})
_FIRSTLY = re.compile("(十?[一二三四五六七八九十])要")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_DASH = re.compile("[—－-]{2}")
_SEMICOLONS, _COLONS = "；;", "：:"
_SHORT = 20  # what is no longer says little alone (今年将采取三项举措。)
# Clauses behind a colon that are a list: with fewer it may explain one thing.
_FEWEST_CLAUSES = 3
_LONG = 60  # of a longer sentence the announcement would be all that is shown of the first item
_CLAUSE = re.compile("[，,；;、]")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items that stand together under one announcement.

    `announcement`: the words before them, a heading or the end of a paragraph; may be empty.
    `items`: their spans in reading order; one where a single sentence holds them all.
    `numbered`: whether numbers tell them apart; `alike`: only that they begin alike.
    """

    announcement: str
    items: tuple[Span, ...]
    numbered: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading or a paragraph below the title block."""

    span: Span
    part: Part
    section: Section
    paragraph: Paragraph | None

    @property
    def heads_part(self) -> bool:
        """Whether it is the heading of a part."""
        return self.part.heading is not None and self.span == self.part.heading.span


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number before an item: where it stands, in which line, its style and value."""

    at: int
    line: int
    style: str
    value: int


def enumerations_of(report: Report) -> tuple[Enumeration, ...]:
    """All enumerations of `report`, in no particular order."""
    lines = _lines(report)
    return (
        *_numbered(report.text, lines),
        *_dashed(report.text, lines),
        *_behind_colons(report.text, lines),
        *_headed(report),
        *(Enumeration(before, items, alike=True) for before, items in alike(report)),
    )


def _lines(report: Report) -> list[_Line]:
    """The headings and paragraphs of the body."""
    lines: list[_Line] = []
    for part in report.parts:
        lines += _heading(
            part.heading, part, part.sections[0] if part.sections else Section(None, ())
        )
        for section in part.sections:
            lines += _heading(section.heading, part, section)
            lines += [_Line(each.span, part, section, each) for each in section.paragraphs]
    return [
        line
        for line in lines
        if line.span.start >= report.title_block_end
        and (line.paragraph is None or line.paragraph.note is None)
    ]


def _heading(heading: Heading | None, part: Part, section: Section) -> list[_Line]:
    """The line of a heading; none where it is the beginning of a paragraph."""
    if heading is None or heading.run_in:
        return []
    return [_Line(heading.span, part, section, None)]


def _numbered(text: str, lines: Sequence[_Line]) -> Iterator[Enumeration]:
    """Items that numbers of one style tell apart: 一是…二是, （一）…（二）, 1、…2、."""
    open_runs: dict[str, list[_Mark]] = {}
    runs: list[list[_Mark]] = []
    for mark in _marks(text, lines):
        run = open_runs.get(mark.style)
        follows = run is not None and mark.value == run[-1].value + 1
        if follows and run is not None and _stand_together(lines[run[0].line], lines[mark.line]):
            run.append(mark)
        elif mark.value == 1:
            open_runs[mark.style] = [mark]
            runs.append(open_runs[mark.style])
    for run in runs:
        if len(run) >= _FEWEST:
            yield Enumeration(_before(text, lines, run[0]), _items(lines, run), True)


def _stand_together(first: _Line, later: _Line) -> bool:
    """Whether both are of one part, or the headings of two."""
    return first.part is later.part or (first.heads_part and later.heads_part)


def _marks(text: str, lines: Sequence[_Line]) -> Iterator[_Mark]:
    """The numbers at the beginning of lines, and of clauses within paragraphs."""
    for number, line in enumerate(lines):
        starts = [line.span.start]
        if line.paragraph is not None:
            starts += [
                m.start() for m in _BEFORE.finditer(text, line.span.start + 1, line.span.end)
            ]
        for start in starts:
            mark = _mark(text[start : start + 8], start, number, first=start == line.span.start)
            if mark is not None:
                yield mark


def _mark(beginning: str, at: int, line: int, *, first: bool) -> _Mark | None:
    if beginning[:1] and beginning[0] in _CIRCLED:
        return _Mark(at, line, "①", _CIRCLED.index(beginning[0]) + 1)
    wanted = _FIRSTLY.match(beginning)
    if wanted:
        return _Mark(at, line, "一要", "一二三四五六七八九十".index(wanted[1][-1]) + 1)
    found = numbering_of(beginning)
    if found is None or not (first or found.style in _INLINE):
        return None
    return _Mark(at, line, found.style.name, found.value)


def _items(lines: Sequence[_Line], run: Sequence[_Mark]) -> tuple[Span, ...]:
    """Each from its number to the next one, but not beyond its line."""
    ends = [min(lines[mark.line].span.end, after.at) for mark, after in pairwise(run)] + [
        lines[run[-1].line].span.end
    ]
    return tuple(Span(mark.at, end) for mark, end in zip(run, ends, strict=True))


def _before(text: str, lines: Sequence[_Line], mark: _Mark) -> str:
    """The words before the first item: of its own line, of the line before, of the heading."""
    line = lines[mark.line]
    words = text[line.span.start : mark.at]
    together = mark.line and (lines[mark.line - 1].part is line.part or line.heads_part)
    if together and len(words) < _SHORT:
        words = lines[mark.line - 1].span.of(text)[-ANNOUNCEMENT:] + words
    return words[-ANNOUNCEMENT:]


def _dashed(text: str, lines: Sequence[_Line]) -> Iterator[Enumeration]:
    """Paragraphs that begin with a dash, one below the other."""
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        if line is not None and _DASH.match(text, line.span.start):
            run.append(number)
            continue
        if len(run) >= _FEWEST:
            first = run[0]
            before = lines[first - 1].span.of(text)[-ANNOUNCEMENT:] if first else ""
            yield Enumeration(before, tuple(lines[each].span for each in run))
        run = []


def _behind_colons(text: str, lines: Sequence[_Line]) -> Iterator[Enumeration]:
    """What follows a colon: clauses up to the full stop, sentences or paragraphs that end with
    semicolons up to the one that does not."""
    paragraphs = [line.paragraph for line in lines if line.paragraph is not None]
    for number, paragraph in enumerate(paragraphs):
        sentences = list(paragraph.sentences)
        last = sentences[-1].of(text) if sentences else ""
        opens = last[-1:] and last[-1] in _COLONS
        if opens and (below := _below(text, paragraphs[number + 1 :])):
            yield Enumeration(_announced(text, sentences, len(sentences) - 1), below)
        for at in range(len(sentences)):
            if run := _run(text, sentences, at):
                yield Enumeration(_announced(text, sentences, at), run)


def _run(text: str, sentences: Sequence[Span], at: int) -> tuple[Span, ...]:
    """The sentences of the list that sentence `at` opens with a colon; none where it opens none."""
    sentence = sentences[at].of(text)
    colon = next((n for n, char in enumerate(sentence) if char in _COLONS), None)
    if colon is None or colon == len(sentence) - 1:
        return ()
    end = at
    while end + 1 < len(sentences) and sentences[end].of(text)[-1] in _SEMICOLONS:
        end += 1
    if end > at:
        skipped = colon + 1 if len(sentence) > _LONG else 0
        first = Span(sentences[at].start + skipped, sentences[at].end)
        return (first, *sentences[at + 1 : end + 1])
    clauses = _CLAUSE.split(sentence[colon + 1 :])
    return (sentences[at],) if len(clauses) >= _FEWEST_CLAUSES else ()


def _below(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The paragraphs of a list that ends with the first one without a semicolon."""
    items: list[Span] = []
    for paragraph in paragraphs:
        items.append(paragraph.span)
        if paragraph.span.of(text).rstrip()[-1:] not in tuple(_SEMICOLONS):
            break
    return tuple(items) if len(items) >= _FEWEST else ()


def _announced(text: str, sentences: Sequence[Span], at: int) -> str:
    """The words up to the colon of sentence `at`, behind the sentence before it."""
    sentence = sentences[at].of(text)
    colon = min((sentence.find(each) for each in _COLONS if each in sentence), default=0)
    before = sentences[at - 1].of(text) if at else ""
    return (before + sentence[: colon + 1])[-ANNOUNCEMENT:]


def _headed(report: Report) -> Iterator[Enumeration]:
    """The headings of the sections of a part, and the run-in headings of a section's paragraphs."""
    for part in report.parts:
        headings = [section.heading for section in part.sections if section.heading is not None]
        if len(headings) >= _FEWEST:
            yield Enumeration(part.title, tuple(each.span for each in headings))
        for section in part.sections:
            run_in = [each.heading for each in section.paragraphs if each.heading is not None]
            if len(run_in) > _FEWEST:
                yield Enumeration(section.title or part.title, tuple(run_in))
