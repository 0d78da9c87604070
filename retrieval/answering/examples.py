"""Example questions, and what to suggest after a declined one."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from retrieval.answering.example_questions import heading_question, phrasing_questions, proposals
from retrieval.answering.once import Once
from retrieval.answering.result import ReportResult, SearchResult
from retrieval.index.index import Index
from retrieval.reports.model import Span

__all__ = ["Examples"]

_log = logging.getLogger(__name__)

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# The sentences nearest to a declined question whose phrasings are tried, and all that is tried: a
# search each, of some milliseconds.
_NEAREST, _TRIED = 3, 4
# Phrasings of which it is kept whether they are answered, of some hundred bytes each.
_MOST_KEPT = 5000
# Examples that are made of a report: enough that greetings differ from chat to chat; and what is
# tried for them, as the first greeting waits for that.
_MADE, _TRIED_TO_MAKE = 24, 72
# The search result of a question that is answered; None for others.
Answered = Callable[[str], SearchResult | None]


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
    IndexUnavailableError and SeedError where that does.
    """

    def __init__(
        self, answered: Answered, given: Sequence[tuple[str, str]], home: Callable[[], Index]
    ) -> None:
        """`given`: those of the seeds folder, each with its file and line number.

        `home`: opens the report of whose words they are made where none of them is answered.
        """
        # Questions that are declined are often near the same sentences.
        self._is_answered = lru_cache(_MOST_KEPT)(lambda text: answered(text) is not None)
        self._examples = Once(partial(_all, answered, given, home))

    @property
    def questions(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(each.text for each in self._examples())

    def suggestions(self, result: SearchResult) -> tuple[str, ...]:
        """Questions near the declined one: how people ask for the sentences nearest to it, and for
        their section; then examples that share most terms with it, or have their answer there."""
        text = result.question.text
        tried = dict.fromkeys(islice(_near(result.best), _TRIED))
        answered = (each for each in tried if each != text and self._is_answered(each))
        # Each takes a search, so no more are tried than are shown.
        near = tuple(islice(answered, _SUGGESTIONS))
        if len(near) == _SUGGESTIONS:
            return near
        return tuple(islice(dict.fromkeys([*near, *self._nearest(result)]), _SUGGESTIONS))

    def _nearest(self, result: SearchResult) -> list[str]:
        """The examples, those nearest to a question first; where none is near, others each time."""
        terms = frozenset(result.question.terms)
        section = _section(result.best)
        examples = self._examples()
        first = int.from_bytes(
            hashlib.sha256(result.question.text.encode("utf-8", "replace")).digest()[:4]
        )
        begin = first % max(len(examples), 1)

        def distance(example: _Example) -> tuple[int, bool]:
            return -len(terms & example.terms), example.section != section

        return [each.text for each in sorted((*examples[begin:], *examples[:begin]), key=distance)]


def _near(best: ReportResult | None) -> Iterator[str]:
    """Questions about the sentences nearest to a question, and about their section."""
    if best is None:
        return
    found = best.found
    for each in found.ranked[:_NEAREST]:
        yield from islice(phrasing_questions(found.index, each.sentence), 1)
    if found.section is not None and (question := heading_question(found.section)):
        yield question


def _all(
    answered: Answered, given: Sequence[tuple[str, str]], home: Callable[[], Index]
) -> tuple[_Example, ...]:
    examples = []
    for where, text in given:
        example = _example(answered, text)
        if example is None:
            _log.warning("Example left out: %s: no loaded report answers it", where)
        else:
            examples.append(example)
    if examples:
        return tuple(examples)
    tried = (_example(answered, text) for text in islice(proposals(home()), _TRIED_TO_MAKE))
    return tuple(islice(filter(None, tried), _MADE))


def _example(answered: Answered, text: str) -> _Example | None:
    """`text` as an example, where it is answered."""
    result = answered(text)
    if result is None:
        return None
    found = result.best.found.question if result.best else result.question
    terms = frozenset(found.terms)
    return _Example(text, terms, _section(result.best))


def _section(result: ReportResult | None) -> tuple[str, Span] | None:
    """The identity of the section of a result, also after its report is closed and opened again:
    the name of the report and the span of the first paragraph."""
    section = result.found.section if result else None
    if result is None or section is None:
        return None
    return result.found.index.report.name, section.paragraphs[0].span
