"""The engines: each is built from the same paragraphs and asked the same terms for the best ten."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.paragraphs.bm25 import (
    LuceneBM25,
    best,
    build_postings,
    load_postings,
    save_postings,
)

__all__ = [
    "ENGINES",
    "OURS",
    "REFERENCE",
    "TOP",
    "Ask",
    "Engine",
    "Paragraphs",
    "ask_sqlite",
    "ask_tantivy",
    "fill_sqlite",
    "fill_tantivy",
    "tantivy_schema",
]

TOP = 10

Paragraphs = Sequence[Sequence[str]]
Terms = Sequence[str]
Ask = Callable[[Terms], Sequence[int]]

OURS = "this project"
REFERENCE = "rank-bm25"


@dataclass(frozen=True)
class Engine:
    """How an engine is built; slow ones answer a part of the queries, or a run would take hours."""

    build: Callable[[Paragraphs], Ask]
    slow: bool = False


def _this_project(paragraphs: Paragraphs) -> Ask:
    """Kept in a file and mapped into memory, as it is used."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paragraphs"
        save_postings(build_postings(paragraphs), file)
        postings = load_postings(file)  # stays mapped when its name is gone

    def ask(terms: Terms) -> Sequence[int]:
        found = best(postings, terms, TOP)
        numbers: list[int] = found.documents.tolist()
        return numbers

    return ask


def _rank_bm25(paragraphs: Paragraphs) -> Ask:
    """With Lucene's idf, which changes nothing in its speed: it says what is right."""
    bm25 = LuceneBM25(paragraphs)

    def ask(terms: Terms) -> Sequence[int]:
        scores = bm25.get_scores(terms)
        found: list[int] = np.argsort(-scores, kind="stable")[:TOP].tolist()
        return [number for number in found if scores[number] > 0]

    return ask


def _bm25s(paragraphs: Paragraphs, backend: str = "numpy") -> Ask:
    import bm25s  # an extra

    bm25 = bm25s.BM25(backend=backend)
    bm25.index(paragraphs, show_progress=False)
    k = min(TOP, len(paragraphs))

    def ask(terms: Terms) -> Sequence[int]:
        known = [term for term in terms if term in bm25.vocab_dict]
        if not known:  # which it refuses
            return []
        found, scores = bm25.retrieve([known], k=k, show_progress=False)
        return [int(number) for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ask


def _bm25s_numba(paragraphs: Paragraphs) -> Ask:
    import numba

    numba.set_num_threads(1)
    return _bm25s(paragraphs, "numba")


def tantivy_schema() -> Any:
    """Terms alone, indexed with their frequencies."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="plain", index_option="freq")
    return builder.build()


def fill_tantivy(index: Any, paragraphs: Paragraphs) -> None:
    """Puts `paragraphs` into `index` as one segment, in which numbers are those of reading."""
    import tantivy

    _register(index)
    # So much memory holds a million paragraphs.
    heap = 4_000_000_000 if len(paragraphs) > 200_000 else 1_000_000_000
    writer = index.writer(heap_size=heap, num_threads=1)
    for paragraph in paragraphs:
        writer.add_document(tantivy.Document(terms=" ".join(paragraph)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _register(index: Any) -> None:
    import tantivy

    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("plain", analyzer)


def ask_tantivy(index: Any) -> Ask:
    """Queries are built, not parsed."""
    import tantivy

    _register(index)
    searcher, schema = index.searcher(), index.schema

    def ask(terms: Terms) -> Sequence[int]:
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term))
            for term in terms
        ]
        hits = searcher.search(tantivy.Query.boolean_query(should), TOP, count=False).hits
        return [address.doc for _, address in hits]

    return ask


def _tantivy(paragraphs: Paragraphs) -> Ask:
    """In memory."""
    import tantivy

    index = tantivy.Index(tantivy_schema())
    fill_tantivy(index, paragraphs)
    return ask_tantivy(index)


def fill_sqlite(database: sqlite3.Connection, paragraphs: Paragraphs) -> None:
    """FTS5 without contents; figures like 2.64 and 7% are terms too."""
    database.execute(
        "create virtual table paragraphs using"
        " fts5(terms, content='', tokenize=\"unicode61 remove_diacritics 0 tokenchars '.%+-'\")"
    )
    database.executemany(
        "insert into paragraphs(rowid, terms) values (?, ?)",
        ((number, " ".join(terms)) for number, terms in enumerate(paragraphs)),
    )
    database.execute("insert into paragraphs(paragraphs) values ('optimize')")
    database.commit()


def ask_sqlite(database: sqlite3.Connection) -> Ask:
    """Any of the terms, by FTS5's own rank."""
    statement = "select rowid from paragraphs where paragraphs match ? order by rank limit ?"

    def ask(terms: Terms) -> Sequence[int]:
        quoted = " OR ".join(f'"{term.replace(chr(34), chr(34) * 2)}"' for term in terms)
        return [number for (number,) in database.execute(statement, (quoted, TOP))]

    return ask


def _sqlite(paragraphs: Paragraphs) -> Ask:
    """In memory."""
    database = sqlite3.connect(":memory:")
    fill_sqlite(database, paragraphs)
    return ask_sqlite(database)


ENGINES: Mapping[str, Engine] = {
    OURS: Engine(_this_project),
    "bm25s + numba": Engine(_bm25s_numba),
    "tantivy": Engine(_tantivy),
    "bm25s": Engine(_bm25s),
    "SQLite FTS5": Engine(_sqlite, slow=True),
    REFERENCE: Engine(_rank_bm25, slow=True),
}
