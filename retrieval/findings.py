"""Findings: all that a question finds, from candidates to excerpts, and the outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from retrieval.candidates import Candidates, find_candidates
from retrieval.decision import Decision, DecisionWeights, decide, load_decision_weights
from retrieval.excerpt import Excerpt, choose_excerpts
from retrieval.index import Index
from retrieval.outcome import Outcome
from retrieval.question import Question
from retrieval.ranking import RankedSentence, RankingWeights, load_ranking_weights, rank
from retrieval.signals import signals

__all__ = ["Findings", "Model", "find", "load_model"]


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted weights of the ranking and of the decision."""

    ranking: RankingWeights
    decision: DecisionWeights


@dataclass(frozen=True, slots=True)
class Findings:
    """What each step found for a question, best first; answers and explanations are made of it.

    `excerpts` are empty unless the outcome is `answered`.
    """

    question: Question
    candidates: Candidates | None
    ranked: tuple[RankedSentence, ...]
    signals: dict[str, float] | None
    decision: Decision
    excerpts: tuple[Excerpt, ...]

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
) -> Findings:
    """What `question` finds in `index`, with up to `top` excerpts, but at least one.

    `paragraphs`: the numbers of those that are looked at, None for all.
    """
    if question.refusal is not None:
        decision = decide(question, None, model.decision.general)
        return Findings(question, None, (), None, decision, ())
    candidates = find_candidates(question, index, paragraphs)
    ranked = rank(candidates, index, model.ranking)
    found = None
    weights = model.decision.general
    if ranked:
        rows = dict(zip(candidates.sentences.tolist(), candidates.features, strict=True))
        found = signals(question, ranked, rows, index)
        if index.prepared[ranked[0].sentence]:
            weights = model.decision.prepared
    decision = decide(question, found, weights)
    answered = decision.outcome is Outcome.ANSWERED
    excerpts = choose_excerpts(ranked, index, max(top, 1)) if answered else []
    return Findings(question, candidates, tuple(ranked), found, decision, tuple(excerpts))


def load_model() -> Model:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    return Model(load_ranking_weights(), load_decision_weights())
