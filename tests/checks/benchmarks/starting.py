"""A process that opens what an engine has kept and answers one question.

    python -m tests.checks.benchmarks.starting ENGINE FOLDER

It imports what that engine needs and nothing else: see `footprint`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

__all__ = ["question_file"]

_TOP = 10


def question_file(folder: Path) -> Path:
    """Where the terms of the question stand, beside the folder of the index."""
    return folder.with_name(f"{folder.name}-question.json")


def _start_ours(folder: Path, terms: list[str]) -> object:
    from retrieval.paragraphs.bm25 import best, load_postings

    postings = load_postings(folder / "paragraphs.postings")
    return best(postings, terms, _TOP).documents.tolist()


def _start_rank_bm25(folder: Path, terms: list[str]) -> object:
    import pickle

    bm25 = pickle.loads((folder / "index.pickle").read_bytes())  # noqa: S301  # written just now
    return (-bm25.get_scores(terms)).argsort(kind="stable")[:_TOP].tolist()


def _start_bm25s(folder: Path, terms: list[str], backend: str = "numpy") -> object:
    import bm25s

    bm25 = bm25s.BM25.load(folder / "index", mmap=True)
    if backend == "numba":
        bm25.backend = backend
        bm25.activate_numba_scorer()
    known = [term for term in terms if term in bm25.vocab_dict]
    k = min(_TOP, bm25.scores["num_docs"])
    return bm25.retrieve([known], k=k, show_progress=False)


def _start_bm25s_numba(folder: Path, terms: list[str]) -> object:
    return _start_bm25s(folder, terms, "numba")


def _start_tantivy(folder: Path, terms: list[str]) -> object:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="plain", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    should = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term)) for term in terms
    ]
    return index.searcher().search(tantivy.Query.boolean_query(should), _TOP, count=False).hits


def _start_sqlite(folder: Path, terms: list[str]) -> object:
    import sqlite3

    statement = "select rowid from paragraphs where paragraphs match ? order by rank limit ?"
    quoted = " OR ".join(f'"{term.replace(chr(34), chr(34) * 2)}"' for term in terms)
    database = sqlite3.connect(folder / "index.db")
    return database.execute(statement, (quoted, _TOP)).fetchall()


_STARTS: Mapping[str, Callable[[Path, list[str]], object]] = {
    "this project": _start_ours,
    "bm25s + numba": _start_bm25s_numba,
    "tantivy": _start_tantivy,
    "bm25s": _start_bm25s,
    "SQLite FTS5": _start_sqlite,
    "rank-bm25": _start_rank_bm25,
}


def main() -> None:
    """What the head of this module says."""
    folder = Path(sys.argv[2])
    _STARTS[sys.argv[1]](folder, json.loads(question_file(folder).read_text()))


if __name__ == "__main__":
    main()
