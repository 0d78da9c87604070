"""Topics: what people call the topics of reports, and what reports say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from retrieval.errors import WordsError
from retrieval.query.question import Question
from retrieval.words.files import load_table, word_file

__all__ = ["Topic", "load_topics", "topics_of"]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of reports.

    `names`: what people call it; `terms`: what reports say of it; both folded.
    """

    names: tuple[str, ...]
    terms: tuple[str, ...]


@lru_cache(1)
def load_topics() -> tuple[Topic, ...]:
    """All topics; raises WordsError, whose message names file and reason."""
    file = word_file("topics.toml")
    topics = []
    for name, table in load_table(file).items():
        lists: list[Any] = []
        if isinstance(table, dict):
            lists = [table.get(each) for each in ("names", "terms")]
        if not lists or not all(map(_is_list_of_texts, lists)):
            message = f"{file}: {name} has to have lists of texts, names and terms"
            raise WordsError(message)
        names, terms = lists
        topics.append(Topic(tuple(names), tuple(terms)))
    return tuple(topics)


def _is_list_of_texts(value: object) -> bool:
    """Whether `value` is a list of texts, not empty."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, str) for each in value)


def topics_of(subject: str, question: Question, topics: Iterable[Topic]) -> list[Topic]:
    """Those of `topics` that `subject`, words of `question`, names; the longest names first.

    A name begins and ends where words do (水平 is not 水), and one within a longer name that is
    found names nothing: 环境 in 营商环境.
    """
    found = sorted(
        (
            (name, topic)
            for topic in topics
            for name in topic.names
            if name in subject and _of_words(name, question)
        ),
        key=lambda pair: -len(pair[0]),
    )
    chosen: list[Topic] = []
    left = subject
    for name, topic in found:
        if name in left:
            chosen.append(topic)
            left = left.replace(name, "\n")
    return list(dict.fromkeys(chosen))


def _of_words(name: str, question: Question) -> bool:
    """Whether `name` stands in the question as whole words."""
    text, bounds = question.read.text, question.boundaries
    starts = (match.start() for match in re.finditer(re.escape(name), text))
    return any(start in bounds and start + len(name) in bounds for start in starts)
