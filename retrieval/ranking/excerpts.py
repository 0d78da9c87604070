"""Excerpts: runs of whole sentences of one paragraph that answer together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.index.index import Index
from retrieval.ranking.ranker import RankedSentence
from retrieval.reports.model import Span

__all__ = ["Excerpt", "choose_excerpts", "continued"]

# Up to this many characters an excerpt is extended beyond its best sentence; a longer single
# sentence stays whole.  About three lines of a phone's screen more than the answer itself.
_LONGEST_EXTENDED = 200
# A neighbour is added where its score is at most this much below the best one's: the ranking hardly
# prefers one of the two, so both belong to the answer.
_NEAR = 8.0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of sentences.

    `first`, `last`: the numbers of its first and last sentence in the index.
    `score`: the score of the sentence that it was extended from.
    """

    first: int
    last: int
    score: float

    @property
    def sentences(self) -> range:
        """The numbers of its sentences."""
        return range(self.first, self.last + 1)

    def span(self, index: Index) -> Span:
        """Its offsets in the text of the report."""
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
        excerpt = _extended(best, scores, index, taken)
        taken.update(excerpt.sentences)
        excerpts.append(excerpt)
    return excerpts


def continued(excerpt: Excerpt, index: Index, longest: int) -> Excerpt:
    """`excerpt` with the sentences after it, up to the end of its paragraph or `longest` characters
    in all: what explains a thing goes on from sentence to sentence."""
    paragraph = index.sentences_of(index.sentences[excerpt.first].entry)
    for last in range(excerpt.last + 1, paragraph.stop):
        wider = Excerpt(excerpt.first, last, excerpt.score)
        span = wider.span(index)
        if span.end - span.start > longest:
            break
        excerpt = wider
    return excerpt


def _extended(
    best: RankedSentence, scores: Mapping[int, float], index: Index, taken: set[int]
) -> Excerpt:
    """`best` with the neighbours that answer nearly as well."""
    excerpt = Excerpt(best.sentence, best.sentence, best.score)
    wider = _with_heading(excerpt, index, taken) or _wider(excerpt, scores, index, taken)
    while wider is not None:
        excerpt = wider
        wider = _wider(excerpt, scores, index, taken)
    return excerpt


def _with_heading(excerpt: Excerpt, index: Index, taken: set[int]) -> Excerpt | None:
    """A run-in heading with the sentence after it: alone it says nothing.  None if it is none."""
    sentence = index.sentences[excerpt.first]
    heading = index.entries[sentence.entry].paragraph.heading
    if heading is None or heading.end != sentence.span.end:
        return None
    return _joined(excerpt, excerpt.last + 1, index, taken)


def _wider(
    excerpt: Excerpt, scores: Mapping[int, float], index: Index, taken: set[int]
) -> Excerpt | None:
    """`excerpt` with the better of its neighbours; None where neither answers nearly as well."""
    around = (excerpt.first - 1, excerpt.last + 1)
    near = [each for each in around if scores.get(each, float("-inf")) >= excerpt.score - _NEAR]
    joined = (
        _joined(excerpt, each, index, taken) for each in sorted(near, key=lambda n: -scores[n])
    )
    return next((each for each in joined if each is not None), None)


def _joined(excerpt: Excerpt, neighbour: int, index: Index, taken: set[int]) -> Excerpt | None:
    """`excerpt` with sentence `neighbour`; None where that is taken, of another paragraph or too
    long."""
    paragraph = index.sentences_of(index.sentences[excerpt.first].entry)
    if neighbour in taken or neighbour not in paragraph:
        return None
    wider = Excerpt(min(excerpt.first, neighbour), max(excerpt.last, neighbour), excerpt.score)
    span = wider.span(index)
    return wider if span.end - span.start <= _LONGEST_EXTENDED else None
