"""Lists: every item, whether in one sentence, in several, or at the heads of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from retrieval.answering.answer import Hit, hit_at, hit_of
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition, fitting
from retrieval.answering.shapes.counts import Count, count_of
from retrieval.answering.shapes.enumerated import hits_of
from retrieval.answering.shapes.enumeration_choice import Wanted, enumeration_meant, joined_meant
from retrieval.answering.shapes.enumerations import counted_noun, spelled_out_after
from retrieval.answering.shapes.leads import clipped, lead
from retrieval.answering.shapes.relevance import subject_of, without_own_place
from retrieval.answering.shapes.repeated import repeated_beginnings
from retrieval.index.index import Index
from retrieval.query.shape import Reading, Shape
from retrieval.ranking.pipeline import PipelineResult
from retrieval.reports.model import Span

__all__ = ["compose_list"]

# Characters shown first: a phone's screen and a half.
_BUDGET = 560
# Of items that stand in sentences of their own the first clauses up to this length are shown.
_LONGEST_ITEM = 70
# Items of a list without a number, at most.
_MOST = 8
# A sentence of another paragraph belongs to the list where its score is this share of the best's.
_LEAST_SHARE = 0.6
# An enumeration is meant where it has at least this share of the subject, by the rarity of words.
_LEAST, _LEAST_ALONE = 0.55, 0.8
# Sentences whose first characters are the same are items of one list, from three on.
_BEGINNING, _FEWEST = 2, 3


def compose_list(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """The items of the list that `reading` asks for; None where one excerpt holds all there is, or
    a term is used and not spelled out."""
    best = result.best
    if best is None or not best.found.ranked or len(result.answers) > 1:
        return None
    found = best.found
    meta = searcher.engine.metadata_of(found.index.report.name)
    reading = replace(reading, subject=without_own_place(reading.subject, meta))
    count = count_of(reading.words)
    # Where no sentence answers, only what is as good as announced by the question's words does.
    enumerated = _enumerated(found, reading, count, _LEAST if result.answers else _LEAST_ALONE)
    if enumerated:
        return Composition(Shape.LIST, tuple(enumerated), len(enumerated))
    first = [hit_of(found, found.excerpts[0])] if result.answers else []
    base = _base(found, reading, count, answered=bool(first))
    if base is None:
        return _joined(found, reading, count)
    items = _items(found, base, count)
    if count is not None and count.short and not _spelled_out(items, count):
        return None
    hits = _without_repetition([*first, *items, *([] if items else _elsewhere(found, first))])
    if len(hits) < 2:
        return _joined(found, reading, count)
    shown = fitting((len(hit.excerpt) for hit in hits), _BUDGET)
    return Composition(Shape.LIST, tuple(hits), shown)


def _joined(found: PipelineResult, reading: Reading, count: Count | None) -> Composition | None:
    """The sentence in which so many names of the subject are joined; None without a number."""
    if count is None:
        return None
    wanted = Wanted(reading.subject, frozenset(), count.number)
    meant = joined_meant(found, wanted, counted=False)
    hits = hits_of(found.index, found.question, meant) if meant else []
    return Composition(Shape.LIST, tuple(hits), len(hits)) if hits else None


def _enumerated(
    found: PipelineResult, reading: Reading, count: Count | None, least: float
) -> list[Hit]:
    """The items of the enumeration that is meant; none where none is."""
    if count is not None and count.short and found.index.holding(count.term).size:
        return []
    if count is not None and count.noun and not count.short:
        repeated = repeated_beginnings(
            found.index, found.question, count.noun, count.number, _LONGEST_ITEM
        )
        if repeated:
            return repeated
    frames = found.question.period.frames
    wanted = Wanted(reading.subject, frames)
    if count is not None:
        wanted = Wanted(reading.subject + count.noun, frames, count.number, count.term)
    meant = enumeration_meant(found.index, found.question, wanted, least)
    if meant is None and wanted.counted:
        meant = joined_meant(found, wanted, counted=True)
    return hits_of(found.index, found.question, meant) if meant else []


def _base(
    found: PipelineResult, reading: Reading, count: Count | None, *, answered: bool
) -> int | None:
    """The sentence from which a list is read: one that holds the counted term, else the best; of a
    question that is not answered the first one of the paragraph most about its subject.

    None where the report says nothing of that.
    """
    index = found.index
    if count is not None:
        # A number alone (五) is no term to look for.
        for term in filter(lambda term: len(term) > 1, (count.term, count.counted)):
            holding = index.occurrences(term)
            for each in found.ranked:
                if holding[each.sentence]:
                    return each.sentence
        if len(count.noun) > 1:
            for each in found.ranked:
                if count.pattern.search(index.sentences[each.sentence].folded):
                    return each.sentence
    if answered:
        return found.ranked[0].sentence
    subject = subject_of(reading.subject, found.question, index)
    wants_one = found.question.kinds - {"list"}
    if not subject.known or not subject.of_topics or count is not None or wants_one:
        return None
    scores = subject.scores(index)
    by_entry = np.bincount(index.entry_of, scores, len(index.entries))
    return index.first_sentence[int(by_entry.argmax())] if by_entry.any() else None


def _items(found: PipelineResult, base: int, count: Count | None) -> list[Hit]:
    """The items of the list at sentence `base`: the leads of the paragraphs after it where it ends
    its paragraph with an announcement; else the sentences of its paragraph that are built like it
    or, with a number, follow it; none where the sentence stands alone."""
    index, text = found.index, found.index.report.text
    entry = index.sentences[base].entry
    sentences = index.sentences_of(entry)
    if base == sentences[-1] and count is not None and not count.short:
        after = _paragraphs_after(index, entry, count.number)
        spans = [(n, lead(index, n, _LONGEST_ITEM)) for n in after]
    elif spelled := _spelled_behind(index, base, count):
        spans = [(entry, span) for span in spelled]
    else:
        chosen = [n for n in sentences if n >= base] if count else []
        if base == sentences[0] and not chosen:
            chosen = list(sentences)
        alike = [n for n in sentences if _parallel(index, n, sentences)]
        if len(alike) >= _FEWEST and (base in alike or base == sentences[0]):
            chosen = alike
        elif count and not count.short and not index.announcements.alone[base]:
            chosen = [base]  # what is behind it is something else
        most = count.number + 1 if count else _MOST
        spans = [(entry, clipped(text, index.sentences[n].span, _LONGEST_ITEM)) for n in chosen]
        spans = spans[:most]
    score = found.ranked[0].score
    return [hit_at(index, found.question, n, span, score=score) for n, span in spans]


def _spelled_behind(index: Index, base: int, count: Count | None) -> list[Span]:
    """The stretches behind sentence `base` that name what it counts."""
    if count is None or count.short or len(count.counted) < 2:
        return []
    folded = index.sentences[base].folded
    noun = counted_noun(folded, count.counted)
    if not noun and len(count.noun) > 1 and count.pattern.search(folded):
        noun = count.noun[:2]
    if not noun:
        return []
    return spelled_out_after(index, base, noun, count.number, _LONGEST_ITEM)


def _parallel(index: Index, sentence: int, sentences: Sequence[int]) -> bool:
    """Whether another of `sentences` begins as `sentence` does (坚持以…, 聚焦治…)."""
    own = index.sentences[sentence].folded[:_BEGINNING]
    return any(
        other != sentence and index.sentences[other].folded.startswith(own) for other in sentences
    )


def _paragraphs_after(index: Index, entry: int, most: int) -> range:
    """The next `most` entries of the same part."""
    part = index.entries[entry].part
    last = entry
    while (
        last + 1 < len(index.entries)
        and index.entries[last + 1].part is part
        and last < entry + most
    ):
        last += 1
    return range(entry + 1, last + 1)


def _spelled_out(items: Sequence[Hit], count: Count) -> bool:
    """Whether the items of an abbreviation are there: each holds its character."""
    holding = [hit for hit in items if count.noun in hit.excerpt.replace(count.term, "")]
    within = max((hit.excerpt.count(count.noun) for hit in items), default=0)
    return len(holding) >= count.number - 1 or within >= count.number


def _elsewhere(found: PipelineResult, first: Sequence[Hit]) -> Iterator[Hit]:
    """Sentences of other paragraphs that answer nearly as well as the best."""
    taken = {hit.location.paragraph for hit in first}
    least = _LEAST_SHARE * found.ranked[0].score
    for each in found.ranked[:_MOST]:
        sentence = found.index.sentences[each.sentence]
        number = found.index.entries[sentence.entry].paragraph.number
        if each.score >= least and number not in taken:
            taken.add(number)
            yield hit_at(
                found.index, found.question, sentence.entry, sentence.span, score=each.score
            )


def _without_repetition(hits: Sequence[Hit]) -> list[Hit]:
    """`hits` without those that lie within one before them."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(hit.location.span.within(each.location.span) for each in kept):
            kept.append(replace(hit, group=hit.location.section or hit.location.part))
    return kept
