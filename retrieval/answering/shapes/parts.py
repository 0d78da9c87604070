"""Several questions at once: one excerpt for each piece; and comparisons, in order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.answering.answer import Hit, hit_of, overlap
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.shapes.figure_contrast import contrasted_figures, frames_named
from retrieval.answering.shapes.figure_lines import lines_of, with_figures
from retrieval.answering.shapes.figure_sides import Side, with_asked_figures
from retrieval.answering.unsaid import unsaid
from retrieval.figures.figure import Figure, Tense
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
# An excerpt about what came answers nearly as well where its score is this share of the best's.
_NEARLY = 0.75
# The order of frames in time: what came, what comes next, what is planned for years.
_IN_TIME = {Frame.REVIEW: 0, Frame.UNKNOWN: 1, Frame.NEXT: 2, Frame.PLAN: 3}


@dataclass(frozen=True, slots=True)
class _Found:
    """The first excerpt for a piece; `frame`: the time that it is about."""

    piece: Piece
    side: Side
    frame: Frame

    @property
    def hit(self) -> Hit:
        return self.side.hit


def compose_parts(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """One excerpt for each piece, in the order of the question.

    None where no piece is answered, and where one excerpt answers the question as a whole.
    """
    searched = _searched(searcher, reading.pieces)
    found, unanswered = _found(searched, _answering)
    frames = {each.frame for each in found}
    # Of several things at no time that is named, none is told from another time than the others.
    if Frame.REVIEW in frames and len(frames) > 1:
        found, unanswered = _found(searched, _that_came)
    return _as_parts(searcher, found, unanswered, result)


def _that_came(result: SearchResult) -> tuple[PipelineResult, Excerpt] | None:
    """The best excerpt about what came, where the question names no time and it answers nearly as
    well as the best; else that."""
    if not result.answers or _named(result.answers[0].found):
        return _answering(result)
    found = result.answers[0].found
    index = found.index
    about = [e for e in found.ranked if index.sentences[e.sentence].frame is Frame.REVIEW]
    if not about or about[0].score < _NEARLY * found.ranked[0].score:
        return _answering(result)
    return found, choose_excerpts(about, index, 1)[0]


def _as_parts(
    searcher: Searcher, found: Sequence[_Found], unanswered: tuple[str, ...], result: SearchResult
) -> Composition | None:
    """What was found for the pieces, in the order of the question; None as `compose_parts`."""
    if not found:
        return None
    found = _with_figures(searcher, found)
    one = len({each.hit.location for each in found}) == 1
    whole = _answers_as_whole(result, found[0].hit)
    if one and not unanswered and not found[0].hit.figures and whole:
        return None
    # One piece alone may be answered for lack of the subject that stands in another.
    if len(found) == 1 and (not result.answers or whole):
        return None
    hits = _grouped(found)
    return Composition(Shape.PARTS, hits, len(hits), unanswered)


def compose_comparison(
    searcher: Searcher, reading: Reading, result: SearchResult
) -> Composition | None:
    """The excerpts for the pieces in order of time; where fewer than two differ, as parts."""
    searched = _searched(searcher, reading.pieces)
    found, unanswered = _found(searched, _of_its_time)
    contrast = _contrast(searcher, searched, found, result)
    if contrast:
        found, unanswered = contrast, ()
    if len({each.hit.location for each in found}) < 2:
        return _as_parts(searcher, found, unanswered, result)
    found.sort(key=lambda each: _IN_TIME[each.frame])
    hits = _grouped(found if contrast else _with_figures(searcher, found))
    return Composition(Shape.COMPARISON, hits, len(hits), unanswered)


def _contrast(
    searcher: Searcher,
    searched: Sequence[tuple[Piece, SearchResult]],
    found: Sequence[_Found],
    whole: SearchResult,
) -> list[_Found]:
    """The figures of one thing at the times of the pieces; none where the report has none, or
    where `found` holds them all."""
    best = [each.best.found for _, each in searched if each.best is not None]
    if len(best) < len(searched) or len({each.index.report.name for each in best}) > 1:
        return []
    figures = contrasted_figures(searcher.engine, whole.question, best)
    held = {each.piece: each for each in found}
    sides = [
        _with_figure(held.get(piece), piece, of, figure)
        for (piece, _), of, figure in zip(searched, best, figures, strict=False)
    ]
    return [] if sides == list(found) else sides


def _with_figure(
    held: _Found | None, piece: Piece, found: PipelineResult, figure: Figure
) -> _Found:
    """`held` where its excerpt holds `figure`, else the clause of that."""
    location = held.hit.location if held else None
    if held and location and location.span.start <= figure.number.span.start < location.span.end:
        return held
    (line,) = lines_of(found.index, found.question, [figure])
    came = figure.tense is Tense.RESULT
    side = Side(found.index, found.question, line)
    return _Found(piece, side, Frame.REVIEW if came else Frame.NEXT)


def _of_its_time(result: SearchResult) -> tuple[PipelineResult, Excerpt] | None:
    """The best excerpt about the time that a piece names: what is said of another time is no side
    of a comparison.  None where what is said of it is far from the best."""
    best = result.best
    if best is None or not best.found.ranked:
        return None
    found = best.found
    frames = _named(found)
    if not frames:
        return _answering(result)
    index = found.index
    about = [each for each in found.ranked if index.sentences[each.sentence].frame in frames]
    near = about and (result.answers or found.relevance.answers)
    if not near or about[0].score < _LEAST_SHARE * found.ranked[0].score:
        return _answering(result)
    return found, choose_excerpts(about, index, 1)[0]


def _named(found: PipelineResult) -> frozenset[Frame]:
    return frames_named(found.index, found.question)


def _answering(result: SearchResult) -> tuple[PipelineResult, Excerpt] | None:
    """The first excerpt that answers."""
    if not result.answers:
        return None
    found = result.answers[0].found
    return found, found.excerpts[0]


def _searched(searcher: Searcher, pieces: Sequence[Piece]) -> list[tuple[Piece, SearchResult]]:
    return [(piece, searcher.search(piece.question, 1)) for piece in pieces]


def _found(
    searched: Sequence[tuple[Piece, SearchResult]],
    chosen: Callable[[SearchResult], tuple[PipelineResult, Excerpt] | None],
) -> tuple[list[_Found], tuple[str, ...]]:
    """What is `chosen` for each piece, and the labels of those that find nothing."""
    found, unanswered = [], []
    for piece, result in searched:
        of_piece = chosen(result)
        if of_piece is None:
            unanswered.append(piece.label)
            continue
        best, first = of_piece
        side = Side(best.index, best.question, hit_of(best, first))
        if unsaid(best.question, Reading(), side.hit.excerpt):
            unanswered.append(piece.label)
            continue
        found.append(_Found(piece, side, best.index.sentences[first.first].frame))
    return found, tuple(filter(None, unanswered))


def _with_figures(searcher: Searcher, found: Sequence[_Found]) -> Sequence[_Found]:
    """`found` with the figures that the pieces ask for, where each asks for one of its own."""
    hits = with_asked_figures(searcher.engine, [each.side for each in found])
    pairs = zip(found, hits, strict=True) if len(hits) > 1 else ()
    return [replace(each, side=replace(each.side, hit=hit)) for each, hit in pairs] or found


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
        at = next((n for n, hit in enumerate(hits) if overlap(hit, each.hit)), None)
        if at is None:
            hits.append(each.hit)
            labels.append([each.piece.label])
            continue
        labels[at].append(each.piece.label)
        longer = max(hits[at], each.hit, key=lambda hit: len(hit.excerpt))
        figures = dict.fromkeys((*hits[at].figures, *each.hit.figures))
        hits[at] = with_figures(longer, figures) if figures else longer
    named = zip(hits, labels, strict=True)
    return tuple(replace(hit, group=_label(hit, several)) for hit, several in named)


def _label(hit: Hit, labels: Sequence[str]) -> str:
    """The labels of the pieces that a hit answers; where they have none, where it stands."""
    named = [label for label in labels if label]
    return _AND.join(named) or hit.location.part or hit.location.section
