"""The excerpt: whole sentences that stand together in one paragraph and answer together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.index import Index
from retrieval.question import Question
from retrieval.ranking import RankedSentence
from retrieval.report import Span

__all__ = ["LONGEST_GROWN", "Excerpt", "choose_excerpts"]

# An excerpt grows from its best sentence only up to this many characters; a longer single sentence
# stays whole.  About two lines of a phone's screen more than the answer itself.
LONGEST_GROWN = 120
# A neighbour joins when the terms it adds weigh at least this share of those already covered: less
# is a passing mention.  0.1 to 0.5 make no difference on the dev questions.
SMALLEST_GAIN = 0.3


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences `first` to `last` of the index, and the score of the one it grew from."""

    first: int
    last: int
    score: float

    def span(self, index: Index) -> Span:
        """The characters of the seed that it covers."""
        return Span(index.sentences[self.first].span.start, index.sentences[self.last].span.end)


def choose_excerpts(
    question: Question, ranked: Sequence[RankedSentence], index: Index, most: int
) -> list[Excerpt]:
    """Up to `most` excerpts, best first, no two of which share a sentence."""
    taken: set[int] = set()
    excerpts: list[Excerpt] = []
    for best in ranked:
        if len(excerpts) == most:
            break
        if best.sentence in taken:
            continue
        excerpt = _grow(question, best, index, taken)
        taken.update(range(excerpt.first, excerpt.last + 1))
        excerpts.append(excerpt)
    return excerpts


def _grow(question: Question, best: RankedSentence, index: Index, taken: set[int]) -> Excerpt:
    """`best`, with the neighbours that hold what it lacks of the question."""
    excerpt = Excerpt(best.sentence, best.sentence, best.score)
    wider = _after_heading(excerpt, index, taken) or _widened(question, excerpt, index, taken)
    while wider is not None:
        excerpt = wider
        wider = _widened(question, excerpt, index, taken)
    return excerpt


def _after_heading(excerpt: Excerpt, index: Index, taken: set[int]) -> Excerpt | None:
    """A run-in heading together with the sentence under it: alone it names, but says nothing."""
    sentence = index.sentences[excerpt.first]
    heading = index.entries[sentence.entry].paragraph.heading
    if heading is None or heading.end != sentence.span.end:
        return None
    return _joined(excerpt, excerpt.last + 1, index, taken)


def _widened(question: Question, excerpt: Excerpt, index: Index, taken: set[int]) -> Excerpt | None:
    """`excerpt` with the neighbour that adds most of the question, or None if neither adds much."""
    asked = frozenset(question.terms)
    covered = asked & frozenset().union(
        *(index.sentences[number].terms for number in range(excerpt.first, excerpt.last + 1))
    )
    best: tuple[float, Excerpt] | None = None
    for neighbour in (excerpt.first - 1, excerpt.last + 1):
        wider = _joined(excerpt, neighbour, index, taken)
        if wider is None:
            continue
        gain = _weight((asked & index.sentences[neighbour].terms) - covered, index)
        if gain > (best[0] if best else 0) and gain >= SMALLEST_GAIN * _weight(covered, index):
            best = (gain, wider)
    return best[1] if best else None


def _joined(excerpt: Excerpt, neighbour: int, index: Index, taken: set[int]) -> Excerpt | None:
    """`excerpt` with sentence `neighbour`, unless that is spoken for, elsewhere or too much."""
    if neighbour in taken:
        return None
    if neighbour not in index.sentences_of(index.sentences[excerpt.first].entry):
        return None
    wider = Excerpt(min(excerpt.first, neighbour), max(excerpt.last, neighbour), excerpt.score)
    span = wider.span(index)
    return wider if span.end - span.start <= LONGEST_GROWN else None


def _weight(terms: frozenset[str], index: Index) -> float:
    # Sorted, because the sum of floats depends on their order and that of a set on the process.
    return sum(index.sentences_bm25.idf_of(term) for term in sorted(terms))
