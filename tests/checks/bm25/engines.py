"""The engines: each is built from the same paragraphs and asked the same terms for the best ten."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.bm25 import LuceneBM25
from retrieval.postings import best, build_postings, clauses, load_postings, save_postings

__all__ = ["ENGINES", "OURS", "REFERENCE", "Ask", "Engine", "Paragraphs"]

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
        found = best(clauses([(postings, 1.0)], [(term, 1.0) for term in terms]), TOP)
        numbers: list[int] = found.documents.tolist()
        return numbers

    return ask


def _rank_bm25(paragraphs: Paragraphs) -> Ask:
    """With Lucene's idf, which changes nothing in its speed: it says what is right."""
    bm25 = LuceneBM25(paragraphs)

    def ask(terms: Terms) -> Sequence[int]:
        scores = bm25.scores(terms)
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
        found, scores = bm25.retrieve([known], k=k, show_progress=False)
        return [int(number) for number, score in zip(found[0], scores[0], strict=True) if score > 0]

    return ask


def _bm25s_numba(paragraphs: Paragraphs) -> Ask:
    import numba

    numba.set_num_threads(1)
    return _bm25s(paragraphs, "numba")


def _tantivy(paragraphs: Paragraphs) -> Ask:
    """In memory, one segment, terms alone indexed; queries are built, not parsed."""
    import tantivy

    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="plain", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    index.register_tokenizer("plain", analyzer)
    # So much memory holds a million paragraphs: one segment, in which numbers are those of reading.
    writer = index.writer(
        heap_size=4_000_000_000 if len(paragraphs) > 200_000 else 1_000_000_000, num_threads=1
    )
    for paragraph in paragraphs:
        writer.add_document(tantivy.Document(terms=" ".join(paragraph)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(terms: Terms) -> Sequence[int]:
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term))
            for term in terms
        ]
        hits = searcher.search(tantivy.Query.boolean_query(should), TOP, count=False).hits
        return [address.doc for _, address in hits]

    return ask


def _sqlite(paragraphs: Paragraphs) -> Ask:
    """FTS5 without contents, in memory."""
    database = sqlite3.connect(":memory:")
    # Figures like 2.64 and 7% are terms too.
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
    statement = "select rowid from paragraphs where paragraphs match ? order by rank limit ?"

    def ask(terms: Terms) -> Sequence[int]:
        quoted = " OR ".join(f'"{term.replace(chr(34), chr(34) * 2)}"' for term in terms)
        return [number for (number,) in database.execute(statement, (quoted, TOP))]

    return ask


ENGINES: Mapping[str, Engine] = {
    OURS: Engine(_this_project),
    "bm25s + numba": Engine(_bm25s_numba),
    "tantivy": Engine(_tantivy),
    "bm25s": Engine(_bm25s),
    "SQLite FTS5": Engine(_sqlite, slow=True),
    REFERENCE: Engine(_rank_bm25, slow=True),
}
