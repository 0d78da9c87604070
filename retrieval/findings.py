"""Findings: all that a question finds, from candidates to excerpts, and the outcome."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.candidates import Candidate, find_candidates
from retrieval.decision import decide
from retrieval.excerpt import Excerpt, choose_excerpts
from retrieval.index import Index
from retrieval.outcome import Outcome
from retrieval.question import Question
from retrieval.ranking import RankedSentence, rank_sentences

__all__ = ["Findings", "find"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What each step found for a question, best first; answers and explanations are made of it.

    `excerpts` are empty unless the outcome is `answered`.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    ranked: tuple[RankedSentence, ...]
    outcome: Outcome
    excerpts: tuple[Excerpt, ...]


def find(question: Question, index: Index, top: int) -> Findings:
    """What `question` finds in `index`, with up to `top` excerpts, but at least one."""
    candidates = find_candidates(question, index)
    ranked = rank_sentences(question, candidates, index)
    outcome = decide(question, ranked)
    answered = outcome is Outcome.ANSWERED
    excerpts = choose_excerpts(question, ranked, index, max(top, 1)) if answered else []
    return Findings(question, tuple(candidates), tuple(ranked), outcome, tuple(excerpts))
