"""What every paragraph index offers: the paragraphs that share terms with a question.

An index holds no text, only terms; what is found is looked up in the reports themselves, so that
ranking, excerpt and decision are the same whichever index the candidates come from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

__all__ = ["FoundParagraph", "IndexStatus", "IndexKind", "ParagraphIndex", "Progress", "ReportRows"]

IndexKind = Literal["memory", "milvus"]
# Called with the paragraphs that are done and those that are to be done in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A paragraph that shares terms with a question.

    `report` is the name of its seed file, `paragraph` its number from 1.  `score`: higher is
    better, comparable within one search only.
    """

    report: str
    paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What is indexed of one report.

    `digest` changes whenever its rows do.  `terms` gives one sequence of terms a paragraph, in
    reading order; it is called only where rows are needed, since segmentation is slow.
    """

    report: str
    digest: str
    paragraphs: int
    terms: Callable[[], Sequence[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How an index is doing.

    `url` holds no credentials; `ready` says whether it can be asked; `reports` and `paragraphs` are
    what it holds, 0 where that is not known; `detail` is one sentence for operators.
    """

    url: str
    kind: IndexKind
    ready: bool
    reports: int
    paragraphs: int
    detail: str


class ParagraphIndex(Protocol):
    """Paragraphs by terms.  Any number of threads may search at once, also while one updates.

    Whoever answers questions calls `attach` and reads; only `python -m retrieval index build` calls
    `update` or `rebuild`.
    """

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """The best `k` paragraphs for `terms`, of `reports` only where they are given.

        Best first, ties in order of report and paragraph; none that holds none of the terms, and
        nothing at all for no terms.  A term that comes twice counts once.  Raises
        IndexUnavailableError.
        """

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """Makes ready to search `rows`; one English sentence a difference of what the index holds.

        Changes nothing that other processes read.  Raises IndexUnavailableError, also where there
        is no index that could be searched.
        """

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """Makes the index hold exactly the reports of `rows`; where it does, nothing is written.

        Readers see the old index until the new one is complete.  Raises IndexUnavailableError.
        """

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """Like `update`, but writes all of `rows` also where nothing has changed."""

    def status(self) -> IndexStatus:
        """How the index is doing.  Never raises."""

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """One English sentence a fault: a report missing, too many, of another digest or count.

        Empty where the index holds exactly `rows`.  Raises IndexUnavailableError.
        """
