"""Definitions: what a term means, from the notes of a report."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from retrieval.answering.answer import Answer, Hit, hit_at
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.errors import SeedError
from retrieval.index.index import Index
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.words.files import either, load_table, word_file

__all__ = ["definition"]

# Characters that may be left of a question for a meaning: the name of a place or a year.
_MOST_LEFT = 4


def definition(searcher: Searcher, result: SearchResult, question: str) -> Answer | None:
    """The note that explains the term that `question` asks for; None where it asks for none, or no
    report that is searched explains it."""
    asked = result.question
    if result.question.small_talk or not _words()["asks"].search(asked.read.text):
        return None
    hits = (_note(index, asked) for index in _searched(searcher, result))
    hit = next(filter(None, hits), None)
    return Answer(question, Outcome.ANSWERED, (hit,), shown=1) if hit else None


def _searched(searcher: Searcher, result: SearchResult) -> Iterator[Index]:
    """The reports that answer, and the one that is searched first."""
    yield from (each.found.index for each in result.answers)
    with contextlib.suppress(SeedError):  # that it is gone has been logged
        yield searcher.routed(result.question)[0]
    if result.best:
        yield result.best.found.index


def _note(index: Index, question: Question) -> Hit | None:
    """The note of `index` whose term is all that `question` asks about."""
    text = question.read.text
    named = (
        (len(name), number, name, names[0])
        for number, names in index.notes.items()
        for name in names
        if name in text
    )
    for _, number, name, whole in sorted(named, key=lambda each: (-each[0], each[1])):
        # Of 海洋生态保护修复“五大工程” people name what stands around the quoted term, too.
        left = [char for char in _without_frame(text.replace(name, "")) if char not in whole]
        if len(left) <= _MOST_LEFT:
            paragraph = index.entries[number - 1].paragraph
            return hit_at(index, question, number - 1, paragraph.span)
    return None


def _without_frame(text: str) -> str:
    for name in ("asks", "filler"):
        text = _words()[name].sub("", text)
    return text


@lru_cache(1)
def _words() -> Mapping[str, re.Pattern[str]]:
    file = word_file("definitions.toml")
    table = load_table(file)
    return {name: either(file, table, name) for name in ("asks", "filler")}
