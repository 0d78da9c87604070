"""Ranking pipeline of one report: candidates, ranking, decision, excerpts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.ranking.decision import DECISION_TERMS, RELEVANCE_TERMS, Decision, decide
from retrieval.ranking.excerpts import Excerpt, choose_excerpts
from retrieval.ranking.features import FEATURES
from retrieval.ranking.ranker import RankedSentence, find_candidates, rank
from retrieval.ranking.signals import RELEVANCE_SIGNS, SIGNALS, relevance_signals, signals
from retrieval.ranking.weights import Weights, load_weights
from retrieval.reports.model import Section

__all__ = ["Model", "PipelineResult", "find", "load_model"]

# How far below its threshold the relevance of an answer may be: everyday words share little with
# the sentence that they mean; of what is about something else half has less.
_FAR = 1.5


@dataclass(frozen=True, slots=True)
class Model:
    """The fitted weights of the ranking and of the two decisions."""

    ranking: Weights
    decision: Weights
    relevance: Weights


@dataclass(frozen=True, slots=True)
class PipelineResult:
    """What one report holds for a question.

    `question`: the question as adapted to the report.
    `index`: the index of the report; sentence numbers refer to it.
    `ranked`: the candidates, best first.
    `decision`: whether the best candidate is an answer.
    `relevance`: whether it is about what the question is about.
    `excerpts`: what to show, best first; empty where it is none.
    """

    question: Question
    index: Index
    ranked: tuple[RankedSentence, ...] = ()
    decision: Decision = Decision()  # noqa: RUF009  # frozen
    excerpts: tuple[Excerpt, ...] = ()
    relevance: Decision = Decision()  # noqa: RUF009  # frozen

    @property
    def margin(self) -> float | None:
        """The margin of the decision; None where there was nothing to decide on."""
        return self.decision.margin if self.decision.contributions else None

    @property
    def section(self) -> Section | None:
        """The section of the best candidate; None without one."""
        if not self.ranked:
            return None
        return self.index.entries[self.index.sentences[self.ranked[0].sentence].entry].section


def find(
    question: Question,
    index: Index,
    model: Model,
    top: int,
    paragraphs: Collection[int] | None = None,
) -> PipelineResult:
    """What `index` holds for `question`, with up to `top` excerpts, but at least one.

    `paragraphs`: the numbers of the paragraphs to search; None: all.
    """
    if question.refusal is not None:
        return PipelineResult(question, index)
    candidates = find_candidates(question, index, paragraphs)
    ranked = tuple(rank(candidates, index, model.ranking))
    if not ranked:
        return PipelineResult(question, index)
    found = signals(question, ranked, candidates, index)
    near = relevance_signals(found, question, ranked[0].sentence, index)
    relevance = decide(near, model.relevance.of(index), tuple(RELEVANCE_SIGNS))
    decision = decide(found, model.decision.of(index), SIGNALS)
    decision = replace(decision, margin=min(decision.margin, relevance.margin + _FAR))
    excerpts = choose_excerpts(ranked, index, max(top, 1)) if decision.answers else ()
    return PipelineResult(question, index, ranked, decision, tuple(excerpts), relevance)


def load_model() -> Model:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    return Model(
        load_weights("ranking.json", FEATURES),
        load_weights("decision.json", DECISION_TERMS),
        load_weights("relevance.json", RELEVANCE_TERMS),
    )
