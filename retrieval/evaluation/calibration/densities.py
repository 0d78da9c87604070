"""Densities: the same labelled questions put to a report with fewer and fewer of its phrasings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.phrasings import Phrasing
from retrieval.evaluation.gold import GoldQuestion
from retrieval.reports.model import Report

__all__ = ["LabelledEngine", "TrainingSet", "densities"]

# How many phrasings are left; besides, all.
_LEFT = (0, 100, 1000, 4000)


@dataclass(frozen=True)
class TrainingSet:
    """Labelled questions, and the reports that are loaded together to answer them.

    `own_lexicon`: the lines of the lexicon beside them, each with its file and line number.
    """

    reports: tuple[Report, ...]
    gold: tuple[GoldQuestion, ...]
    phrasings: Mapping[str, Sequence[Phrasing]] = field(default_factory=dict)
    own_lexicon: Sequence[tuple[str, str]] = ()

    def engine(self, phrasings: Mapping[str, Sequence[Phrasing]]) -> Engine:
        """The engine over the reports with `phrasings`."""
        return build_engine(self.reports, phrasings, self.own_lexicon)


@dataclass(frozen=True)
class LabelledEngine:
    """An engine over reports with some of their phrasings, and labelled questions for it.

    `left`: the share of their phrasings.
    `decisive`: how much it counts for the thresholds.
    """

    engine: Engine
    gold: Sequence[GoldQuestion]
    left: float
    decisive: float = 1.0


def densities(training_set: TrainingSet) -> Iterator[LabelledEngine]:
    """The training set with none of its phrasings, with more and more of them, with all."""
    gold, phrasings = training_set.gold, training_set.phrasings
    number = sum(map(len, phrasings.values()))
    for left in [
        *(each for each in _LEFT if each < number or not each),
        *([number] if number else []),
    ]:
        engine = training_set.engine(_some_of(phrasings, left))
        yield LabelledEngine(engine, gold, left / number if number else 0.0)


def _some_of(
    phrasings: Mapping[str, Sequence[Phrasing]], number: int
) -> Mapping[str, Sequence[Phrasing]]:
    """`number` of `phrasings`, drawn by lot, the same ones in each run."""
    owned = [(name, each) for name, several in phrasings.items() for each in several]
    random.Random(0).shuffle(owned)  # noqa: S311
    drawn: dict[str, list[Phrasing]] = {name: [] for name in phrasings}
    for name, phrasing in owned[:number]:
        drawn[name].append(phrasing)
    return {
        name: sorted(several, key=lambda each: each.sentence) for name, several in drawn.items()
    }
