"""A comparison: what a change would mend among labelled questions, and what it would break."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retrieval.answering.library import Library
from retrieval.corpus.additions import Addition, NewPhrasing
from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.evaluation.verdict import Verdict, judge
from retrieval.language.normalization import fold

__all__ = ["Comparison", "compare", "default_gold_file"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Labelled questions before and after a change.

    `questions` are how many were asked of both, `before` and `after` how many of them were right;
    `mended` were wrong and would be right, `broken` the other way round, and `altered` get another
    first excerpt or outcome that is as right or wrong as before.
    """

    questions: int
    before: int
    after: int
    mended: tuple[GoldQuestion, ...]
    broken: tuple[GoldQuestion, ...]
    altered: tuple[GoldQuestion, ...]


def default_gold_file() -> Path | None:
    """The labelled questions of a working copy of this project; None where there are none."""
    file = Path(__file__).resolve().parents[2] / "tests" / "gold" / "questions.dev.jsonl"
    return file if file.is_file() else None


def compare(before: Library, after: Library, file: Path, addition: Addition) -> Comparison:
    """What `addition`, which `after` has and `before` has not, changes for the gold in `file`.

    A question that is the new phrasing itself is left out: that it is found says nothing.  Raises
    GoldError, whose message names file, line and reason.
    """
    own = fold(addition.text).text if isinstance(addition, NewPhrasing) else None
    gold = [each for each in load_gold(file) if fold(each.question).text != own]
    # The first excerpt decides; one hit is found as quickly as may be.
    pairs = [
        (
            judge(lambda text: before.ask(text, 1), each),
            judge(lambda text: after.ask(text, 1), each),
        )
        for each in gold
    ]
    return Comparison(
        questions=len(pairs),
        before=sum(old.right for old, _ in pairs),
        after=sum(new.right for _, new in pairs),
        mended=tuple(new.gold for old, new in pairs if new.right and not old.right),
        broken=tuple(new.gold for old, new in pairs if old.right and not new.right),
        altered=tuple(
            new.gold for old, new in pairs if old.right == new.right and _shown(old) != _shown(new)
        ),
    )


def _shown(verdict: Verdict) -> tuple[str, str]:
    """The outcome, and the first excerpt."""
    hits = verdict.answer.hits
    return verdict.answer.outcome.value, hits[0].excerpt if hits else ""
