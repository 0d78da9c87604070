"""Answer: outcome, hits, suggestions."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from retrieval.answering.answer_spans import answer_spans
from retrieval.answering.highlights import highlights
from retrieval.figures.figure import Figure
from retrieval.index.index import Index
from retrieval.outcome import Missing, Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Shape
from retrieval.ranking.excerpts import Excerpt
from retrieval.ranking.pipeline import PipelineResult
from retrieval.reports.location import Location
from retrieval.reports.model import Span

__all__ = ["Answer", "Hit", "bytes_of", "hit_at", "hit_of", "overlap"]

# Beyond this digit scores differ only by the order in which floats were summed.
_SCORE_DIGITS = 4
# What an answer takes in memory: itself with its question, and each hit beside its excerpt.
_ANSWER_BYTES, _HIT_BYTES, _CHARACTER_BYTES = 2_000, 1_000, 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A verbatim excerpt of a report.

    `score`: higher is better, without unit, comparable within one report only.
    `highlights`: the words of the question in it, as offsets into `excerpt`, in order, none
    overlapping another.
    `answering`: what in it answers the question, likewise: a figure with its unit, a date, a name,
    the items of a list, else the clause that does.
    `group`: the label that it stands under in an answer wider than one excerpt; empty for none.
    `figures`: where it belongs to a table of figures, those of its lines, in order; else none.
    """

    excerpt: str
    location: Location
    score: float
    highlights: tuple[Span, ...] = ()
    group: str = ""
    answering: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The hit as `ask --json` writes it; `page` only where the report has pages."""
        location = asdict(self.location)
        page = location.pop("page")
        values = {"excerpt": self.excerpt, **location, "score": self.score, "group": self.group}
        return values if page is None else values | {"page": page}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    `hits`: best first; empty unless the outcome is `answered`.
    `suggestions`: for a declined question, example questions that are answered.
    `nearest`: for a declined question, the heading of the section that comes closest to it; empty
    where nothing is shared.
    `margin`: log-odds of the decision, above 0 where the question is answered; None where there was
    nothing to decide on.
    `shape`: the form of the answer.
    `shown`: how many of `hits` the first reply shows.
    `unanswered`: the pieces of several questions at once that find nothing, as they were typed.
    `missing`: for outcome `related`, what the report does not say of the subject; else None.
    `subject`: for outcome `related`, what the report mentions, in its own words; may be empty.
    `absent`: the name in the question that no report holds; empty for none.
    `related`: for outcome `related`, the nearest excerpts, best first; else empty.
    `relative_years`: the relative words that were read against the date of the report (明年), each
    with the year that it means there.
    `reply`: for outcome `small_talk`, what was said to the bot (`thanks`, `goodbye`, …).
    `side_by_side`: each hit is the best of another report (近三年…分别), in the order of the
    reports; their scores cannot be compared.
    """

    question: str
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    nearest: str = ""
    margin: float | None = None
    shape: Shape = Shape.EXCERPT
    shown: int = 0
    unanswered: tuple[str, ...] = ()
    missing: Missing | None = None
    subject: str = ""
    absent: str = ""
    related: tuple[Hit, ...] = ()
    relative_years: tuple[tuple[str, int], ...] = ()
    reply: str = ""
    side_by_side: bool = False

    @property
    def all_hits(self) -> tuple[Hit, ...]:
        """Its hits; where it is `related`, those that are near."""
        return self.hits or self.related

    def as_dict(self) -> dict[str, Any]:
        """The answer as `ask --json` writes it; `suggestions` begin with the nearest heading."""
        reply = {"reply": self.reply} if self.reply else {}
        return reply | {
            "question": self.question,
            "outcome": self.outcome.value,
            "shape": self.shape.value,
            "shown": self.shown,
            "hits": [hit.as_dict() for hit in self.hits],
            "missing": self.missing.value if self.missing else None,
            "related": [hit.as_dict() for hit in self.related],
            "suggestions": [*([self.nearest] if self.nearest else []), *self.suggestions],
        }


def hit_at(
    index: Index, question: Question, entry: int, span: Span, group: str = "", score: float = 0.0
) -> Hit:
    """The stretch `span` of entry `entry` of `index`, with the words of `question`."""
    text = span.of(index.report.text)
    named = highlights(text, question)
    return Hit(
        excerpt=text,
        location=index.entries[entry].location(span),
        score=round(score, _SCORE_DIGITS),
        highlights=named,
        group=group,
        answering=answer_spans(text, question, named),
    )


def hit_of(found: PipelineResult, excerpt: Excerpt) -> Hit:
    """`excerpt` of the report of `found`."""
    index, entry = found.index, found.index.sentences[excerpt.first].entry
    return hit_at(index, found.question, entry, excerpt.span(index), score=excerpt.score)


def overlap(one: Hit, other: Hit) -> bool:
    """Whether two hits share characters of one report."""
    a, b = one.location, other.location
    return a.report == b.report and a.span.meets(b.span)


def bytes_of(answer: Answer) -> int:
    """About how much memory `answer` takes."""
    characters = len(answer.question) + sum(len(hit.excerpt) for hit in answer.all_hits)
    return _ANSWER_BYTES + _HIT_BYTES * len(answer.all_hits) + _CHARACTER_BYTES * characters
