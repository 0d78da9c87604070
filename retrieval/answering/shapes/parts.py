"""Several questions at once: one excerpt for each piece; and comparisons, in order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.answering.answer import Hit, hit_of
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.unsaid import unsaid
from retrieval.language.time_frames import Frame
from retrieval.query.shape import Piece, Reading, Shape
from retrieval.ranking.excerpts import Excerpt, choose_excerpts
from retrieval.ranking.pipeline import PipelineResult

__all__ = ["compose_comparison", "compose_parts"]

# Between the labels of pieces that one excerpt answers.
_AND = "；"
# An excerpt about the time of a piece is a side of a comparison where its score is at least this
# share of the best one's.
_LEAST_SHARE = 0.5
# The order of frames in time: what came, what comes next, what is planned for years.
_IN_TIME = {Frame.REVIEW: 0, Frame.UNKNOWN: 1, Frame.NEXT: 2, Frame.PLAN: 3}


@dataclass(frozen=True, slots=True)
class _Found:
    """The first excerpt for a piece; `frame`: the time that it is about."""

    piece: Piece
    hit: Hit
    frame: Frame


def compose_parts(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """One excerpt for each piece, in the order of the question.

    None where no piece is answered, and where one excerpt answers the question as a whole.
    """
    return _as_parts(*_found(searcher, reading.pieces, _answering), result)


def _as_parts(
    found: Sequence[_Found], unanswered: tuple[str, ...], result: SearchResult
) -> Composition | None:
    """What was found for the pieces, in the order of the question; None as `compose_parts`."""
    if not found or (not unanswered and len({each.hit.location for each in found}) == 1):
        return None
    # One piece alone may be answered for lack of the subject that stands in another.
    if len(found) == 1 and (not result.answers or _answers_as_whole(result, found[0].hit)):
        return None
    hits = _grouped(found)
    return Composition(Shape.PARTS, hits, len(hits), unanswered)


def compose_comparison(
    searcher: Searcher, reading: Reading, result: SearchResult
) -> Composition | None:
    """The excerpts for the pieces in order of time; where fewer than two differ, as parts."""
    found, unanswered = _found(searcher, reading.pieces, _of_its_time)
    if len({each.hit.location for each in found}) < 2:
        return _as_parts(found, unanswered, result)
    found.sort(key=lambda each: _IN_TIME[each.frame])
    hits = _grouped(found)
    return Composition(Shape.COMPARISON, hits, len(hits), unanswered)


def _of_its_time(result: SearchResult) -> tuple[PipelineResult, Excerpt] | None:
    """The best excerpt about the time that a piece names: what is said of another time is no side
    of a comparison.  None where what is said of it is far from the best."""
    best = result.best
    if best is None or not best.found.ranked:
        return None
    found = best.found
    frames = _frames(found)
    if not frames:
        return _answering(result)
    index = found.index
    about = [each for each in found.ranked if index.sentences[each.sentence].frame in frames]
    near = about and (result.answers or found.relevance.answers)
    if not near or about[0].score < _LEAST_SHARE * found.ranked[0].score:
        return _answering(result)
    return found, choose_excerpts(about, index, 1)[0]


def _frames(found: PipelineResult) -> frozenset[Frame]:
    """The frames that the question names, or that its tense means."""
    period = found.question.period
    named = period.frames
    if not named and period.leaning:
        named = frozenset({Frame.REVIEW} if period.leaning < 0 else {Frame.NEXT, Frame.PLAN})
    return found.index.frames_meant(named)


def _answering(result: SearchResult) -> tuple[PipelineResult, Excerpt] | None:
    """The first excerpt that answers."""
    if not result.answers:
        return None
    found = result.answers[0].found
    return found, found.excerpts[0]


def _found(
    searcher: Searcher,
    pieces: Sequence[Piece],
    chosen: Callable[[SearchResult], tuple[PipelineResult, Excerpt] | None],
) -> tuple[list[_Found], tuple[str, ...]]:
    """What is `chosen` for each piece, and the labels of those that find nothing."""
    found, unanswered = [], []
    for piece in pieces:
        of_piece = chosen(searcher.search(piece.question, 1))
        if of_piece is None:
            unanswered.append(piece.label)
            continue
        best, first = of_piece
        hit = hit_of(best, first)
        if unsaid(best.question, Reading(), hit.excerpt):
            unanswered.append(piece.label)
            continue
        frame = best.index.sentences[first.first].frame
        found.append(_Found(piece, hit, frame))
    return found, tuple(unanswered)


def _answers_as_whole(result: SearchResult, hit: Hit) -> bool:
    """Whether the question as a whole is answered by the same excerpt as its only piece."""
    return any(
        hit_of(each.found, excerpt).location == hit.location
        for each in result.answers
        for excerpt in each.found.excerpts[:1]
    )


def _grouped(found: Sequence[_Found]) -> tuple[Hit, ...]:
    """Each excerpt once, under the labels of the pieces that it answers; of two that overlap the
    longer one, which then answers both."""
    hits: list[Hit] = []
    labels: list[list[str]] = []
    for each in found:
        at = next((n for n, hit in enumerate(hits) if _overlap(hit, each.hit)), None)
        if at is None:
            hits.append(each.hit)
            labels.append([each.piece.label])
            continue
        labels[at].append(each.piece.label)
        hits[at] = max(hits[at], each.hit, key=lambda hit: len(hit.excerpt))
    named = zip(hits, labels, strict=True)
    return tuple(replace(hit, group=_AND.join(several)) for hit, several in named)


def _overlap(hit: Hit, other: Hit) -> bool:
    a, b = hit.location, other.location
    return a.report == b.report and a.start < b.end and b.start < a.end
