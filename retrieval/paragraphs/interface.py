"""The interface of paragraph indexes, which find the paragraphs that share terms with a question.

An index holds terms and no text; ranking, excerpts and decision work on the reports themselves, so
they are the same whichever index the candidates come from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

__all__ = ["FoundParagraph", "IndexStatus", "IndexKind", "ParagraphIndex", "Progress", "ReportRows"]

IndexKind = Literal["memory", "milvus"]
# Called with the paragraphs that are indexed and with all.
Progress = Callable[[int, int], None]


class FoundParagraph(NamedTuple):  # hundreds of them for each question
    """A paragraph that shares terms with a question.

    `report` is the name of its seed file, `paragraph` its number from 1.  `score`: higher is
    better, comparable within one search only.
    """

    report: str
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class ReportRows:
    """The paragraphs of one report as an index stores them.

    `digest` changes whenever they do.  `terms` gives the terms of each paragraph, in reading order;
    it is called only where they are needed, since segmentation is slow.
    """

    report: str
    digest: str
    paragraphs: int
    terms: Callable[[], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index.

    `url` holds no credentials; `ready`: whether it can be searched; `reports` and `paragraphs`:
    their numbers, 0 where these are not known; `detail`: one sentence for operators.
    """

    url: str
    kind: IndexKind
    ready: bool
    reports: int
    paragraphs: int
    detail: str


class ParagraphIndex(Protocol):
    """Paragraphs by terms.  Any number of threads may search at once, also while one updates.

    A process that answers questions calls `attach` and only reads; `update` and `rebuild` are for
    `python -m retrieval index build`.
    """

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """The best `k` paragraphs for `terms`, of `reports` only where they are given.

        Best first, ties in order of report and paragraph; only paragraphs with any of the terms.
        A term that comes twice counts once.  Raises IndexUnavailableError.
        """

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """Prepares for searching `rows`; one English sentence for each difference from the index.

        Changes nothing that other processes read.  Raises IndexUnavailableError, also where there
        is no index to search.
        """

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """Makes the index hold exactly the reports of `rows`; if it does, nothing is written.

        Readers see the old index until the new one is complete.  Raises IndexUnavailableError.
        """

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """Like `update`, but writes all of `rows` even if nothing has changed."""

    def status(self) -> IndexStatus:
        """The state of the index.  Never raises."""

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """One English sentence for each report missing, too many, or of another digest or count.

        Empty if the index holds exactly `rows`.  Raises IndexUnavailableError.
        """
