"""How an answer came about: each step for one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.bm25 import LuceneBM25
from retrieval.candidates import Candidate
from retrieval.findings import Findings
from retrieval.index import Index
from retrieval.outcome import Outcome
from retrieval.place import Place
from retrieval.question import Question
from retrieval.ranking import PARAGRAPH_SHARE, RankedSentence, is_evidence

__all__ = ["Explanation", "ExplainedCandidate", "ExplainedSentence", "ExplainedTerm", "explain"]

# What a person looks at; the ranking itself works on all of them.
_SHOWN = 5
# Enough characters to know a paragraph by, few enough for one column.
_BEGINNING = 24


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term of the question: its weight (idf) among paragraphs, 0 where no paragraph holds it."""

    term: str
    weight: float
    evidence: bool


@dataclass(frozen=True, slots=True)
class ExplainedCandidate:
    """A candidate: its place, its BM25 score, and what each term contributed to that score."""

    place: Place
    beginning: str
    score: float
    contributions: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A ranked sentence: its score is its own BM25 and a share of that of its paragraph."""

    text: str
    place: Place
    own: float
    from_paragraph: float
    contributions: tuple[tuple[str, float], ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Each step for one question."""

    question: str
    outcome: Outcome
    terms: tuple[ExplainedTerm, ...]
    candidates: tuple[ExplainedCandidate, ...]
    sentences: tuple[ExplainedSentence, ...]


def explain(findings: Findings, index: Index) -> Explanation:
    """The steps of `findings` with the best few of each kind."""
    question = findings.question
    paragraph_scores = {candidate.entry: candidate.score for candidate in findings.candidates}
    chosen = {
        number for excerpt in findings.excerpts for number in range(excerpt.first, excerpt.last + 1)
    }
    return Explanation(
        question=question.text,
        outcome=findings.outcome,
        terms=tuple(
            ExplainedTerm(term, index.paragraphs_bm25.idf_of(term), is_evidence(term))
            for term in question.terms
        ),
        candidates=tuple(
            _candidate(question, candidate, index) for candidate in findings.candidates[:_SHOWN]
        ),
        sentences=tuple(
            _sentence(question, ranked, paragraph_scores, ranked.sentence in chosen, index)
            for ranked in findings.ranked[:_SHOWN]
        ),
    )


def _candidate(question: Question, candidate: Candidate, index: Index) -> ExplainedCandidate:
    entry = index.entries[candidate.entry]
    return ExplainedCandidate(
        place=entry.place(entry.paragraph.span),
        beginning=entry.paragraph.span.of(entry.report.text)[:_BEGINNING],
        score=candidate.score,
        contributions=_contributions(question, index.paragraphs_bm25, candidate.entry),
    )


def _sentence(
    question: Question,
    ranked: RankedSentence,
    paragraph_scores: Mapping[int, float],
    chosen: bool,
    index: Index,
) -> ExplainedSentence:
    sentence = index.sentences[ranked.sentence]
    entry = index.entries[sentence.entry]
    from_paragraph = PARAGRAPH_SHARE * paragraph_scores[sentence.entry]
    return ExplainedSentence(
        text=sentence.span.of(entry.report.text),
        place=entry.place(sentence.span),
        own=ranked.score - from_paragraph,
        from_paragraph=from_paragraph,
        contributions=_contributions(question, index.sentences_bm25, ranked.sentence),
        chosen=chosen,
    )


def _contributions(
    question: Question, bm25: LuceneBM25, document: int
) -> tuple[tuple[str, float], ...]:
    """Each term of `question` with what it adds to the score of `document`."""
    return tuple((term, float(bm25.scores_of([term], [document])[0])) for term in question.terms)
