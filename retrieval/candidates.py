"""Candidates: the paragraphs that BM25 finds for a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.index import Index
from retrieval.question import Question

__all__ = ["MOST_CANDIDATES", "Candidate", "find_candidates"]

# 10 to 100 give the same figures on the dev questions, 5 lose some; with many reports this bounds
# the work that follows.
MOST_CANDIDATES = 30


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that holds terms of the question: its number in the index and its BM25 score."""

    entry: int
    score: float


def find_candidates(
    question: Question, index: Index, most: int = MOST_CANDIDATES
) -> list[Candidate]:
    """The paragraphs with a score above zero, best first, equal ones in reading order."""
    scores = index.paragraphs_bm25.scores(question.terms)
    order = np.argsort(-scores, kind="stable")[:most]
    return [Candidate(int(entry), float(scores[entry])) for entry in order if scores[entry] > 0]
