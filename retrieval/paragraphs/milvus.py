"""A paragraph index in Milvus: in a file of Milvus Lite, or in a cluster, by the same client."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import Address, address_of
from retrieval.paragraphs.catalogue import Plan, count, held, is_current, plan, target
from retrieval.paragraphs.claim import claimed
from retrieval.paragraphs.connection import NOT_LOADED, Client, Connection, code_of
from retrieval.paragraphs.interface import (
    FoundParagraph,
    IndexStatus,
    Kind,
    Progress,
    ReportRows,
)
from retrieval.paragraphs.loading import build, kept_rows, replace
from retrieval.paragraphs.schema import MARKED, rows_of
from retrieval.paragraphs.searching import search
from retrieval.paragraphs.tokens import key_of

__all__ = ["MilvusIndex"]

Beat = Callable[[], None]

# What collections are called by; a second installation in one Milvus takes a database of its own.
_ALIAS = "paragraphs"
# Seconds to wait for another process that is updating: two that start at once both find the same
# reports changed, and the second has nothing left to do.
_PATIENCE = 60.0
# Seconds to list some ten thousand reports.
_LISTING = 60.0


class MilvusIndex:
    """A `ParagraphIndex` in Milvus."""

    def __init__(
        self,
        url: str | Address,
        *,
        token: str = "",
        timeout: float = 2.0,
        attempts: int = 3,
        patience: float = _PATIENCE,
        in_place: bool | None = None,
        alias: str = _ALIAS,
    ) -> None:
        """Connects to nothing yet.  `url`: a file's path, or http(s)://[user:password@]host:port.

        `timeout`: seconds an attempt.  Of `attempts` three, a question to a Milvus that hangs fails
        after about eight seconds.  `token`: user:password or an API key, where not in `url`.
        `patience`: seconds to wait for another process that is updating.  `in_place`: whether an
        update replaces rows where they stand; by default only in a cluster, since Milvus Lite gives
        rows that come later other scores, so there they are all copied.

        Raises IndexUnavailableError where `url` says nothing that can be understood.
        """
        address = address_of(url) if isinstance(url, str) else url
        if token:
            address = Address(address.shown, address.file, address.uri, token, address.database)
        self._connection = Connection(address, timeout, attempts)
        self._patience = patience
        self._in_place = in_place
        self._alias = alias

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """See `ParagraphIndex.search`."""
        return self._connection.call(
            lambda client, wait: search(client, self._alias, terms, k, reports, wait),
            mend=self._mend,
        )

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """See `ParagraphIndex.update`; builds a new index where there is none of this version."""
        rows = _not_empty(rows)
        with claimed(self._connection, self._alias, self._patience) as beat:
            name = self._readable()
            if name is None:
                self._build(rows, beat, progress)
                return
            found = plan(self._connection.call(
                lambda client, wait: held(client, name, wait), _LISTING, mend=self._mend
            ), rows)  # fmt: skip
            total = self._connection.call(lambda client, wait: count(client, name, wait), _LISTING)
            if not found.changed and not found.stale and found.rows == total:
                return
            in_place = not self._connection.lite if self._in_place is None else self._in_place
            if in_place:
                replace(self._connection, name, found, beat, progress)
            else:
                self._copy(name, found, beat, progress)

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """See `ParagraphIndex.rebuild`."""
        with claimed(self._connection, self._alias, self._patience) as beat:
            self._build(_not_empty(rows), beat, progress)

    def status(self) -> IndexStatus:
        """See `ParagraphIndex.status`; one attempt of `timeout` seconds.

        A paragraph of more than 6 553 terms, which takes several rows, counts as several.
        """
        try:
            return self._connection.call(self._status, attempts=1)
        except IndexUnavailableError as error:
            return self._status_of(str(error))

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """See `ParagraphIndex.verify`."""
        name = self._readable()
        if name is None:
            return [self._missing()]
        rows = _not_empty(rows)
        found = self._connection.call(
            lambda client, wait: held(client, name, wait), _LISTING, mend=self._mend
        )
        total = self._connection.call(lambda client, wait: count(client, name, wait), _LISTING)
        return list(_faults(plan(found, rows), rows, total - sum(each.rows for each in found)))

    def close(self) -> None:
        """See `ParagraphIndex.close`."""
        self._connection.close()

    def _build(self, rows: Sequence[ReportRows], beat: Beat, progress: Progress | None) -> None:
        paragraphs = sum(each.paragraphs for each in rows)
        every = chain.from_iterable(map(rows_of, rows))
        build(self._connection, self._alias, every, paragraphs, beat, progress)

    def _copy(self, name: str, found: Plan, beat: Beat, progress: Progress | None) -> None:
        kept = sum(each.paragraphs for each in found.unchanged)
        paragraphs = kept + sum(each.paragraphs for each in found.changed)
        new = chain.from_iterable(map(rows_of, found.changed))
        every = chain(kept_rows(self._connection, name, found.unchanged), new)
        build(self._connection, self._alias, every, paragraphs, beat, progress)

    def _readable(self) -> str | None:
        """The collection in use; None where there is none, or one of another version."""
        name = self._connection.call(lambda client, wait: target(client, self._alias, wait))
        return name if name is not None and is_current(name, self._alias) else None

    def _mend(self, client: Client, error: Exception) -> None:
        """Loads what is not loaded; raises IndexUnavailableError where there is nothing to load."""
        wait = self._connection.seconds
        name = target(client, self._alias, wait)
        if name is None or not is_current(name, self._alias):
            raise IndexUnavailableError(self._missing(name)) from error
        if code_of(error) == NOT_LOADED:
            client.load_collection(name, timeout=wait)

    def _missing(self, name: str | None = None) -> str:
        shown = self._connection.address.shown
        if name is not None:
            return f"the paragraph index at {shown} was built by another version; rebuild it"
        return f"there is no paragraph index of this version at {shown} yet; build it"

    def _status(self, client: Client, wait: float) -> IndexStatus:
        name = target(client, self._alias, wait)
        if name is None or not is_current(name, self._alias):
            return self._status_of(self._missing(name))
        try:
            reports = count(client, name, wait, MARKED)
        except Exception as error:
            self._mend(client, error)  # else who waits until it is ready would wait for ever
            reports = count(client, name, wait, MARKED)
        rows = count(client, name, wait)
        return self._status_of("the paragraph index answers", reports, rows, ready=True)

    def _status_of(
        self, detail: str, reports: int = 0, paragraphs: int = 0, *, ready: bool = False
    ) -> IndexStatus:
        kind: Kind = "milvus-lite" if self._connection.known_lite else "milvus"
        shown = self._connection.address.shown
        return IndexStatus(shown, kind, ready, reports, paragraphs, detail)


def _not_empty(rows: Iterable[ReportRows]) -> list[ReportRows]:
    """Reports without a paragraph leave no row."""
    return [each for each in rows if each.paragraphs]


def _faults(found: Plan, rows: Sequence[ReportRows], loose: int) -> Iterable[str]:
    names = {each.key: each.report for each in (*found.unchanged, *found.stale)}
    stale = {each.key for each in found.stale}
    for each in found.changed:
        state = "another form than" if key_of(each.report) in stale else "nothing of"
        yield f"the index holds {state} {each.report}; update it"
    for key in sorted(stale - found.wanted.keys()):
        yield f"the index holds {names[key]}, which is no longer there; update it"
    counts = {key_of(each.report): each.paragraphs for each in rows}
    for held_one in found.unchanged:
        due = counts[held_one.key]
        if held_one.paragraphs != due:
            yield (
                f"the index holds {held_one.paragraphs} paragraphs of {held_one.report} instead of"
                f" {due}; rebuild it"
            )
    if loose:
        yield f"the index holds {loose} rows that belong to no complete report; update it"
