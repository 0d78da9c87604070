"""An answer: outcome, hits, suggestions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from retrieval.outcome import Outcome
from retrieval.reports.location import Location
from retrieval.reports.model import Span

__all__ = ["Answer", "Hit", "rounded"]

# Beyond this digit scores differ only by the order in which floats were summed.
_SCORE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """An excerpt, word for word, with its place and its score (higher is better, no unit).

    `highlights` are the words of the excerpt that the question named: offsets into `excerpt`, in
    order, none overlapping another.
    """

    excerpt: str
    location: Location
    score: float
    highlights: tuple[Span, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The hit as `ask --json` writes it; `page` only where the report has pages."""
        page = {} if self.location.page is None else {"page": self.location.page}
        return {
            "excerpt": self.excerpt,
            "report": self.location.report,
            "part": self.location.part,
            "section": self.location.section,
            "paragraph": self.location.paragraph,
            "start": self.location.start,
            "end": self.location.end,
            "score": self.score,
            **page,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    `hits` are best first, and empty unless the outcome is `answered`.  Where the question was
    declined, `nearest` is the heading under which the report comes closest to it (empty where it
    shares nothing with the question), and `suggestions` are questions that the report does answer.
    `margin` is how far the decision was from the other outcome, in log-odds, above 0 where the
    question is answered; None where nothing had to be weighed.  `side_by_side`: each hit is the
    best of another report (近三年…分别), in the order of the reports; scores are comparable within
    one report only, so theirs say nothing of each other.
    """

    question: str
    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    nearest: str = ""
    margin: float | None = None
    side_by_side: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The answer as `ask --json` writes it; `suggestions` begin with the nearest heading."""
        return {
            "question": self.question,
            "outcome": self.outcome.value,
            "hits": [hit.as_dict() for hit in self.hits],
            "suggestions": [*([self.nearest] if self.nearest else []), *self.suggestions],
        }


def rounded(score: float) -> float:
    """`score` with the digits that mean something."""
    return round(score, _SCORE_DIGITS)
