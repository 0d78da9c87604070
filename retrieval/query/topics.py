"""Topics: what people call the topics of reports, and what reports say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from retrieval.errors import WordsError
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
        names, terms = (table.get(each, ()) for each in ("names", "terms"))
        if not all(isinstance(each, str) for each in (*names, *terms)) or not (names and terms):
            message = f"{file}: {name} has to have lists of texts, names and terms"
            raise WordsError(message)
        topics.append(Topic(tuple(names), tuple(terms)))
    return tuple(topics)


def topics_of(subject: str, topics: Iterable[Topic]) -> list[Topic]:
    """Those of `topics` that `subject` names, the longest names first.

    A name within a longer one that is found names nothing: 环境 in 营商环境.
    """
    found = sorted(
        ((name, topic) for topic in topics for name in topic.names if name in subject),
        key=lambda pair: -len(pair[0]),
    )
    chosen: list[Topic] = []
    left = subject
    for name, topic in found:
        if name in left:
            chosen.append(topic)
            left = left.replace(name, "\n")
    return list(dict.fromkeys(chosen))
