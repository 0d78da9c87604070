"""Trials: what an addition would change, and what speaks against keeping it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval import (
    Addition,
    Answer,
    Comparison,
    GoldQuestion,
    LexiconLine,
    Library,
    Outcome,
    compare,
)

__all__ = ["Trial", "try_out"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What an addition would change: answers to some questions, and results on labelled ones.

    `helps`: whether one of `answers` is what the addition is for; True where nothing was asked.
    `comparison` is None where no labelled question belongs to the loaded reports.
    """

    addition: Addition
    answers: tuple[Answer, ...]
    helps: bool
    comparison: Comparison | None

    @property
    def harms(self) -> bool:
        """Whether more labelled questions become wrong than right."""
        found = self.comparison
        return found is not None and len(found.broken) > len(found.mended)

    @property
    def advisable(self) -> bool:
        """Whether nothing that was tried speaks against keeping the addition."""
        return self.helps and not self.harms


def try_out(
    before: Library,
    after: Library,
    addition: Addition,
    questions: Sequence[str],
    gold: Sequence[GoldQuestion],
) -> Trial:
    """What `addition`, which only `after` has, changes for `questions` and `gold`."""
    answers = tuple(after.ask(question, 1) for question in questions)
    helps = not answers or any(_is_meant(answer, addition) for answer in answers)
    found = compare(before, after, gold, addition) if gold else None
    return Trial(addition, answers, helps, found)


def _is_meant(answer: Answer, addition: Addition) -> bool:
    """Whether `answer` shows the sentence of a phrasing; for a lexicon line, whether it answers."""
    if answer.outcome is not Outcome.ANSWERED or isinstance(addition, LexiconLine):
        return answer.outcome is Outcome.ANSWERED
    sentence = addition.sentence
    return any(
        hit.location.report == addition.report
        and hit.location.start < sentence.end
        and sentence.start < hit.location.end
        for hit in answer.hits[: max(answer.shown, 1)]
    )
