"""The figures that one thing at several times is compared by, chosen together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answering.engine import Engine
from retrieval.answering.shapes.figure_lines import without_starts
from retrieval.answering.shapes.figure_names import (
    COUNTS,
    OTHER_SORT,
    NamedFigure,
    bare_name,
    named_figures,
)
from retrieval.figures.asked import asked_figures
from retrieval.figures.figure import Figure, Tense
from retrieval.figures.words import load_figure_words
from retrieval.index.index import Index
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words
from retrieval.ranking.pipeline import PipelineResult

__all__ = ["contrasted_figures", "frames_named"]

# What a figure is worth in a sentence that shares nothing with the question for its time.
_FAR = 0.6
# Words of the question in the names of the figures, by their rarity, on average: a rare word (GDP)
# alone is enough, two frequent ones are.
_LEAST = 0.2
# Characters before a figure in which words say that it is of several years.
_BEFORE = 8
_AHEAD = frozenset({Frame.NEXT, Frame.PLAN})


@dataclass(frozen=True, slots=True)
class _Side:
    """The time of one side; `several`: whether it is of several years."""

    frames: frozenset[Frame]
    tense: Tense | None
    years: frozenset[int]
    several: bool


def frames_named(index: Index, question: Question) -> frozenset[Frame]:
    """The frames that `question`, adapted to the report of `index`, names, or its tense means."""
    period = question.period
    named = period.frames
    if not named and load_shape_words()["so_far"].search(question.read.text):
        named = frozenset({Frame.REVIEW})
    if not named and period.leaning:
        named = frozenset({Frame.REVIEW}) if period.leaning < 0 else _AHEAD
    return index.frames_meant(named)


def contrasted_figures(
    engine: Engine, whole: Question, found: Sequence[PipelineResult]
) -> list[Figure]:
    """For each of `found`, which one report holds for questions about one thing at different times,
    the figure that is held against those of the others: of one name, kind and unit; empty where
    their times are the same, or the report counts no such thing at each of them.

    `whole`: the question that they are pieces of.
    """
    index = found[0].index
    sides = [_side(index, each.question) for each in found]
    if len(set(sides)) < max(len(sides), 2) or not all(map(_names_a_time, found)):
        return []
    figures = without_starts(index.report.text, engine.figures(index.report.name))
    scored = named_figures(index, whole, figures)
    rows = [_of_time(each, scored, side, sides) for each, side in zip(found, sides, strict=True)]
    together = [_together(seed, rows) for row in rows for seed in row] if all(rows) else []
    total, best = max(together, key=lambda each: each[0], default=(0.0, []))
    distinct = len({each.number.span for each in best}) == len(sides)
    if not distinct or total < _LEAST * len(sides):
        return []
    parts = zip(found, sides, best, strict=True)
    return [] if any(_is_of_another_thing(*part, figures, sides) for part in parts) else best


def _is_of_another_thing(
    found: PipelineResult,
    side: _Side,
    figure: Figure,
    figures: Sequence[Figure],
    sides: Sequence[_Side],
) -> bool:
    """Whether the question of a side names figures of its time, and not this one (粮食打了多少斤?
    还有今年要治多少个村的污水): it is about a thing of its own."""
    own = named_figures(found.index, found.question, figures)
    if any(each.figure is figure for each in own):
        return False
    return any(each.score >= _LEAST for each in _of_time(found, own, side, sides))


def _names_a_time(found: PipelineResult) -> bool:
    """Whether a question is about a time or a tense, and about no other place or year than the
    report."""
    question = found.question
    if question.places or question.other_years:
        return False
    named = load_shape_words()["times"].search(question.read.text)
    return named is not None or asked_figures(question).tense is not None


def _side(index: Index, question: Question) -> _Side:
    frames, tense = frames_named(index, question), asked_figures(question).tense
    if frames and not frames & _AHEAD:
        tense = Tense.RESULT
    elif frames and frames <= _AHEAD:
        tense = Tense.PLAN
    years = frozenset(question.period.years or question.period.about)
    several = load_figure_words().holds("asked several_years", question.read.text)
    return _Side(frames, tense, years, several and not years)


def _of_time(
    found: PipelineResult, scored: Sequence[NamedFigure], side: _Side, sides: Sequence[_Side]
) -> list[NamedFigure]:
    """Those of `scored` that are of the time of `side`, each worth the more, the nearer its
    sentence is to what is `found` for it."""
    index = found.index
    best = found.ranked[0].score if found.ranked else 0.0
    near = {
        index.sentences[each.sentence].span.start: each.score / best
        for each in found.ranked
        if each.score > 0
    }
    frame_of = {each.span.start: each.frame for each in index.sentences}
    # Another side of the same tense is told from this one by its years alone.
    alike = [each for each in sides if each.tense is side.tense]
    strict = len(alike) > 1 and len({each.several for each in alike}) == 1

    def fits(each: Figure) -> bool:
        if side.tense is not None and each.tense is not side.tense:
            return False
        frame = frame_of.get(each.sentence.start, Frame.UNKNOWN)
        if side.frames and frame not in side.frames | {Frame.UNKNOWN}:
            return False
        if not side.years or each.year in side.years:
            return True
        return each.year is None and not strict

    def worth(each: Figure) -> float:
        other = _is_of_several_years(index, each) is not side.several
        if other and len(alike) > 1 and not strict:
            return 0.0
        share = near.get(each.sentence.start, 0.0)
        return (OTHER_SORT if other else 1.0) * (_FAR + (1 - _FAR) * share)

    of_time = [each for each in scored if fits(each.figure)]
    rows = (replace(each, score=each.score * worth(each.figure)) for each in of_time)
    return [each for each in rows if each.score]


def _is_of_several_years(index: Index, figure: Figure) -> bool:
    start = figure.written.span.start
    texts = (
        index.report.text[start - _BEFORE : start],
        figure.period.shown if figure.period else "",
    )
    return any(load_figure_words().holds("asked several_years", text) for text in texts)


def _together(
    seed: NamedFigure, rows: Sequence[Sequence[NamedFigure]]
) -> tuple[float, list[Figure]]:
    """The figure of each row that goes best with `seed`, which one of them holds, and what they are
    worth together; nothing where one has none."""
    total, found = 0.0, []
    for row in rows:
        pairs = (
            [(seed.score, seed.figure)]
            if seed in row
            else [
                (each.score * _alike(seed, each), each.figure)
                for each in row
                if each.figure is not seed.figure
            ]
        )
        worth, figure = max(pairs, key=lambda pair: pair[0], default=(0.0, seed.figure))
        if not worth:
            return 0.0, []
        total += worth
        found.append(figure)
    return total, found


def _alike(one: NamedFigure, other: NamedFigure) -> float:
    """How far two figures count the same, by the characters of their names and by what of the
    question names them; 0 where they cannot be held against each other."""
    first, second = one.figure, other.figure
    counts = {first.kind, second.kind} <= COUNTS
    same_unit = first.base == second.base or (counts and "" in (first.base, second.base))
    if not same_unit or not (counts or first.kind is second.kind):
        return 0.0
    scope = load_figure_words()["asked scope"]
    bare = (bare_name(scope.sub("", each.named)) or each.named for each in (first, second))
    names = [Counter(each) for each in bare]
    common = 2 * (names[0] & names[1]).total() / (names[0].total() + names[1].total())
    alike = (common + one.shared(other)) / 2
    return alike if first.kind is second.kind else OTHER_SORT * alike
