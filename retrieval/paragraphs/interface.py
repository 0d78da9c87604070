"""The interface of paragraph indexes: the paragraphs of all reports, found by their terms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["FoundParagraph", "IndexStatus", "ParagraphIndex", "ReportRows"]


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """Paragraph `paragraph`, from 1, of the report whose seed file is called `report`.

    `score`: higher is better; it compares within one search only.
    """

    report: str
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What is indexed of one report.

    `digest` changes whenever its rows do.  `terms` gives one sequence of terms a paragraph, in
    reading order; it is called only where rows are needed.
    """

    report: str
    digest: str
    paragraphs: int
    terms: Callable[[], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index holds, and whether it can be asked; `detail` is one sentence for operators."""

    url: str
    kind: str
    ready: bool
    reports: int
    paragraphs: int
    detail: str


class ParagraphIndex(Protocol):
    """An index of paragraphs; any number of threads may search it at once."""

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """The `k` paragraphs (of `reports`) that score highest for `terms`, best first, ties in
        order of report and paragraph; none that holds none of them.

        Raises IndexUnavailableError.
        """
        ...

    def update(
        self, rows: Sequence[ReportRows], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Makes the index hold exactly these reports: changed ones are replaced, gone ones
        deleted, unchanged ones left alone.  `progress` is told how many of how many paragraphs are
        done.  Raises IndexUnavailableError."""
        ...

    def rebuild(
        self, rows: Sequence[ReportRows], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Builds everything anew beside the old index, then puts it in its place.

        Raises IndexUnavailableError."""
        ...

    def status(self) -> IndexStatus:
        """What it holds; never raises."""
        ...

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """A sentence for each way in which it does not hold these reports."""
        ...

    def close(self) -> None:
        """Lets go of connections and files."""
        ...
