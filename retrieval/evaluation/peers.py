"""Peers: plain BM25 over jieba's search mode, measured on the same questions in the same run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation.verdict import RANKS
from retrieval.language.segmentation import plain_terms
from retrieval.outcome import Outcome
from retrieval.reports.location import entries_of
from retrieval.reports.model import Report

__all__ = ["PEERS", "Ranker", "peer", "plain_rank_bm25"]

# The numbers of the best texts, best first, with their scores: at most RANKS of them.
Ranker = Callable[[str], Sequence[tuple[int, float]]]


def plain_rank_bm25(texts: Sequence[str]) -> Ranker:
    """rank-bm25's BM25Okapi with its defaults."""
    from rank_bm25 import BM25Okapi  # needed by peers only

    bm25 = BM25Okapi([plain_terms(text) for text in texts])

    def ranked(question: str) -> Sequence[tuple[int, float]]:
        scores = bm25.get_scores(plain_terms(question))
        order = np.argsort(-scores, kind="stable")[:RANKS]
        return [(int(number), float(scores[number])) for number in order]

    return ranked


def plain_bm25s(texts: Sequence[str]) -> Ranker:
    """bm25s with its defaults (Lucene's formula)."""
    import bm25s  # from the extra

    bm25 = bm25s.BM25()
    bm25.index([plain_terms(text) for text in texts], show_progress=False)

    def ranked(question: str) -> Sequence[tuple[int, float]]:
        words = [word for word in plain_terms(question) if word in bm25.vocab_dict]
        if not words:
            return []
        found, scores = bm25.retrieve([words], k=min(RANKS, len(texts)), show_progress=False)
        return [(int(n), float(score)) for n, score in zip(found[0], scores[0], strict=True)]

    return ranked


PEERS: Mapping[str, Callable[[Sequence[str]], Ranker]] = {
    "rank-bm25 + jieba": plain_rank_bm25,
    "bm25s + jieba": plain_bm25s,
}


def peer(
    reports: Sequence[Report], build: Callable[[Sequence[str]], Ranker]
) -> Callable[[str], Answer]:
    """A question answerer over the sentences of `reports`, ranked by what `build` makes of them.

    It declines where no sentence shares a word with the question.
    """
    sentences = [
        (span.of(report.text), entry.location(span))
        for report in reports
        for entry in entries_of(report)
        for span in entry.paragraph.sentences
    ]
    ranker = build([text for text, _ in sentences])

    def ask(question: str) -> Answer:
        found = ranker(question)
        hits = tuple(Hit(*sentences[number], score) for number, score in found if score > 0)
        return Answer(question, Outcome.ANSWERED if hits else Outcome.NOT_IN_REPORT, hits)

    return ask
