"""Topics: the best excerpts of a topic side by side, by the part that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from retrieval.answering.answer import Hit, hit_at, hit_of
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.shapes.leads import about
from retrieval.answering.shapes.outline import outline_of
from retrieval.answering.shapes.relevance import subject_of
from retrieval.answering.shapes.target import body_of, section_of_subject
from retrieval.index.bm25_field import Scores
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.shape import Reading, Shape

__all__ = ["compose_topic"]

# Characters shown first: a phone's screen and a half.
_BUDGET = 560
# Of a longer sentence the clauses that are about the topic are shown: three
# lines of a phone.
_LONGEST = 60
# Excerpts of a topic at most, those behind a button included.
_MOST = 16
# A sentence that is about a topic has at least this share of the best one's relevance.
_LEAST_SHARE = 0.25
# What a further sentence of the same paragraph is worth: another paragraph says something else.
_SAME_PARAGRAPH = 0.35
# Long sentences take the room of several: relevance counts by length to this power.
_LENGTH_POWER = 0.4
# Two sentences that share more of their characters than this say the same.
_SAME = 0.6


def compose_topic(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """The excerpts of the topic of `reading`; the section with that heading where there is one.

    None where the report says nothing of it, or all that it says is the answer already.
    """
    best = result.best
    if best is not None:
        index, question = best.found.index, best.found.question
    else:
        index, question = searcher.routed(result.question)
    subject = subject_of(reading.subject, question, index)
    elsewhere = searcher.engine.router.elsewhere(question) or question.places
    first = [hit_of(best.found, best.found.excerpts[0])] if result.answers and best else []
    # What is answered is known, however much of it is said in words of the person's own.
    if not (subject.known or first) or elsewhere or question.other_years:
        return None
    scores = subject.scores(index)
    if not scores.any():
        return None
    section = section_of_subject(index, reading.subject, question, body_of(index))
    outlined = outline_of(index, question, section) if section and not first else None
    if outlined is not None:
        return outlined
    hits = list(_chosen(index, question, scores, subject.terms, first))
    if len(hits) < 2 and first:
        return None
    return Composition(Shape.TOPIC, *_grouped(hits))


def _chosen(
    index: Index,
    question: Question,
    scores: Scores,
    terms: Mapping[str, float],
    first: Sequence[Hit],
) -> Iterator[Hit]:
    """`first`, then sentences by relevance, each paragraph's best before any other's second."""
    yield from first
    taken = [hit.excerpt for hit in first]
    counts: dict[int, int] = {}
    for hit in first:
        counts[hit.location.paragraph] = 1
    lengths = np.maximum(index.lengths, 1.0)
    worth = scores / (lengths + 30) ** _LENGTH_POWER
    least = _LEAST_SHARE * float(scores.max())
    body = set(body_of(index))
    candidates = [
        int(n) for n in np.flatnonzero(scores >= least) if index.sentences[n].entry in body
    ]
    while candidates and len(taken) < _MOST:
        best = max(candidates, key=lambda n: (_discounted(index, worth, counts, n), -n))
        candidates.remove(best)
        sentence = index.sentences[best]
        text = sentence.span.of(index.report.text)
        if any(_alike(text, other) for other in taken):
            continue
        taken.append(text)
        number = index.entries[sentence.entry].paragraph.number
        counts[number] = counts.get(number, 0) + 1
        span = about(index.report.text, sentence.span, terms, _LONGEST)
        yield hit_at(index, question, sentence.entry, span, score=float(scores[best]))


def _discounted(index: Index, worth: Scores, counts: dict[int, int], sentence: int) -> float:
    number = index.entries[index.sentences[sentence].entry].paragraph.number
    return float(worth[sentence]) * _SAME_PARAGRAPH ** counts.get(number, 0)


def _alike(text: str, other: str) -> bool:
    """Whether one text repeats most of the other's pairs of characters."""
    a, b = ({each[at : at + 2] for at in range(len(each) - 1)} for each in (text, other))
    return len(a & b) > _SAME * min(len(a), len(b)) if a and b else text in other


def _grouped(hits: Sequence[Hit]) -> tuple[tuple[Hit, ...], int]:
    """The hits that fit the budget, by part, the part of the nearest first; then the others.

    With the number of the former.
    """
    shown: list[Hit] = []
    characters = 0
    for hit in hits:
        if shown and characters + len(hit.excerpt) > _BUDGET:
            continue
        shown.append(hit)
        characters += len(hit.excerpt)
    rest = [hit for hit in hits if hit not in shown]
    ordered = [*_by_part(shown), *_by_part(rest)]
    return tuple(replace(hit, group=_group(hit)) for hit in ordered), len(shown)


def _by_part(hits: Sequence[Hit]) -> list[Hit]:
    parts = list(dict.fromkeys(_group(hit) for hit in hits))
    return sorted(hits, key=lambda hit: parts.index(_group(hit)))


def _group(hit: Hit) -> str:
    return hit.location.part or hit.location.section
