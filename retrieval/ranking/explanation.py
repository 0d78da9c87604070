"""How an answer came about: each step for one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.index.index import Index
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.ranking.decision import DECISION_TERMS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.pipeline import PipelineResult
from retrieval.ranking.ranker import RankedSentence
from retrieval.reports.location import Location

__all__ = ["ExplainedExpansion", "ExplainedSentence", "ExplainedTerm", "Explanation", "explain"]

# What a person looks at; the ranking itself works on all of them.
_SHOWN = 5
# Less than this in a score or a margin changes nothing that anyone would act on.
_LEAST = 0.05

Contributions = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term of the question: how rare it is in Chinese (0 to 1), and how many sentences and how
    many phrasings hold it."""

    term: str
    rarity: float
    sentences: int
    phrasings: int


@dataclass(frozen=True, slots=True)
class ExplainedExpansion:
    """An everyday term of the lexicon, and those of its official terms that the report uses."""

    term: str
    official: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A ranked sentence: what each feature gave to its score, and its closest phrasing."""

    text: str
    place: Location
    frame: str
    score: float
    contributions: Contributions
    phrasing: str | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Each step for one question, from what was typed to the decision."""

    question: Question
    terms: tuple[ExplainedTerm, ...]
    expansions: tuple[ExplainedExpansion, ...]
    sentences: tuple[ExplainedSentence, ...]
    outcome: Outcome
    margin: float
    reasons: Contributions


def explain(found: PipelineResult, outcome: Outcome) -> Explanation:
    """The steps that `found` holds with the best few of each kind, what weighs most first.

    `outcome`: what came of the question in the end.
    """
    question, index = found.question, found.index
    chosen = {
        number for excerpt in found.excerpts for number in range(excerpt.first, excerpt.last + 1)
    }
    decision = found.decision
    return Explanation(
        question=question,
        terms=tuple(
            ExplainedTerm(
                term,
                rarity,
                index.fields.words.frequency(term),
                index.fields.phrasing_words.frequency(term),
            )
            for term, rarity in zip(question.terms, question.rarities, strict=True)
        ),
        expansions=tuple(
            ExplainedExpansion(
                expansion.term,
                tuple(each for each in expansion.official if index.occurrences(each[0]).any()),
            )
            for expansion in question.expansions
        ),
        sentences=tuple(
            _sentence(question, ranked, index, chosen=ranked.sentence in chosen)
            for ranked in found.ranked[:_SHOWN]
        ),
        outcome=outcome,
        margin=decision.margin,
        reasons=_telling(DECISION_TERMS, decision.contributions),
    )


def _sentence(
    question: Question, ranked: RankedSentence, index: Index, *, chosen: bool
) -> ExplainedSentence:
    sentence = index.sentences[ranked.sentence]
    entry = index.entries[sentence.entry]
    closest = index.fields.phrasing_words.shares(question.terms)
    phrasing = index.best_phrasing(closest, ranked.sentence)
    return ExplainedSentence(
        text=sentence.span.of(entry.report.text),
        place=entry.place(sentence.span),
        frame=sentence.frame.name.lower(),
        score=ranked.score,
        contributions=_telling(FEATURES, ranked.contributions),
        phrasing=None if phrasing is None else index.phrasings[phrasing],
        chosen=chosen,
    )


def _telling(names: Sequence[str], values: Sequence[float]) -> Contributions:
    """The names with values that matter, what weighs most first."""
    pairs = zip(names, values, strict=True) if values else ()
    telling = [(name, value) for name, value in pairs if abs(value) >= _LEAST]
    return tuple(sorted(telling, key=lambda pair: -abs(pair[1])))
