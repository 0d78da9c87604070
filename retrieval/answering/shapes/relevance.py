"""How much each sentence of a report is about a subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.corpus.metadata import ReportMetadata
from retrieval.index.bm25_field import Scores
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.topics import load_topics, topics_of

__all__ = ["Subject", "subject_of", "without_own_place"]

# How much a term counts beside those of the subject itself: an official term of the lexicon says
# nearly the same, one of a topic names only a part of it.
_OFFICIAL, _OF_TOPIC = 0.9, 0.6
# Of the words of a subject, weighted by rarity, at least this share has to be known: to the report
# or as the name of a topic: 快递丢了 is no subject of a report.
_KNOWN = 0.6
# What the words of a paragraph's heading or lead add to each of its sentences.
_FROM_LEAD = 0.3
# A sentence with this many terms of the subject is about it; more add nothing.
_MOST = 4


@dataclass(frozen=True)
class Subject:
    """What is searched for of a subject.

    `terms`: each with how much it counts; `of_topics`: those of its topics and its official terms.
    `known`: whether the report or the topics know enough of the words of the subject.
    """

    terms: Mapping[str, float]
    known: bool
    of_topics: Mapping[str, float]

    def scores(self, index: Index) -> Scores:
        """How much each sentence of `index` is about it: the sum of its few rarest terms there,
        and a share of what the lead of its paragraph holds."""
        if not self.terms:
            return np.zeros(len(index.sentences))
        rows = np.stack([index.occurrences(term) * w for term, w in self.terms.items()])
        own = np.sort(rows, axis=0)[-_MOST:].sum(axis=0)
        first = np.asarray(index.first_sentence)[index.entry_of]
        return np.asarray(own + _FROM_LEAD * own[first] * (own > 0))


def subject_of(text: str, question: Question, index: Index) -> Subject:
    """The subject `text` of `question`, for the report of `index`."""
    terms: dict[str, float] = {}
    own = [term for term in question.terms if term in text and len(term) > 1]
    official = {
        term: _OFFICIAL * weight
        for expansion in question.expansions
        if expansion.term in text
        for term, weight in expansion.official
    }
    topics = topics_of(text, question, load_topics())
    for topic in topics:
        terms |= dict.fromkeys(topic.terms, _OF_TOPIC)
    for term, weight in official.items():
        terms[term] = max(terms.get(term, 0.0), weight)
    of_topics = dict(terms)
    terms |= dict.fromkeys(own, 1.0)
    names = {name for topic in topics for name in topic.names}
    rarity = dict(zip(question.terms, question.rarities, strict=True))
    total = sum(rarity[term] for term in own)
    # What people say for an official term is known where the report uses that.
    names |= {
        expansion.term
        for expansion in question.expansions
        if any(index.holding(term).size for term, _ in expansion.official)
    }
    known = sum(
        rarity[term]
        for term in own
        if any(term in each for each in names) or index.holding(term).size
    )
    return Subject(terms, bool(own or topics) and known >= _KNOWN * total, of_topics)


def without_own_place(subject: str, meta: ReportMetadata) -> str:
    """`subject` without the place whose report it is, which says nothing of what is asked of it."""
    for name in sorted({*meta.place_names, meta.place}, key=len, reverse=True):
        subject = subject.replace(name, " ") if name else subject
    return " ".join(subject.split())
