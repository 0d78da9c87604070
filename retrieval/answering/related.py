"""What a report mentions without saying what is asked: what is near, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from retrieval.answering.answer import Answer, Hit, hit_of
from retrieval.answering.result import SearchResult
from retrieval.language.normalization import fold
from retrieval.outcome import Missing, Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Reading, Shape
from retrieval.ranking.excerpts import choose_excerpts

__all__ = ["related_answer"]

# Excerpts that are near: the first is right nearly as often as all of them.
_MOST = 3
# A further one is near where its score is at least this share of the first.
_LEAST_SHARE = 0.6
# Characters of the subject in the reply: a line of a phone has about twenty.
_LONGEST_SUBJECT = 14
# Characters between two words of a subject that belong to it: none of 老旧小区电梯改造 is more.
_GAP = 2
# What is missing by the kind of answer that is wanted, the more telling kinds first.
_OF_KIND: Mapping[str, Missing] = MappingProxyType(
    {
        "telephone": Missing.CONTACT,
        "procedure": Missing.PROCEDURE,
        "person": Missing.PERSON,
        "price": Missing.MONEY,
        "money": Missing.MONEY,
        "address": Missing.PLACE,
        "hours": Missing.TIME,
        "time": Missing.TIME,
        "age": Missing.TIME,
        "reason": Missing.REASON,
        "measure": Missing.NUMBER,
        "sum": Missing.MONEY,
        "rate": Missing.NUMBER,
        "number": Missing.NUMBER,
        "place": Missing.PLACE,
        "list": Missing.BREAKDOWN,
    }
)
# Outcomes that may be this one instead.
_DECLINED = frozenset({Outcome.NOT_IN_REPORT, Outcome.OTHER_YEAR, Outcome.OTHER_PLACE})


def related_answer(
    text: str, result: SearchResult, reading: Reading, lacking: Missing | None = None
) -> Answer | None:
    """The answer to the question `text` that no excerpt answers; None where nothing is near.

    `reading`: the shape that was wanted; `lacking`: what the answering excerpt does not say.
    """
    best = result.best
    if best is None:
        return None
    if lacking is None and (result.outcome not in _DECLINED or not best.found.relevance.answers):
        return None
    # No report of that place or year is loaded, or it answers for another place within its own.
    if lacking is None and (result.missing is not None or not best.complete):
        return None
    found = best.found
    excerpts = choose_excerpts(found.ranked, found.index, _MOST)
    least = _LEAST_SHARE * excerpts[0].score
    near = [hit_of(found, each) for each in excerpts if each.score >= least] or [
        hit_of(found, excerpts[0])
    ]
    if not near[0].highlights and not _bridged(found.question, near[0]):  # it only sounds alike
        return None
    return Answer(
        text,
        Outcome.RELATED,
        margin=found.margin,
        missing=lacking or _missing(found.question, reading),
        subject=_subject(near[0]),
        absent=next(iter(found.question.places), ""),
        related=tuple(near),
    )


def _bridged(question: Question, hit: Hit) -> bool:
    """Whether the lexicon leads from the question to the excerpt, be it by a loose term."""
    text = fold(hit.excerpt).text
    return any(term in text for each in question.expansions for term, _ in each.official)


def _missing(question: Question, reading: Reading) -> Missing:
    """What the report does not say, by what the question wants of it."""
    if question.places:
        return Missing.ELSEWHERE
    if question.other_years:
        return Missing.YEAR
    wanted = (missing for kind, missing in _OF_KIND.items() if kind in question.kinds)
    found = next(wanted, Missing.OTHER)
    if reading.shape is Shape.LIST and found in (Missing.BREAKDOWN, Missing.NUMBER, Missing.OTHER):
        return Missing.MEANING if _abbreviated(reading) else Missing.BREAKDOWN
    return found


def _abbreviated(reading: Reading) -> bool:
    """Whether an abbreviation is to be spelled out: 三治三清五控."""
    return any(len(word) == len("三治") for word in reading.words)


def _subject(hit: Hit) -> str:
    """The longest stretch of words of the question in the excerpt; empty without any."""
    best = run = ""
    end = -1
    for span in hit.highlights:
        text = hit.excerpt[span.start : span.end]
        near = 0 <= span.start - end <= _GAP and run and text
        between = hit.excerpt[end : span.start] if near else ""
        run = run + between + text if near and between.isalnum() else text
        end = span.end
        if len(best) < len(run) <= _LONGEST_SUBJECT:
            best = run
    return best
