"""Peers: what one would build in an afternoon, asked the same questions in the same run.

Sentences ranked by BM25 over jieba's search mode, declined where no word is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation.rankings import Ranker, plain_bm25s, plain_rank_bm25
from retrieval.evaluation.verdict import RANKS
from retrieval.outcome import Outcome
from retrieval.reports.location import entries_of
from retrieval.reports.model import Report

__all__ = ["PEERS", "Ask", "peer"]

Ask = Callable[[str], Answer]

PEERS: Mapping[str, Callable[[Sequence[str]], Ranker]] = {
    "rank-bm25 + jieba": plain_rank_bm25,
    "bm25s + jieba": plain_bm25s,
}


def peer(reports: Sequence[Report], build: Callable[[Sequence[str]], Ranker]) -> Ask:
    """What answers with the sentences of `reports` that the ranker made by `build` finds."""
    sentences = [
        (entry, span)
        for report in reports
        for entry in entries_of(report)
        for span in entry.paragraph.sentences
    ]
    texts = [span.of(entry.report.text) for entry, span in sentences]
    ranker = build(texts)

    def ask(question: str) -> Answer:
        hits = tuple(
            Hit(texts[number], sentences[number][0].place(sentences[number][1]), score)
            for number, score in ranker(question)[:RANKS]
            if score > 0
        )
        return Answer(question, Outcome.ANSWERED if hits else Outcome.NOT_IN_REPORT, hits)

    return ask
