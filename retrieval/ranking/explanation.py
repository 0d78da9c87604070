"""Explanation: each step from a question to its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.index.index import Index
from retrieval.language.lexicon import Expansion
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Reading
from retrieval.ranking.decision import DECISION_TERMS, RELEVANCE_TERMS
from retrieval.ranking.features import FEATURES, features
from retrieval.ranking.pipeline import PipelineResult
from retrieval.ranking.ranker import RankedSentence
from retrieval.ranking.weights import Values, load_weights
from retrieval.reports.location import Location

__all__ = ["ExplainedSentence", "ExplainedTerm", "Explanation", "explain"]

# Sentences that a person looks at; the ranking has many more.
_SHOWN = 5
# Contributions below this change nothing that anyone would act on.
_LEAST = 0.05

# The largest first.
Contributions = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term of the question.

    `rarity`: how rare it is in general Chinese, from 0 to 1.
    `sentences`, `phrasings`: how many of the report hold it.
    """

    term: str
    rarity: float
    sentences: int
    phrasings: int


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A ranked sentence.

    `frame`: the name of its time frame.
    `contributions`: what features add to its score.
    `phrasing`: the phrasing of it that is closest to the question; None where it has none.
    `chosen`: whether it is part of an excerpt.
    """

    text: str
    location: Location
    frame: str
    score: float
    contributions: Contributions
    phrasing: str | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Each step for one question.

    `expansions`: its everyday terms with those official ones that the report uses.
    `sentences`: the best few.
    `margin`: how far the decision is above its threshold, in log-odds.
    `reasons`: what signals add to the margin.
    `near`, `near_reasons`: the same of the relevance: whether it is about the same at all.
    `reading`: the shape that it was understood to want.
    """

    question: Question
    terms: tuple[ExplainedTerm, ...]
    expansions: tuple[Expansion, ...]
    sentences: tuple[ExplainedSentence, ...]
    outcome: Outcome
    margin: float
    reasons: Contributions
    near: float
    near_reasons: Contributions
    reading: Reading


def explain(found: PipelineResult, outcome: Outcome, reading: Reading) -> Explanation:
    """The steps of `found`; `outcome`: over all reports; `reading`: of the shape."""
    question, index = found.question, found.index
    words, phrasings = index.fields.words, index.fields.phrasing_words
    parts = features(question, index) * load_weights("ranking.json", FEATURES).of(index)
    chosen = {number for excerpt in found.excerpts for number in excerpt.sentences}
    return Explanation(
        question=question,
        terms=tuple(
            ExplainedTerm(term, rarity, words.frequency(term), phrasings.frequency(term))
            for term, rarity in zip(question.terms, question.rarities, strict=True)
        ),
        expansions=tuple(
            replace(
                expansion,
                official=tuple(each for each in expansion.official if index.holding(each[0]).size),
            )
            for expansion in question.expansions
        ),
        sentences=tuple(
            _sentence(question, ranked, index, parts, chosen=ranked.sentence in chosen)
            for ranked in found.ranked[:_SHOWN]
        ),
        outcome=outcome,
        margin=found.decision.margin,
        reasons=_largest(DECISION_TERMS, found.decision.contributions),
        near=found.relevance.margin,
        near_reasons=_largest(RELEVANCE_TERMS, found.relevance.contributions),
        reading=reading,
    )


def _sentence(
    question: Question, ranked: RankedSentence, index: Index, parts: Values, *, chosen: bool
) -> ExplainedSentence:
    sentence = index.sentences[ranked.sentence]
    closest = index.fields.phrasing_words.shares(question.terms)
    phrasing = index.best_phrasing(closest, ranked.sentence)
    return ExplainedSentence(
        text=sentence.span.of(index.report.text),
        location=index.entries[sentence.entry].location(sentence.span),
        frame=sentence.frame.name.lower(),
        score=ranked.score,
        contributions=_largest(FEATURES, parts[ranked.sentence].tolist()),
        phrasing=None if phrasing is None else index.phrasings[phrasing],
        chosen=chosen,
    )


def _largest(names: Sequence[str], values: Sequence[float]) -> Contributions:
    pairs = zip(names, values, strict=True) if values else ()
    large = [(name, value) for name, value in pairs if abs(value) >= _LEAST]
    return tuple(sorted(large, key=lambda pair: -abs(pair[1])))
