"""A paragraph index in Milvus: `update` and `rebuild` are for `index build`, all others read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import parse_index_url
from retrieval.paragraphs.interface import FoundParagraph, IndexStatus, Progress, ReportRows
from retrieval.paragraphs.milvus.catalogue import (
    LISTING,
    HeldReport,
    count,
    differences,
    held_reports,
    target,
)
from retrieval.paragraphs.milvus.collection import FIRST_ROWS, is_current
from retrieval.paragraphs.milvus.connection import NOT_LOADED, Client, Connection, MilvusError
from retrieval.paragraphs.milvus.search import search
from retrieval.paragraphs.milvus.writer import build

__all__ = ["MilvusIndex"]

Result = TypeVar("Result")

_BUILD = "run `python -m retrieval index build`"


class MilvusIndex:
    """A `ParagraphIndex` in Milvus."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet; `url` as `parse_index_url` takes it, whose errors it raises."""
        self._connection = Connection(parse_index_url(url))

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """See `ParagraphIndex.search`."""
        return self._read(lambda client, wait: search(client, terms, k, reports, wait))

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """See `ParagraphIndex.attach`."""
        return [f"{each}; {_BUILD}" for each in differences(self._held(), _not_empty(rows))]

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """See `ParagraphIndex.update`; where anything has changed, all is written."""
        rows = _not_empty(rows)
        name = target(self._connection)
        if name is None or not is_current(name) or self.verify(rows):
            build(self._connection, rows, progress)
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
        shown = self._connection.address.shown
        try:
            name = self._name()
            reports, paragraphs = self._read(
                lambda client, wait: (
                    count(client, name, wait, FIRST_ROWS),
                    count(client, name, wait),
                )
            )
        except IndexUnavailableError as error:
            return IndexStatus(shown, "milvus", False, 0, 0, str(error))
        detail = "the paragraph index answers"
        return IndexStatus(shown, "milvus", True, reports, paragraphs, detail)

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """See `ParagraphIndex.verify`."""
        held = self._held()
        faults = [f"{each}; {_BUILD}" for each in differences(held, _not_empty(rows))]
        name = self._name()
        found = self._read(lambda client, wait: count(client, name, wait), LISTING)
        due = sum(each.rows for each in held)
        if found != due:
            faults.append(f"the index holds {found} rows instead of {due}; {_BUILD}")
        return faults

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        self._connection.close()

    def _held(self) -> list[HeldReport]:
        name = self._name()
        return self._read(lambda client, wait: held_reports(client, name, wait), LISTING)

    def _name(self) -> str:
        """The collection in use; raises IndexUnavailableError where there is none to be read."""
        name = target(self._connection)
        shown = self._connection.address.shown
        if name is None:
            message = f"there is no paragraph index at {shown} yet; {_BUILD}"
            raise IndexUnavailableError(message)
        if not is_current(name):
            message = f"the paragraph index at {shown} was built by another version; {_BUILD}"
            raise IndexUnavailableError(message)
        return name

    def _read(
        self, action: Callable[[Client, float], Result], seconds: float | None = None
    ) -> Result:
        """The result of `action`; once more where Milvus answers with an error that can be mended.

        It has not loaded the collection, or the collection was replaced at this very moment.
        Raises IndexUnavailableError.
        """
        try:
            return self._connection.call(action, seconds)
        except MilvusError as error:
            name = self._name()
            if error.code == NOT_LOADED:
                self._connection.call(
                    lambda client, wait: client.load_collection(name, timeout=wait)
                )
            return self._connection.call(action, seconds)


def _not_empty(rows: Iterable[ReportRows]) -> list[ReportRows]:
    """Reports without a paragraph leave no row."""
    return [each for each in rows if each.paragraphs]
