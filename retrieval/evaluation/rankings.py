"""Rankings of paragraphs for retrieval sets: ours, and those of the peers beside it.

The peers are what one would build in an afternoon: jieba's search mode, and BM25 over paragraphs
as rank-bm25 and bm25s come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from retrieval.answering.engine import build_engine
from retrieval.evaluation.retrieval_set import RetrievalSet, as_report
from retrieval.language.segmentation import plain_terms
from retrieval.query.route import ReportTarget
from retrieval.ranking.pipeline import load_model
from retrieval.ranking.ranker import find_candidates, rank

__all__ = ["DEPTH", "Ranker", "Run", "plain_bm25s", "plain_rank_bm25", "run_of", "this_project"]

# nDCG@10 and RR@10 look at ten.
DEPTH = 10

# The numbers of paragraphs, best first, with their scores.
Ranker = Callable[[str], Sequence[tuple[int, float]]]
# For each question the scores of its paragraphs, by id.
Run = Mapping[str, Mapping[str, float]]


def plain_rank_bm25(paragraphs: Sequence[str]) -> Ranker:
    """rank-bm25's BM25Okapi as it comes, over jieba's search mode."""
    from rank_bm25 import BM25Okapi  # beside its peer

    bm25 = BM25Okapi([plain_terms(text) for text in paragraphs])

    def ranked(question: str) -> Sequence[tuple[int, float]]:
        scores = bm25.get_scores(plain_terms(question))
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return [(int(number), float(scores[number])) for number in order]

    return ranked


def plain_bm25s(paragraphs: Sequence[str]) -> Ranker:
    """bm25s as it comes (Lucene's formula), over jieba's search mode."""
    import bm25s  # an extra

    bm25 = bm25s.BM25()
    bm25.index([plain_terms(text) for text in paragraphs], show_progress=False)

    def ranked(question: str) -> Sequence[tuple[int, float]]:
        words = [word for word in plain_terms(question) if word in bm25.vocab_dict]
        if not words:
            return []
        found, scores = bm25.retrieve([words], k=min(DEPTH, len(paragraphs)), show_progress=False)
        return [(int(n), float(score)) for n, score in zip(found[0], scores[0], strict=True)]

    return ranked


def this_project(retrieval_set: RetrievalSet) -> Ranker:
    """General means alone; a paragraph is as good as its best sentence."""
    report = as_report(retrieval_set)
    engine = build_engine([report], {})
    index, target = engine.open(report.name), ReportTarget(report.name)
    weights = load_model().ranking

    def ranked(question: str) -> Sequence[tuple[int, float]]:
        understood = engine.for_target(engine.analyze(question), target)
        if understood.refusal is not None:
            return []
        best: dict[int, float] = {}
        for sentence in rank(find_candidates(understood, index), index, weights):
            best.setdefault(index.sentences[sentence.sentence].entry, sentence.score)
            if len(best) == DEPTH:
                break
        return list(best.items())

    return ranked


def run_of(retrieval_set: RetrievalSet, ranker: Ranker) -> Run:
    """What `ranker` finds for each question of the set."""
    ids = list(retrieval_set.paragraphs)
    return {
        name: {ids[number]: score for number, score in ranker(question)}
        for name, question in retrieval_set.questions.items()
    }
