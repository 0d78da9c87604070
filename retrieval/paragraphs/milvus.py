"""The paragraph index in Milvus: one client and one schema for a file of Milvus Lite and a cluster.

Paragraphs lie in a collection that an alias leads to, with Milvus' own BM25 over their terms; which
reports it holds is written in a second collection beside it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import Any

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.connection import Connection
from retrieval.paragraphs.interface import FoundParagraph, IndexStatus, ReportRows
from retrieval.paragraphs.rows import BATCH, batches, report_id, token_of
from retrieval.paragraphs.schema import ALIAS, Edition, create_collections, held_reports

__all__ = ["MilvusIndex"]

Progress = Callable[[int, int], None]

# Names in one filter: more are looked for in turn.
_MOST_NAMES = 500


class MilvusIndex:
    """Paragraphs in Milvus at `url`: a file (`….db`) or `http://host:19530`.

    It connects when it is first asked, and again after the server was gone.
    """

    def __init__(self, url: str, timeout: float = 2.0, attempts: int = 3) -> None:
        """`timeout`: seconds a call may take; `attempts`: how often each is tried."""
        self._connection = Connection(url, timeout, attempts, _load)

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """As `ParagraphIndex` says."""
        text = " ".join(token_of(term) for term in dict.fromkeys(terms))
        if not text or k < 1 or (reports is not None and not reports):
            return []
        found: list[FoundParagraph] = []
        for names in _filters(reports):
            hits = self._connection.call(partial(_search, text=text, k=k, names=names))
            # Milvus Lite gives distances negated, a cluster as they are.
            found += [
                FoundParagraph(
                    hit["entity"]["report"], hit["entity"]["paragraph"], abs(hit["distance"])
                )
                for hit in hits[0]
            ]
        found.sort(key=lambda each: (-each.score, each.report, each.paragraph))
        return [each for each in found if each.score > 0][:k]

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """As `ParagraphIndex` says."""
        collection = self._connection.call(_collection_of_alias)
        if collection is None:
            self.rebuild(rows, progress)
            return
        held = self._connection.call(lambda client: held_reports(client, collection))
        wanted = {each.report: each for each in rows}
        gone = [name for name in held if name not in wanted]
        changed = [each for name, each in wanted.items() if held.get(name) != _edition(each)]
        if not changed and not gone:
            return
        done, total = 0, sum(each.paragraphs for each in changed)
        for each in changed:
            self._replace(collection, each)
            done += each.paragraphs
            if progress is not None:
                progress(done, total)
        for name in gone:
            self._forget(collection, name)
        self._settle(collection)

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """As `ParagraphIndex` says."""
        before = self._connection.call(_collection_of_alias)
        collection = f"{ALIAS}_{time.time_ns()}"
        self._connection.call(lambda client: create_collections(client, collection), slow=True)
        done, total = 0, sum(each.paragraphs for each in rows)
        for batch, paragraphs in batches(rows):
            self._upsert(collection, batch)
            done += paragraphs
            if progress is not None:
                progress(done, total)
        for start in range(0, len(rows), BATCH):
            self._mark(collection, rows[start : start + BATCH])
        self._settle(collection)
        self._connection.call(lambda client: _lead_to(client, collection, before), slow=True)

    def status(self) -> IndexStatus:
        """As `ParagraphIndex` says."""
        url, kind = self._connection.shown_url, self._connection.kind
        try:
            collection = self._connection.call(_collection_of_alias, once=True)
            if collection is None:
                return IndexStatus(url, kind, False, 0, 0, "nothing is indexed yet")
            held = self._connection.call(lambda c: held_reports(c, collection), once=True)
        except IndexUnavailableError as error:
            return IndexStatus(url, kind, False, 0, 0, str(error))
        paragraphs = sum(edition.paragraphs for edition in held.values())
        return IndexStatus(url, kind, True, len(held), paragraphs, "can be asked")

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """As `ParagraphIndex` says."""
        collection = self._connection.call(_collection_of_alias)
        if collection is None:
            return ["nothing is indexed yet; build the index"]
        held = self._connection.call(lambda client: held_reports(client, collection))
        faults = [
            f"{each.report} is missing from the index, or there as another text; build the index"
            for each in rows
            if held.get(each.report) != _edition(each)
        ]
        wanted = {each.report for each in rows}
        faults += [f"{name} is in the index and not loaded" for name in held if name not in wanted]
        count = self._connection.call(
            lambda client: client.query(collection, filter="", output_fields=["count(*)"])
        )
        expected = sum(edition.paragraphs for edition in held.values())
        if count[0]["count(*)"] != expected:
            faults.append(
                f"there are {count[0]['count(*)']} paragraphs, not {expected}; rebuild it"
            )
        return faults

    def close(self) -> None:
        """As `ParagraphIndex` says."""
        self._connection.close()

    def _replace(self, collection: str, report: ReportRows) -> None:
        """The rows of one report: first the new ones, then the old ones go."""
        for batch, _ in batches([report]):
            self._upsert(collection, batch)
        older = f"report == {json.dumps(report.report)} and edition != {json.dumps(report.digest)}"
        self._connection.call(lambda client: client.delete(collection, filter=older), slow=True)
        self._mark(collection, [report])

    def _forget(self, collection: str, name: str) -> None:
        own = f"report == {json.dumps(name)}"
        for each in (f"{collection}_reports", collection):
            self._connection.call(partial(_delete, name=each, which=own), slow=True)

    def _upsert(self, collection: str, rows: list[dict[str, Any]]) -> None:
        self._connection.call(lambda client: client.upsert(collection, rows), slow=True)

    def _mark(self, collection: str, reports: Sequence[ReportRows]) -> None:
        """Writes down that all rows of `reports` are there."""
        marks = [
            {
                "id": report_id(each.report),
                "report": each.report,
                "edition": each.digest,
                "paragraphs": each.paragraphs,
                "vector": [0.0, 1.0],
            }
            for each in reports
        ]
        if marks:
            self._upsert(f"{collection}_reports", marks)

    def _settle(self, collection: str) -> None:
        """Makes what was written searchable, in one segment."""
        for each in (collection, f"{collection}_reports"):
            self._connection.call(partial(_flush, name=each), slow=True)


def _search(client: Any, text: str, k: int, names: str) -> Any:
    return client.search(
        ALIAS,
        data=[text],
        anns_field="vector",
        limit=k,
        filter=names,
        output_fields=["report", "paragraph"],
        search_params={"metric_type": "BM25"},
    )


def _delete(client: Any, name: str, which: str) -> None:
    client.delete(name, filter=which)


def _flush(client: Any, name: str) -> None:
    client.flush(name)
    client.load_collection(name)


def _edition(report: ReportRows) -> Edition:
    return Edition(report.digest, report.paragraphs)


def _filters(reports: Collection[str] | None) -> Iterator[str]:
    """Filters that together let all of `reports` through."""
    if reports is None:
        yield ""
        return
    names = sorted(reports)
    for start in range(0, len(names), _MOST_NAMES):
        yield f"report in {json.dumps(names[start : start + _MOST_NAMES], ensure_ascii=False)}"


def _collection_of_alias(client: Any) -> str | None:
    """The collection that the alias leads to; None where there is none."""
    from pymilvus import MilvusException

    try:
        return str(client.describe_alias(ALIAS)["collection_name"])
    except MilvusException as error:
        if "alias" in str(error).lower():
            return None
        raise


def _load(client: Any) -> None:
    """Makes what the alias leads to searchable: a file forgets that when its process ends."""
    collection = _collection_of_alias(client)
    if collection is not None:
        for each in (collection, f"{collection}_reports"):
            client.patiently().load_collection(each)


def _lead_to(client: Any, collection: str, before: str | None) -> None:
    """Lets the alias lead to `collection`; what it led to is dropped."""
    if before is None:
        client.create_alias(collection, ALIAS)
        return
    client.alter_alias(collection, ALIAS)
    for each in (before, f"{before}_reports"):
        client.drop_collection(each)
