"""How an answer came about: each step for one question."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.candidates import find_candidates
from retrieval.decision import decide
from retrieval.excerpt import choose_excerpts
from retrieval.index import Index
from retrieval.outcome import Outcome
from retrieval.place import Place
from retrieval.question import Question
from retrieval.ranking import PARAGRAPH_SHARE, is_evidence, rank_sentences

__all__ = ["Explanation", "ExplainedCandidate", "ExplainedSentence", "ExplainedTerm", "explain"]

# What a person looks at; the ranking itself works on all of them.
_SHOWN = 5


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


def explain(question: Question, index: Index, top: int = 3) -> Explanation:
    """Each step from `question` to its `top` excerpts, with the best few of each kind."""
    candidates = find_candidates(question, index)
    ranked = rank_sentences(question, candidates, index)
    excerpts = choose_excerpts(question, ranked, index, top)
    chosen = {n for excerpt in excerpts for n in range(excerpt.first, excerpt.last + 1)}
    paragraph_scores = {candidate.entry: candidate.score for candidate in candidates}
    explained_sentences = []
    for best in ranked[:_SHOWN]:
        sentence = index.sentences[best.sentence]
        entry = index.entries[sentence.entry]
        from_paragraph = PARAGRAPH_SHARE * paragraph_scores[sentence.entry]
        explained_sentences.append(
            ExplainedSentence(
                text=sentence.span.of(entry.report.text),
                place=entry.place(sentence.span),
                own=best.score - from_paragraph,
                from_paragraph=from_paragraph,
                contributions=tuple(
                    (term, float(index.sentences_bm25.scores_of([term], [best.sentence])[0]))
                    for term in question.terms
                ),
                chosen=best.sentence in chosen,
            )
        )
    explained_candidates = []
    for candidate in candidates[:_SHOWN]:
        entry = index.entries[candidate.entry]
        explained_candidates.append(
            ExplainedCandidate(
                place=entry.place(entry.paragraph.span),
                beginning=entry.paragraph.span.of(entry.report.text)[:24],
                score=candidate.score,
                contributions=tuple(
                    (term, float(index.paragraphs_bm25.scores_of([term], [candidate.entry])[0]))
                    for term in question.terms
                ),
            )
        )
    return Explanation(
        question=question.text,
        outcome=decide(question, ranked),
        terms=tuple(
            ExplainedTerm(term, index.paragraphs_bm25.idf_of(term), is_evidence(term))
            for term in question.terms
        ),
        candidates=tuple(explained_candidates),
        sentences=tuple(explained_sentences),
    )
