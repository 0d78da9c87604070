"""Example questions, and those among them to suggest after a declined one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from retrieval.answering.once import Once
from retrieval.answering.result import ReportResult, SearchResult
from retrieval.reports.model import Span
from retrieval.words import load_examples

__all__ = ["Examples"]

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# The result of a search for a question, with that many excerpts of each report.
Search = Callable[[str, int], SearchResult]


@dataclass(frozen=True, slots=True)
class _Example:
    """An example question that is answered.

    `section`: the identity of the section with its answer.
    """

    text: str
    terms: frozenset[str]
    section: tuple[str, Span] | None


class Examples:
    """The example questions that the loaded reports answer.

    The first use searches for all of them, which takes seconds with many reports.  Raises
    IndexUnavailableError where the search does.
    """

    def __init__(self, search: Search) -> None:
        self._examples = Once(partial(_answered, search))

    @property
    def questions(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(each.text for each in self._examples())

    def suggestions(self, result: SearchResult) -> tuple[str, ...]:
        """Those that share most terms with the question, then those of the same section."""
        terms = frozenset(result.question.terms)
        section = _section(result.best)

        def distance(example: _Example) -> tuple[int, bool]:
            return -len(terms & example.terms), example.section != section

        return tuple(each.text for each in sorted(self._examples(), key=distance)[:_SUGGESTIONS])


def _answered(search: Search) -> tuple[_Example, ...]:
    found = ((text, search(text, 1)) for text in load_examples())
    return tuple(
        _Example(text, frozenset(best.found.question.terms), _section(best))
        for text, each in found
        if each.answers and (best := each.best)
    )


def _section(result: ReportResult | None) -> tuple[str, Span] | None:
    """The identity of the section of a result, also after its report is closed and opened again:
    the name of the report and the span of the first paragraph."""
    section = result.found.section if result else None
    if result is None or section is None:
        return None
    return result.found.index.report.name, section.paragraphs[0].span
