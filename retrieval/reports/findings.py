"""Findings: what looks wrong in a report that was read, in sentences for operators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from retrieval.reports.damage import damage_of
from retrieval.reports.finding import Finding
from retrieval.reports.furniture import ANNEX
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Heading, Paragraph, Report
from retrieval.reports.numbering import numbering_of
from retrieval.reports.sentences import SENTENCE_END

__all__ = ["findings_of"]

# Characters: the longest paragraph of 100 reports has 1 760.
_LONGEST_PARAGRAPH = 2_500
# The shortest of 100 reports has 5 000 characters; a digest or a news item has fewer.
_SHORTEST_REPORT = 4_000
# What news items say about a session, and digests about a report; no report says it of itself.
_NEWS = re.compile(
    r"应出席(?:会议的?)?代表|实际?出席|主席台前?排?就座|(?:隆重|胜利)?(?:开幕|闭幕)[。，]|本报(?:记者|讯)"
    r"|作(?:了)?政府工作报告[。，]|(?:报告|会议)(?:还)?(?:指出|强调|提出|回顾了?|认为)"
)
_FEWEST_NEWS = 3
_DIGEST = re.compile("摘[要登编]|节选|解读|图解|一图读懂|图说|要点")
_SPEAKS = re.compile(r"我(?:受|代表)|各位(?:代表|委员)|请予?审议")
_NOTE_MARK = re.compile(r"[\[［〔]\s*[0-9０-９]{1,3}\s*[\]］〕]")
# A single figure in brackets may be one of a quotation.
_FEWEST_MARKS = 2
# A paragraph that is no item of a list ends with one of these.
_ENDS = re.compile(r"[。！？；：!?;:…—”）)》]$")
_MOST_UNFINISHED = 0.15
_FEWEST_UNFINISHED = 8
_FEWEST_AFTER_END = 3
# A line of the page has no more characters.
_LONGEST_PAGE_LINE = 40
_LONG = 40
# A heading: the noun that ends it, and after it the beginning of a sentence.
_SWALLOWED = re.compile(
    r"(?:回顾|任务|安排|重点|目标|要求|建设|情况|工作)(?:(?:19|20)[0-9]{2}年?[是，]|过去[一的]|今年是|各位|我们|五年来，)|[:：]$"
)


def findings_of(report: Report) -> tuple[Finding, ...]:
    """What looks wrong in `report`."""
    return (
        *_no_report(report),
        *_paragraphs(report),
        *damage_of(report),
        *_outline(report),
        *_after_end(report),
        *_notes(report),
    )


def _text(report: Report, paragraph: Paragraph) -> str:
    return paragraph.span.of(report.text)


def _no_report(report: Report) -> Iterator[Finding]:
    length = sum(each.span.end - each.span.start for each in report.paragraphs)
    text = "\n".join(_text(report, each) for each in report.paragraphs)
    said = _NEWS.findall(text)
    if len(said) >= _FEWEST_NEWS and not _SPEAKS.search(text):
        yield Finding(
            "news",
            f"this is about a session, not the report itself (“{said[0]}”, “{said[-1]}”); "
            "put in the text that was read out",
            count=len(said),
        )
    digest = _DIGEST.search(report.title) or _DIGEST.search(report.name)
    if digest:
        yield Finding(
            "digest",
            f"its name says “{digest[0]}”, so it is about a report, not the report itself; "
            "put in the text that was read out",
        )
    if length < _SHORTEST_REPORT:
        yield Finding(
            "short",
            f"the text has only {length:,} characters, so it is hardly a whole report; "
            "put the full text in",
        )


def _paragraphs(report: Report) -> Iterator[Finding]:
    long = [p for p in report.paragraphs if p.span.end - p.span.start > _LONGEST_PARAGRAPH]
    if long:
        length = max(each.span.end - each.span.start for each in long)
        yield Finding(
            "long_paragraph",
            f"paragraph {long[0].number} has {length:,} characters, so line breaks seem lost; "
            "begin a new line at each heading and paragraph",
            long[0].number,
            len(long),
        )
    body = [p for p in report.paragraphs if p.note is None and not _in_title(report, p)]
    unfinished = [p for p in body if not _ENDS.search(_text(report, p))]
    if len(unfinished) >= max(_FEWEST_UNFINISHED, _MOST_UNFINISHED * len(body)):
        first = unfinished[0].number
        yield Finding(
            "broken_lines",
            f"{len(unfinished)} paragraphs end within a sentence, the first is {first}: lines "
            "were broken where the page had links or columns; join them",
            first,
            len(unfinished),
        )
    texts = Counter(squeeze(_text(report, p)) for p in body)
    twice = [p for p in body if texts[squeeze(_text(report, p))] > 1]
    twice = [p for p in twice if p.span.end - p.span.start >= _LONG]
    if twice:
        yield Finding(
            "repeated",
            f"{len(twice)} paragraphs are there more than once, the first is {twice[0].number}; "
            "take one of each out",
            twice[0].number,
            len(twice),
        )


def _in_title(report: Report, paragraph: Paragraph) -> bool:
    return paragraph.span.end <= report.title_block_end


def _outline(report: Report) -> Iterator[Finding]:
    headings = list(report.headings())
    if not headings:
        yield Finding(
            "no_headings",
            "no heading was found, so no overview of its parts can be given; "
            "put each heading on a line of its own",
        )
    for heading in headings:
        if _SWALLOWED.search(squeeze(heading.title)):
            yield Finding(
                "swallowed",
                f"the heading “{heading.title}” goes on with the text below it; "
                "begin a new line where the heading ends",
                _below(report, heading),
            )
    for part in report.parts:
        yield from _gaps(report, [each.heading for each in part.sections if each.heading])
    yield from _gaps(report, [part.heading for part in report.parts if part.heading])


def _gaps(report: Report, headings: list[Heading]) -> Iterator[Finding]:
    for before, after in pairwise(headings):
        first, second = numbering_of(before.title), numbering_of(after.title)
        if first and second and first.style is second.style and second.value > first.value + 1:
            yield Finding(
                "missing_heading",
                f"between the headings “{before.title}” and “{after.title}” one is missing; "
                "put it on a line of its own",
                _below(report, after),
                serious=False,
            )


def _below(report: Report, heading: Heading) -> int | None:
    """The number of the first paragraph below `heading`."""
    below = (p.number for p in report.paragraphs if p.span.end > heading.span.start)
    return next(below, None)


def _after_end(report: Report) -> Iterator[Finding]:
    """Short lines after the last sentence: what follows a report on its page."""
    last = list(report.parts[-1].sections[-1].paragraphs) if report.parts else []
    titles = [each.title for each in report.headings()]
    if any(ANNEX.match(title) for title in titles):
        return
    after: list[Paragraph] = []
    for paragraph in reversed(last):
        text = _text(report, paragraph)
        if paragraph.note or len(text) > _LONGEST_PAGE_LINE or SENTENCE_END.search(text):
            break
        after.insert(0, paragraph)
    if len(after) >= _FEWEST_AFTER_END:
        first = _text(report, after[0])
        yield Finding(
            "after_end",
            f"{len(after)} short lines follow the end, from paragraph {after[0].number} on "
            f"(“{first}”): they belong to the page; take them out",
            after[0].number,
            len(after),
        )


def _notes(report: Report) -> Iterator[Finding]:
    notes = [p for p in report.paragraphs if p.note]
    if notes:
        return
    marks = [
        (p, mark)
        for p in report.paragraphs
        for mark in _NOTE_MARK.findall(_text(report, p))
        if p.note is None
    ]
    if len(marks) >= _FEWEST_MARKS:
        paragraph, mark = marks[0]
        yield Finding(
            "notes_missing",
            f"{len(marks)} marks such as {mark} refer to notes that are not there; "
            "put the notes below the text, or take the marks out",
            paragraph.number,
            len(marks),
            serious=False,
        )
