"""From a question to its answer: search, shape, and what is said where nothing answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.answering.answer import Answer, Hit, hit_of, overlap
from retrieval.answering.definitions import definition
from retrieval.answering.examples import Examples
from retrieval.answering.related import related_answer
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.compose import compose
from retrieval.answering.unsaid import unsaid
from retrieval.outcome import Outcome
from retrieval.query.relative_years import relative_years
from retrieval.query.shape import Reading
from retrieval.query.shape_reader import ShapeReader
from retrieval.ranking.excerpts import continued
from retrieval.ranking.pipeline import PipelineResult

__all__ = ["answer_question", "answers"]

# A further excerpt belongs to a reason or a way where it scores at least this share of the first;
# three fill a phone's screen.
_NEAR_SHARE, _MOST_NEAR = 0.5, 3
# Characters up to which the first goes on: half a screen.
_LONGEST_EXPLAINED = 350


def answer_question(
    searcher: Searcher, examples: Examples, shapes: ShapeReader, question: str, top: int
) -> Answer:
    """The answer to `question`, with up to `top` hits where it is one excerpt.

    Raises IndexUnavailableError.
    """
    result = searcher.search(question, top)
    reading = shapes.read(result.question)
    answer = (
        definition(searcher, result, question)
        or _shaped(searcher, reading, result, question)
        or _related(result, reading, question)
        or _common(result, examples, reading, question)
    )
    hit = next(iter([*answer.hits, *answer.related]), None)
    if hit is None:
        return answer
    meta = searcher.engine.metadata_of(hit.location.report)
    return replace(answer, relative_years=relative_years(result.question, meta))


def answers(searcher: Searcher, shapes: ShapeReader, question: str) -> SearchResult | None:
    """The search result of `question` where it is answered; else None.

    Raises IndexUnavailableError.
    """
    result = searcher.search(question, 1)
    reading = shapes.read(result.question)
    answer = _shaped(searcher, reading, result, question) or _related(result, reading, question)
    answered = answer.outcome is Outcome.ANSWERED if answer else bool(result.answers)
    return result if answered else None


def _shaped(
    searcher: Searcher, reading: Reading, result: SearchResult, question: str
) -> Answer | None:
    """The answer in the shape that the question wants; None where it is the common one."""
    if len(result.answers) > 1:  # of several reports, side by side
        return None
    composed = compose(searcher, reading, result)
    if composed is None:
        return None
    return Answer(
        question,
        Outcome.ANSWERED,
        composed.hits,
        margin=result.best.found.margin if result.best else None,
        shape=composed.shape,
        shown=composed.shown,
        unanswered=composed.unanswered,
    )


def _related(result: SearchResult, reading: Reading, question: str) -> Answer | None:
    """What is near, where nothing answers or the excerpt does not say what is asked of it."""
    if len(result.answers) > 1:
        return None
    if not result.answers:
        return related_answer(question, result, reading)
    found = result.answers[0].found
    lacking = unsaid(found.question, reading, hit_of(found, found.excerpts[0]).excerpt)
    return related_answer(question, result, reading, lacking) if lacking else None


def _common(result: SearchResult, examples: Examples, reading: Reading, question: str) -> Answer:
    """The best excerpts, or why there is none."""
    margin = result.best.found.margin if result.best else None
    if not result.answers:
        section = result.best.found.section if result.best else None
        nearest = section.title if section else ""
        return Answer(
            question,
            result.outcome,
            (),
            examples.suggestions(result),
            nearest,
            margin,
            reply=result.question.small_talk,
        )
    several = len(result.answers) > 1
    hits = tuple(
        hit_of(each.found, excerpt)
        for each in result.answers
        for excerpt in each.found.excerpts[: 1 if several else None]
    )
    if reading.why and not several:
        hits = _explained(result.answers[0].found, hits)
    return Answer(
        question,
        result.outcome,
        hits,
        margin=margin,
        shown=len(hits) if several else _shown(hits, reading.why),
        side_by_side=several,
    )


def _explained(found: PipelineResult, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """`hits` of a reason or a way: the first goes on to the end of its paragraph, and none of the
    others repeats it."""
    wider = continued(found.excerpts[0], found.index, _LONGEST_EXPLAINED)
    if wider == found.excerpts[0]:
        return tuple(hits)
    first = hit_of(found, wider)
    return (first, *(each for each in hits[1:] if not overlap(first, each)))


def _shown(hits: Sequence[Hit], why: bool) -> int:
    """How many of `hits` the first reply shows: of a reason or a way those that are near."""
    if not why:
        return 1
    near = [hit for hit in hits[:_MOST_NEAR] if hit.score >= _NEAR_SHARE * hits[0].score]
    return len(near)
