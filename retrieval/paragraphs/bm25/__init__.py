"""Frozen BM25: rank-bm25's scores as postings, which give the best few of any number of documents.

>>> words = build_postings([["停车", "位"], ["公园"], ["停车", "公园"]])
>>> best(words, ["停车", "公园"], 2).documents.tolist()
[2, 1]

Data flow: lists of terms → `postings` ⇄ `files`; terms of a question → `search`, which adds up rows
and finds the highest sums (`stripes`).
"""

from retrieval.paragraphs.bm25.files import load_postings, save_postings, verify_postings
from retrieval.paragraphs.bm25.postings import FrozenBM25, LuceneBM25, Postings, build_postings
from retrieval.paragraphs.bm25.search import Best, best, scores

__all__ = [
    "Best",
    "FrozenBM25",
    "LuceneBM25",
    "Postings",
    "best",
    "build_postings",
    "load_postings",
    "save_postings",
    "scores",
    "verify_postings",
]
