"""What an outline is of: a report, some of its sections, or some of its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from retrieval.answering.shapes.relevance import Subject, subject_of
from retrieval.index.index import Index
from retrieval.language.normalization import fold
from retrieval.language.numerals import DIGITS
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question
from retrieval.query.shape import Reading
from retrieval.query.shape_words import load_shape_words
from retrieval.reports.model import Part, Section
from retrieval.reports.numbering import numbering_of

__all__ = ["body_of", "entries_meant", "section_of_subject"]

_PART = re.compile("第([一二三四五六七八九十0-9]+)(.?)")
# What sections are called rather than parts.
_OF_SECTIONS = frozenset("项条节点")
# A heading is meant where it holds at least this share of the pairs of characters of the subject:
# 政府自身建设 is of 切实加强政府自身建设, and not of 政府工作.
_MEANT = 0.6
# The least that a term in a heading has to count: as much as one of a topic.
_LEAST_TERM = 0.6
# The tense of a longer question is that of a story around it.
_SHORT = 14
# A frame is that of a section where at least this share of its sentences has it.
_MOST = 0.5
_PUNCTUATION = " ,.?!;:、。~"
# The times of what was done and of what is to be done.
_OF_TARGET: Mapping[str, frozenset[Frame]] = {
    "review": frozenset({Frame.REVIEW}),
    "plan": frozenset({Frame.NEXT, Frame.PLAN}),
}


def body_of(index: Index) -> list[int]:
    """The entries of the report below its title block and above its notes."""
    return [
        n
        for n, entry in enumerate(index.entries)
        if not entry.in_title_block and entry.paragraph.note is None
    ]


def entries_meant(index: Index, question: Question, reading: Reading) -> list[int]:
    """The entries of the body that an outline is of: of the part with that number, of the sections
    whose heading fits, of those about the time that is named, else all."""
    body, subject = body_of(index), reading.subject
    numbered = _numbered_part(index, question, subject, body)
    if numbered:
        return numbered
    # The year is that of the report: 2025年的报告讲了些啥.
    if reading.target == "all" and load_shape_words()["whole"].search(question.read.text):
        return body
    of_time = _of_time(index, question, reading, body)
    if of_time and _is_work_as_a_whole(subject):
        return of_time
    words = subject_of(subject, question, index)
    of_subject = (
        section_of_subject(index, subject, question, body)
        or _section_of_topic(index, words, body)
        or _paragraph_of_topic(index, words, body)
    )
    # A heading of another time than the one that is named (五年工作回顾 for 今后五年) is not meant.
    in_time = [n for n in of_subject if n in of_time] if of_time else of_subject
    return in_time or of_time or body


def _of_time(index: Index, question: Question, reading: Reading, body: Sequence[int]) -> list[int]:
    """The entries about the time that the question names, else about that of its target; none
    where it is of all."""
    frames = index.frames_meant(_frames(question) or _OF_TARGET.get(reading.target, frozenset()))
    return [n for n in body if _frame(index, n) in frames]


def _frames(question: Question) -> frozenset[Frame]:
    """The frames that a question for an outline names, or that the tense of a short one means."""
    period, text = question.period, question.read.text
    # Who asks for the work of this year wants what a report proposes, whenever it was given.
    if period.leaning >= 0 and load_shape_words()["this_year"].search(text):
        return period.frames - {Frame.REVIEW} | {Frame.NEXT}
    if period.frames or not period.leaning or len(text) > _SHORT:
        return period.frames
    return frozenset({Frame.REVIEW} if period.leaning < 0 else {Frame.NEXT})


def _is_work_as_a_whole(subject: str) -> bool:
    """Whether `subject` names no more than a time and its work: 2017年重点抓好的八项工作."""
    for name in ("times", "work"):
        subject = load_shape_words()[name].sub("", subject)
    return not subject.strip(_PUNCTUATION)


def _numbered_part(
    index: Index, question: Question, subject: str, body: Sequence[int]
) -> list[int]:
    """The entries under the heading of that number (第二部分, 第四项): of several the one that fits
    the subject; where headings have no numbers, by their order."""
    found = _PART.search(question.read.text)
    if found is None:
        return []
    number = int(found[1]) if found[1].isdecimal() else DIGITS.get(found[1], 0)
    if not number:  # nor have headings without a number this one
        return []
    parts: list[Part | Section] = [part for part in index.report.parts if part.title]
    sections: list[Part | Section] = [
        section for part in index.report.parts for section in part.sections if section.title
    ]
    levels = [sections, parts] if found[2] in _OF_SECTIONS else [parts, sections]
    terms = dict(zip(question.terms, question.rarities, strict=True))
    for level in levels:
        numbers = [_number(each.title) for each in level]
        numbered = [each for each, own in zip(level, numbers, strict=True) if own == number]
        if not any(numbers) and number <= len(level) and len(level) > 1:
            numbered = [level[number - 1]]
        if numbered:
            best = max(numbered, key=lambda each: _share(subject, terms, each.title))
            return _under(index, body, best)
    return []


def _number(title: str) -> int:
    """The number before a heading, 0 without one."""
    found = numbering_of(title)
    return found.value if found else 0


def section_of_subject(
    index: Index, subject: str, question: Question, body: Sequence[int]
) -> list[int]:
    """The entries under the heading of a part or section that fits `subject` best; none where none
    fits."""
    rarities = zip(question.terms, question.rarities, strict=True)
    terms = {term: rarity for term, rarity in rarities if term in subject}
    return _under_best(index, body, lambda title: _share(subject, terms, title), _MEANT)


def _section_of_topic(index: Index, subject: Subject, body: Sequence[int]) -> list[int]:
    """The same by official terms and those of the topics of the subject."""
    return _under_best(index, body, lambda title: _most(subject, fold(title).text), _LEAST_TERM)


def _paragraph_of_topic(index: Index, subject: Subject, body: Sequence[int]) -> list[int]:
    """The paragraph whose lead holds most of them; none without one."""
    leads = {n: _most(subject, index.sentences[index.first_sentence[n]].folded) for n in body}
    best = max(body, key=lambda n: leads[n], default=None)
    return [best] if best is not None and leads[best] >= _LEAST_TERM else []


def _most(subject: Subject, text: str) -> float:
    return sum(weight for term, weight in subject.of_topics.items() if term in text)


def _under_best(
    index: Index, body: Sequence[int], fit: Callable[[str], float], least: float
) -> list[int]:
    """The entries under the first heading that fits best, by `least` or more; none without one."""
    places: list[Part | Section] = []
    for part in index.report.parts:
        places += [part, *part.sections]
    best = max(places, key=lambda place: fit(place.title), default=None)
    if best is None or fit(best.title) < least:
        return []
    return _under(index, body, best)


def _under(index: Index, body: Sequence[int], place: Part | Section) -> list[int]:
    return [n for n in body if place in (index.entries[n].part, index.entries[n].section)]


def _share(subject: str, terms: Mapping[str, float], title: str) -> float:
    """How much of `subject` the title holds, from 0 to 1: of its pairs of characters, or of its
    `terms` by their rarity, whichever is more."""
    title = fold(title).text
    pairs = {subject[at : at + 2] for at in range(len(subject) - 1)}
    of_pairs = sum(pair in title for pair in pairs) / len(pairs) if pairs else 0.0
    total = sum(terms.values())
    held = sum(rarity for term, rarity in terms.items() if term in title)
    return max(of_pairs, held / total if total else 0.0)


def _frame(index: Index, entry: int) -> Frame:
    """The frame of most sentences of an entry."""
    frames = [Frame(int(index.frame_of[n])) for n in index.sentences_of(entry)]
    frame, count = Counter(frames).most_common(1)[0]
    return frame if count >= _MOST * len(frames) else Frame.UNKNOWN
