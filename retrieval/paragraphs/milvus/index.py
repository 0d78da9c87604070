"""A paragraph index in Milvus: `update` and `rebuild` are for `index build`, all others read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import parse_index_url
from retrieval.paragraphs.interface import FoundParagraph, IndexStatus, Progress, ReportRows
from retrieval.paragraphs.milvus.collection import (
    ALIAS,
    FIRST_ROWS,
    Row,
    count,
    differences,
    first_rows,
    is_current,
    target,
)
from retrieval.paragraphs.milvus.connection import NOT_LOADED, Client, Connection, MilvusError
from retrieval.paragraphs.milvus.search import search
from retrieval.paragraphs.milvus.writer import build

__all__ = ["MilvusIndex"]

Result = TypeVar("Result")

_BUILD = "run `python -m retrieval index build`"
# Seconds to list some ten thousand reports.
_LISTING = 30.0


class MilvusIndex:
    """A `ParagraphIndex` in Milvus."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet; `url` as `parse_index_url` takes it, whose errors it raises."""
        self._connection = Connection(parse_index_url(url))
        self._shown = self._connection.address.shown

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """See `ParagraphIndex.search`."""
        return self._read(lambda client, wait: search(client, terms, k, reports, wait))

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """See `ParagraphIndex.attach`."""
        return self._differences(self._held(), rows)

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """See `ParagraphIndex.update`; where anything has changed, all is written."""
        name = target(self._connection)
        if name is None or not is_current(name) or self.verify(rows):
            self.rebuild(rows, progress)
        elif progress is not None:
            paragraphs = sum(each.paragraphs for each in rows)
            progress(paragraphs, paragraphs)

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """See `ParagraphIndex.rebuild`."""
        build(self._connection, _not_empty(rows), progress)

    def status(self) -> IndexStatus:
        """See `ParagraphIndex.status`.

        A paragraph of more than 6 553 terms, which takes several rows, counts as several.
        """
        try:
            self._check()
            rows = self._read(lambda client, wait: count(client, ALIAS, wait))
            reports = self._read(lambda client, wait: count(client, ALIAS, wait, FIRST_ROWS))
        except IndexUnavailableError as error:
            return IndexStatus(self._shown, "milvus", False, 0, 0, str(error))
        return IndexStatus(
            self._shown, "milvus", True, reports, rows, "the paragraph index answers"
        )

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """See `ParagraphIndex.verify`."""
        held = self._held()
        faults = self._differences(held, rows)
        found = self._read(lambda client, wait: count(client, ALIAS, wait), _LISTING)
        if found != (due := sum(row["rows"] for row in held)):
            faults.append(f"the index holds {found} rows instead of {due}; {_BUILD}")
        return faults

    def _held(self) -> list[Row]:
        self._check()
        return self._read(first_rows, _LISTING)

    def _differences(self, held: Sequence[Row], rows: Sequence[ReportRows]) -> list[str]:
        return [f"{each}; {_BUILD}" for each in differences(held, _not_empty(rows))]

    def _check(self) -> None:
        """Raises IndexUnavailableError where there is no index that this version can read."""
        name = target(self._connection)
        if name is None:
            message = f"there is no paragraph index at {self._shown} yet; {_BUILD}"
            raise IndexUnavailableError(message)
        if not is_current(name):
            message = f"the paragraph index at {self._shown} was built by another version; {_BUILD}"
            raise IndexUnavailableError(message)

    def _read(
        self, action: Callable[[Client, float], Result], seconds: float | None = None
    ) -> Result:
        """The result of `action`, called again where Milvus answers with an error.

        The collection may not be loaded yet, or have been replaced at this moment.
        """
        try:
            return self._connection.call(action, seconds)
        except MilvusError as error:
            self._check()
            if error.code == NOT_LOADED:
                self._connection.run("load_collection", ALIAS)
            return self._connection.call(action, seconds)


def _not_empty(rows: Iterable[ReportRows]) -> list[ReportRows]:
    """Reports without a paragraph leave no row."""
    return [each for each in rows if each.paragraphs]
