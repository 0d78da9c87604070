"""Concepts: what a question asks for, each with all the terms that say it in a report."""

from __future__ import annotations

from retrieval.index.clauses import Choice
from retrieval.index.index import Index
from retrieval.query.question import Question

__all__ = ["concepts"]


def concepts(question: Question, index: Index) -> list[Choice]:
    """Each concept of `question`: terms with what a text of `index` earns that holds one of them.

    An everyday term is one concept together with its official terms, so that these weigh what it
    weighs (GDP stands in few reports, 生产总值 in every one) and do not add up with it.
    """
    words = index.fields.words
    found: list[Choice] = []
    explained: set[str] = set()
    for expansion in question.expansions:
        own = [t for t in question.terms if t in expansion.term or expansion.term in t]
        official = [(term, share, _worth(term, index)) for term, share in expansion.official]
        worths = [words.idf_of(term) for term in own] or [worth for _, _, worth in official]
        choice = {term: words.idf_of(term) for term in own}
        for term, share, worth in official:
            if worth:
                choice[term] = max(choice.get(term, 0.0), share * max(worths))
        if choice:
            found.append(tuple(choice.items()))
        explained.update(own)
    others = (term for term in question.terms if term not in explained)
    return found + [((term, words.idf_of(term)),) for term in others]


def _worth(term: str, index: Index) -> float:
    """The weight of `term` where it stands in a sentence; 0 where it stands in none."""
    return float(index.occurrences(term).max(initial=0.0))
