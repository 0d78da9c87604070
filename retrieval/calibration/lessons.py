"""Lessons: what is known of one question, in the form that the fits take."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.candidates import find_candidates
from retrieval.engine import Engine, build_engine
from retrieval.evaluation.gold import GoldQuestion
from retrieval.features import Features
from retrieval.phrasings import Phrasing
from retrieval.ranking import RankingWeights, rank
from retrieval.reading.lines import squeeze
from retrieval.report import Report
from retrieval.signals import SIGNALS, signals

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
    texts = _sentence_texts(engine)
    for question in gold:
        if not question.answerable:
            continue
        wanted = [squeeze(answer) for answer in question.answers]
        right = {number for number, text in enumerate(texts) if any(w in text for w in wanted)}
        lesson = _ranking_lesson(engine, question.question, right, weight)
        if lesson is not None:
            yield lesson


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
        numbers = {
            (engine.index.entries[sentence.entry].report.name, sentence.span): number
            for number, sentence in enumerate(engine.index.sentences)
        }
        for name, phrasing in left_out[:_ASKED]:
            right = {numbers[name, phrasing.sentence]}
            lesson = _ranking_lesson(engine, phrasing.text, right, 1.0)
            if lesson is not None:
                yield lesson


def _sentence_texts(engine: Engine) -> list[str]:
    index = engine.index
    return [
        squeeze(sentence.span.of(index.entries[sentence.entry].report.text))
        for sentence in index.sentences
    ]


def _ranking_lesson(
    engine: Engine, text: str, right: set[int], weight: float
) -> RankingLesson | None:
    question = engine.question(text)
    if question.refusal is not None:
        return None
    candidates = find_candidates(question, engine.index)
    rows = [row for row, number in enumerate(candidates.sentences.tolist()) if number in right]
    return RankingLesson(candidates.features, np.array(rows), weight) if rows else None


def decision_lessons(
    engine: Engine, gold: Sequence[GoldQuestion], weights: RankingWeights
) -> Iterator[tuple[list[float], bool]]:
    """The signals of each question that finds anything, and whether it is answerable."""
    for labelled in gold:
        question = engine.question(labelled.question)
        if question.refusal is not None:
            continue
        candidates = find_candidates(question, engine.index)
        ranked = rank(candidates, engine.index, weights)
        if ranked:
            rows = dict(zip(candidates.sentences.tolist(), candidates.features, strict=True))
            found = signals(question, ranked, rows, engine.index)
            yield [found[name] for name in SIGNALS], labelled.answerable
