"""Coverage: how much of a question a sentence says, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from retrieval.index.bm25_field import Field
from retrieval.index.clauses import clauses_of
from retrieval.index.index import Index
from retrieval.language.answer_types import AnswerType
from retrieval.query.question import Question

__all__ = ["clause_signals", "coverage_signals", "held_apart", "own_terms", "word_weights"]

# Keeps a total weight from being 0, which is divided by.
_LEAST = 1e-9
# From this many clauses on a sentence is a list, in which anything may be found.
_MANY_CLAUSES = 8
_FIGURE = re.compile("[0-9][0-9.]*")


def own_terms(question: Question) -> list[str]:
    """The terms of `question` without those that others make up (外国游客: 外国, 游客)."""
    return [term for term in question.terms if not _in_parts(term, question.terms)]


def coverage_signals(
    question: Question, terms: Sequence[str], sentence: int, index: Index
) -> dict[str, float]:
    """How much of the question, by its own `terms`, the sentence and its phrasings cover."""
    fields = index.fields
    official = {
        expansion.term
        for expansion in question.expansions
        if any(sentence in index.holding(term) for term, _ in expansion.official)
    }
    weights = word_weights(question, index)
    total = sum(weights[term] for term in terms) + _LEAST
    uncovered = [
        term
        for term in terms
        if not _held(term, sentence, (fields.words, fields.phrasing_words_by_sentence))
        and not any(term in everyday for everyday in official)
    ]
    unknown = [
        term
        for term in uncovered
        if term not in fields.words and term not in fields.phrasing_words_by_sentence
    ]
    pairs = [
        pair
        for pair in question.syllables
        if _held(pair, sentence, (fields.syllables, fields.phrasing_syllables_by_sentence))
    ]
    asked = fields.syllables.weight(question.syllables)
    covered = 1 - sum(weights[term] for term in uncovered) / total
    return {
        "covered": covered,
        # English has no syllables: coverage of words counts for both.
        "covered_syllables": fields.syllables.weight(pairs) / asked if asked else covered,
        "heaviest_uncovered": max((weights[term] for term in uncovered), default=0.0),
        "unknown": sum(weights[term] for term in unknown) / total,
    }


def _in_parts(term: str, terms: Sequence[str]) -> bool:
    """Whether `term` consists of other `terms`, which count in its place (外国游客: 外国, 游客)."""
    covered = [False] * len(term)
    for part in terms:
        at = term.find(part) if part != term else -1
        if at >= 0:
            covered[at : at + len(part)] = [True] * len(part)
    return all(covered)


def word_weights(question: Question, index: Index) -> dict[str, float]:
    """The weight of each term, from 0 to 1: low where it is frequent in Chinese or, as far as they
    cover the report, in phrasings."""
    phrasings, coverage = index.fields.phrasing_words, index.coverage
    return {
        term: min(rarity, 1 + coverage * (phrasings.idf_of(term) / phrasings.unknown_idf - 1))
        for term, rarity in zip(question.terms, question.rarities, strict=True)
    }


def _held(term: str, document: int, fields: Sequence[Field]) -> bool:
    return any(field.contribution(term, document) > 0 for field in fields)


def clause_signals(
    question: Question, terms: Sequence[str], sentence: int, index: Index
) -> dict[str, float]:
    """How much of the question, by its own `terms`, only the lexicon finds, and whether a figure
    that is asked for is in the clause that says most of the question, or in one beside it.

    Who asks for what the report does not say repeats its words; who uses words of their own is
    mostly answered by what the lexicon leads to.
    """
    text = index.sentences[sentence].folded
    rarities = dict(zip(question.terms, question.rarities, strict=True))
    everyday = {
        term: [
            each
            for expansion in question.expansions
            if term in expansion.term or expansion.term in term
            for each in expansion.official
        ]
        for term in terms
    }

    def said(piece: str) -> Iterator[tuple[float, float]]:
        """For each term how much of its weight its own word says, and how much official ones."""
        for term in terms:
            own = term in piece
            near = 0.0 if own else max((w for t, w in everyday[term] if t in piece), default=0.0)
            yield own * rarities[term], near * rarities[term]

    clauses = list(clauses_of(text)) or [text]
    said_most = [sum(map(sum, said(clause))) for clause in clauses]
    best = said_most.index(max(said_most))
    around = ",".join(clauses[max(0, best - 1) : best + 2])
    number = next(kind for kind in index.kinds if kind.name == "number")
    figure = number.name not in question.kinds or held_apart(number, question, around)
    return {
        "bridged": sum(near for _, near in said(text)) / (sum(rarities[t] for t in terms) + _LEAST),
        "clauses": min(1.0, len(clauses) / _MANY_CLAUSES),
        "figure_apart_lacking": float(not figure),
    }


def held_apart(kind: AnswerType, question: Question, text: str) -> bool:
    """Whether `text` holds an answer of `kind` other than words and figures of the question, which
    answer nothing of it: what to hand in for an 申请式退租, how long is the 龙江331边防路."""
    asked = question.read.text
    figures = set(_FIGURE.findall(asked))
    for found in kind.holds.finditer(text):
        figure = _FIGURE.match(text, found.start())
        if figure[0] not in figures if figure else found[0] not in asked:
            return True
    return False
