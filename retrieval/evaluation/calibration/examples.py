"""Training examples: features or signals of questions, with what is right."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.answering.engine import Engine
from retrieval.corpus.phrasings import Phrasing
from retrieval.evaluation.calibration.densities import TrainingSet
from retrieval.evaluation.gold import GoldQuestion
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget
from retrieval.ranking.features import Features
from retrieval.ranking.ranker import find_candidates, rank
from retrieval.ranking.signals import signals
from retrieval.ranking.weights import Weights
from retrieval.reports.lines import squeeze

__all__ = [
    "RankingExample",
    "SignalExample",
    "phrasing_examples",
    "ranking_examples",
    "signal_examples",
]

# Phrasings are left out by thirds: as many as a report's writers may have forgotten.
_PARTS = 3
# Two of the thirds, and this many of each, become examples: about as many as gold questions.
_PARTS_USED = 2
_MOST_OF_A_PART = 250


@dataclass(frozen=True, slots=True)
class RankingExample:
    """The features of the candidates for one question, and the rows of those that answer it.

    `coverage`: that of the report by phrasings.
    """

    features: Features
    right: npt.NDArray[np.int64]
    weight: float
    coverage: float


@dataclass(frozen=True, slots=True)
class SignalExample:
    """A labelled question as adapted to a report, its best sentence, and the signals of that.

    `right`: whether the best sentence answers it.
    """

    labelled: GoldQuestion
    question: Question
    index: Index
    sentence: int
    signals: Mapping[str, float]
    right: bool


def ranking_examples(
    engine: Engine, gold: Sequence[GoldQuestion], weight: float = 1.0
) -> Iterator[RankingExample]:
    """One for each answerable question that has a right sentence among its candidates."""
    for labelled in gold:
        found = _searched(engine, labelled) if labelled.answerable else None
        if found is not None:
            question, index = found
            yield from _ranking_example(question, index, _right(index, labelled), weight)


def phrasing_examples(training_set: TrainingSet) -> Iterator[RankingExample]:
    """Phrasings as questions, searched in an index without their third of the phrasings."""
    phrasings = training_set.phrasings
    owned = [(name, each) for name, several in phrasings.items() for each in several]
    if not owned:
        return
    random.Random(0).shuffle(owned)  # noqa: S311  # the same examples in each run
    for part in range(_PARTS_USED):
        kept: dict[str, list[Phrasing]] = {name: [] for name in phrasings}
        for number, (name, phrasing) in enumerate(owned):
            if number % _PARTS != part:
                kept[name].append(phrasing)
        for several in kept.values():
            several.sort(key=lambda phrasing: phrasing.sentence)
        engine = training_set.engine(kept)
        for name, phrasing in owned[part::_PARTS][:_MOST_OF_A_PART]:
            index = engine.open(name)
            question = engine.for_target(engine.analyze(phrasing.text), ReportTarget(name))
            spans = [sentence.span for sentence in index.sentences]
            yield from _ranking_example(question, index, {spans.index(phrasing.sentence)})


def signal_examples(
    engine: Engine, gold: Sequence[GoldQuestion], weights: Weights
) -> Iterator[SignalExample]:
    """One for each question that has candidates."""
    for labelled in gold:
        target = _searched(engine, labelled)
        if target is None or target[0].refusal is not None:
            continue
        question, index = target
        candidates = find_candidates(question, index)
        ranked = rank(candidates, index, weights)
        if ranked:
            found = signals(question, ranked, candidates, index)
            best = ranked[0].sentence
            right = best in _right(index, labelled)
            yield SignalExample(labelled, question, index, best, found, right)


def _searched(engine: Engine, labelled: GoldQuestion) -> tuple[Question, Index] | None:
    """The question adapted to the report that answers it, and the index of that report.

    Of several reports: the first right one on the question's route, any where it is unanswerable.
    None without such a report, and where several have to answer.
    """
    if labelled.each:
        return None
    question = engine.analyze(labelled.question)
    route = engine.router.route(question)
    targets = [target for slot in route.slots for tier in slot.tiers for target in tier]
    if labelled.answerable and len(engine.metadata) > 1:
        targets = [each for each in targets if each.report in labelled.reports]
    if not targets or targets[0].must_contain:
        return None
    return engine.for_target(question, targets[0]), engine.open(targets[0].report)


def _right(index: Index, labelled: GoldQuestion) -> set[int]:
    """The sentences that hold an answer."""
    answers = [squeeze(answer) for answer in labelled.answers]
    texts = [squeeze(sentence.span.of(index.report.text)) for sentence in index.sentences]
    return {n for n, text in enumerate(texts) if any(answer in text for answer in answers)}


def _ranking_example(
    question: Question, index: Index, right: Collection[int], weight: float = 1.0
) -> Iterator[RankingExample]:
    """The example; none where the question is refused or no candidate is right."""
    if question.refusal is not None:
        return
    candidates = find_candidates(question, index)
    rows = [row for row, number in enumerate(candidates.sentences.tolist()) if number in right]
    if rows:
        yield RankingExample(candidates.features, np.array(rows), weight, index.coverage)
