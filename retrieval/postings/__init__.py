"""Frozen BM25: rank-bm25's scores as postings, asked for the best few of any number of documents.

>>> words = build_postings([["停车", "位"], ["公园"], ["停车", "公园"]])
>>> best(clauses([(words, 1.0)], [("停车", 1.0), ("公园", 1.0)]), 2).documents.tolist()
[2, 1]

Way of the data: lists of terms → `building` → `postings` ⇄ `files`; clauses → `summing` →
`stripes` → `search` → `exact`.
"""

from retrieval.postings.building import build_postings
from retrieval.postings.clause import Clause, clauses
from retrieval.postings.files import load_postings, save_postings, verify_postings
from retrieval.postings.postings import Postings
from retrieval.postings.search import Best, best, scores

__all__ = [
    "Best",
    "Clause",
    "Postings",
    "best",
    "build_postings",
    "clauses",
    "load_postings",
    "save_postings",
    "scores",
    "verify_postings",
]
