"""Lessons: what is known of one question, in the form that the fits take."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.phrasings import Phrasing
from retrieval.evaluation.gold import GoldQuestion
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget
from retrieval.ranking.features import Features
from retrieval.ranking.ranker import find_candidates, rank
from retrieval.ranking.signals import SIGNALS, signals
from retrieval.ranking.weights import Weights
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report

__all__ = ["RankingLesson", "decision_lessons", "phrasing_lessons", "ranking_lessons"]

# Phrasings are left out in this many parts in turn and asked as questions; each part is as many as
# a report's writers might have forgotten.
_PARTS = 3
# So many of them from each of two parts are asked: about as many as there are gold questions.
_ASKED = 250


@dataclass(frozen=True, slots=True)
class RankingLesson:
    """The features of the candidates of one question, and the rows of those that answer it."""

    features: Features
    right: npt.NDArray[np.int64]
    weight: float = 1.0


def ranking_lessons(
    engine: Engine, gold: Sequence[GoldQuestion], weight: float = 1.0
) -> Iterator[RankingLesson]:
    """One for each answerable question of which a right sentence is among the candidates."""
    for labelled in gold:
        if not labelled.answerable or labelled.each:
            continue
        asked = _asked(engine, labelled)
        if asked is not None:
            lesson = _ranking_lesson(*asked, _right(asked[1], labelled), weight)
            if lesson is not None:
                yield lesson


def _asked(engine: Engine, labelled: GoldQuestion) -> tuple[Question, Index] | None:
    """The question as the report is asked that answers it, and that report's index.

    Of many reports the right one, or the likeliest where none is; None where none is asked.
    """
    question = engine.analyze(labelled.question)
    route = engine.router.route(question)
    targets = [target for slot in route.slots for tier in slot.tiers for target in tier]
    if labelled.answerable and len(engine.metadata) > 1:
        targets = [each for each in targets if each.report in labelled.reports]
    if not targets or targets[0].must_contain:
        return None
    target = targets[0]
    return engine.for_target(question, target), engine.open(target.report)


def _right(index: Index, labelled: GoldQuestion) -> set[int]:
    """The sentences that hold an answer."""
    wanted = [squeeze(answer) for answer in labelled.answers]
    texts = _sentence_texts(index)
    return {number for number, text in enumerate(texts) if any(w in text for w in wanted)}


def phrasing_lessons(
    reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]
) -> Iterator[RankingLesson]:
    """Phrasings asked as questions of an index from which they, and a third, were left out."""
    owned = [(name, each) for name, several in phrasings.items() for each in several]
    if not owned:
        return
    shuffle = random.Random(0)  # noqa: S311  # the same lessons each time
    shuffle.shuffle(owned)
    for part in range(2):
        left_out = owned[part::_PARTS]
        kept: dict[str, list[Phrasing]] = {name: [] for name in phrasings}
        for name, phrasing in (each for n, each in enumerate(owned) if n % _PARTS != part):
            kept[name].append(phrasing)
        ordered = {
            name: sorted(several, key=lambda phrasing: phrasing.sentence)
            for name, several in kept.items()
        }
        engine = build_engine(reports, ordered)
        for name, phrasing in left_out[:_ASKED]:
            index = engine.open(name)
            spans = [sentence.span for sentence in index.sentences]
            right = {spans.index(phrasing.sentence)}
            question = engine.for_target(engine.analyze(phrasing.text), ReportTarget(name))
            lesson = _ranking_lesson(question, index, right, 1.0)
            if lesson is not None:
                yield lesson


def _sentence_texts(index: Index) -> list[str]:
    return [
        squeeze(sentence.span.of(index.entries[sentence.entry].report.text))
        for sentence in index.sentences
    ]


def _ranking_lesson(
    question: Question, index: Index, right: set[int], weight: float
) -> RankingLesson | None:
    if question.refusal is not None:
        return None
    candidates = find_candidates(question, index)
    rows = [row for row, number in enumerate(candidates.sentences.tolist()) if number in right]
    return RankingLesson(candidates.features, np.array(rows), weight) if rows else None


def decision_lessons(
    engine: Engine, gold: Sequence[GoldQuestion], weights: Weights
) -> Iterator[tuple[list[float], bool]]:
    """The signals of each question that finds anything, and whether it is answerable."""
    for labelled in gold:
        asked = None if labelled.each else _asked(engine, labelled)
        if asked is None or asked[0].refusal is not None:
            continue
        question, index = asked
        candidates = find_candidates(question, index)
        ranked = rank(candidates, index, weights)
        if ranked:
            found = signals(question, ranked, candidates, index)
            yield [found[name] for name in SIGNALS], labelled.answerable
