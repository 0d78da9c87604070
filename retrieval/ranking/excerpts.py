"""The excerpt: whole sentences that stand together in one paragraph and answer together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.index.index import Index
from retrieval.ranking.ranker import RankedSentence
from retrieval.reports.model import Span

__all__ = ["LONGEST_GROWN", "Excerpt", "choose_excerpts"]

# An excerpt grows from its best sentence only up to this many characters; a longer single sentence
# stays whole.  About three lines of a phone's screen more than the answer itself.
LONGEST_GROWN = 200
# A neighbour joins when its score lies within this much of the best one's: where the ranking hardly
# prefers one of two sentences that stand together, both belong to the answer.
NEAR = 8.0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences `first` to `last` of the index, and the score of the one it grew from."""

    first: int
    last: int
    score: float

    def span(self, index: Index) -> Span:
        """The characters of the seed that it covers."""
        return Span(index.sentences[self.first].span.start, index.sentences[self.last].span.end)


def choose_excerpts(ranked: Sequence[RankedSentence], index: Index, most: int) -> list[Excerpt]:
    """Up to `most` excerpts, best first, no two of which share a sentence."""
    scores = {sentence.sentence: sentence.score for sentence in ranked}
    taken: set[int] = set()
    excerpts: list[Excerpt] = []
    for best in ranked:
        if len(excerpts) == most:
            break
        if best.sentence in taken:
            continue
        excerpt = _grown(best, scores, index, taken)
        taken.update(range(excerpt.first, excerpt.last + 1))
        excerpts.append(excerpt)
    return excerpts


def _grown(
    best: RankedSentence, scores: Mapping[int, float], index: Index, taken: set[int]
) -> Excerpt:
    """`best`, with the neighbours that answer nearly as well."""
    excerpt = Excerpt(best.sentence, best.sentence, best.score)
    wider = _after_heading(excerpt, index, taken) or _widened(excerpt, scores, index, taken)
    while wider is not None:
        excerpt = wider
        wider = _widened(excerpt, scores, index, taken)
    return excerpt


def _after_heading(excerpt: Excerpt, index: Index, taken: set[int]) -> Excerpt | None:
    """A run-in heading together with the sentence under it: alone it names, but says nothing."""
    sentence = index.sentences[excerpt.first]
    heading = index.entries[sentence.entry].paragraph.heading
    if heading is None or heading.end != sentence.span.end:
        return None
    return _joined(excerpt, excerpt.last + 1, index, taken)


def _widened(
    excerpt: Excerpt, scores: Mapping[int, float], index: Index, taken: set[int]
) -> Excerpt | None:
    """`excerpt` with the better of its neighbours, or None if neither answers nearly as well."""
    neighbours = sorted(
        (excerpt.first - 1, excerpt.last + 1), key=lambda number: -scores.get(number, float("-inf"))
    )
    for neighbour in neighbours:
        if scores.get(neighbour, float("-inf")) < excerpt.score - NEAR:
            return None
        wider = _joined(excerpt, neighbour, index, taken)
        if wider is not None:
            return wider
    return None


def _joined(excerpt: Excerpt, neighbour: int, index: Index, taken: set[int]) -> Excerpt | None:
    """`excerpt` with sentence `neighbour`, unless that is spoken for, elsewhere or too much."""
    if neighbour in taken:
        return None
    if neighbour not in index.sentences_of(index.sentences[excerpt.first].entry):
        return None
    wider = Excerpt(min(excerpt.first, neighbour), max(excerpt.last, neighbour), excerpt.score)
    span = wider.span(index)
    return wider if span.end - span.start <= LONGEST_GROWN else None
