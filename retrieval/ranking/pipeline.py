"""Result of the ranking pipeline on one report: candidates, ranking, decision, excerpts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.ranking.candidates import Candidates, find_candidates
from retrieval.ranking.decision import Decision, DecisionWeights, decide, load_decision_weights
from retrieval.ranking.excerpts import Excerpt, choose_excerpts
from retrieval.ranking.ranker import RankedSentence, RankingWeights, load_ranking_weights, rank
from retrieval.ranking.signals import signals

__all__ = ["Model", "PipelineResult", "find", "load_model"]


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted weights of the ranking and of the decision."""

    ranking: RankingWeights
    decision: DecisionWeights


@dataclass(frozen=True, slots=True)
class PipelineResult:
    """What each step found for a question in one report, best first.

    `question`: as it was put to the report.
    `index`: that of the report; all numbers below refer to it.
    `candidates`: the sentences that were ranked, with their features; None where none were sought.
    `ranked`: the sentences by their scores.
    `signals`: those of the best sentence by name; None without one.
    `decision`: whether the best sentence is sure enough to be an answer.
    `excerpts`: what is to be shown; empty unless it is.
    """

    question: Question
    index: Index
    candidates: Candidates | None = None
    ranked: tuple[RankedSentence, ...] = ()
    signals: dict[str, float] | None = None
    decision: Decision = Decision()  # noqa: RUF009  # frozen
    excerpts: tuple[Excerpt, ...] = ()

    @property
    def margin(self) -> float | None:
        """That of the decision; None where nothing had to be weighed."""
        return self.decision.margin if self.decision.contributions else None


def find(
    question: Question,
    index: Index,
    model: Model,
    top: int,
    paragraphs: Collection[int] | None = None,
) -> PipelineResult:
    """What `question` finds in `index`, with up to `top` excerpts, but at least one.

    `paragraphs`: the numbers of those that are searched, None for all.
    """
    if question.refusal is not None:
        return PipelineResult(question, index)
    candidates = find_candidates(question, index, paragraphs)
    ranked = tuple(rank(candidates, index, model.ranking))
    if not ranked:
        return PipelineResult(question, index, candidates)
    rows = dict(zip(candidates.sentences.tolist(), candidates.features, strict=True))
    found = signals(question, ranked, rows, index)
    prepared = index.prepared[ranked[0].sentence]
    decision = decide(found, model.decision.prepared if prepared else model.decision.general)
    excerpts = choose_excerpts(ranked, index, max(top, 1)) if decision.answers else ()
    return PipelineResult(question, index, candidates, ranked, found, decision, tuple(excerpts))


def load_model() -> Model:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    return Model(load_ranking_weights(), load_decision_weights())
