"""The words of what a list is of, for a report: each with those that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words
from retrieval.query.standing_reader import RARE
from retrieval.query.topics import load_topics, topics_of

__all__ = ["Groups", "groups_of"]

# The least weight of a word: 问题 is frequent in Chinese, and may be all that a subject has.
_LEAST_WEIGHT = 0.1
# What a word that the report does not have counts of its weight: it may be talk (觉得), or a
# subject that the report is silent about.
_UNKNOWN = 0.5
_NUMBER = re.compile(
    "[0-9.]+|(?!十[一二三四五六]五)[一二两三四五六七八九十百]+[大个项条张座种类件句点招场样步]?"
)
# From this weight on an official term means nearly the same as the everyday one.
_CLOSE = 0.9

Groups = Sequence[tuple[Sequence[str], float]]
"""Words that mean the same, the question's own first, and how much they weigh."""


def groups_of(index: Index, subject: str, question: Question) -> Groups:
    """The words of the subject, each with those that mean the same, and its weight."""
    rarities = dict(zip(question.terms, question.rarities, strict=True))
    called = load_shape_words()["heads_asked"]
    calls = called.search(question.read.text) is not None
    # A number says when, or how many; both are wanted apart from the subject, and so is what the
    # items are called; around that a single character is talk (要守的原则).
    own = [
        term
        for term in question.terms
        if term in subject
        and not _NUMBER.fullmatch(term)
        and not called.fullmatch(term)
        and not load_shape_words()["actors"].fullmatch(term)
        and not (calls and len(term) == 1)
    ]
    said = {term for term in own if index.holding(term).size}
    topics = topics_of(subject, question, load_topics())
    groups = []
    for term in own:
        # A word within a longer one that the report has counts by that.
        if any(term != other and term in other for other in said):
            continue
        # A longer one that it does not have counts by its parts.
        if term not in said and any(other != term and other in term for other in own):
            continue
        same = {term} if term in said else {term, *_close_to(term, question)}
        for topic in topics:
            if any(term in name for name in topic.names):
                same.update(topic.terms)
        weight = max(rarities[term], _LEAST_WEIGHT)
        known = any(index.holding(each).size for each in same)
        if not known and rarities[term] < RARE and calls:
            continue  # talk around what the items are called
        groups.append(((term, *sorted(same - {term})), weight if known else _UNKNOWN * weight))
    return groups


def _close_to(term: str, question: Question) -> Iterator[str]:
    """The official terms that mean nearly the same as `term`."""
    for expansion in question.expansions:
        if term in expansion.term:
            yield from (each for each, weight in expansion.official if weight >= _CLOSE)
