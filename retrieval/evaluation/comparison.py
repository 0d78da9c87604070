"""Comparisons: labelled questions before and after a change, from two libraries or a baseline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answering.library import Library
from retrieval.corpus.additions import Addition, NewPhrasing
from retrieval.errors import GoldError
from retrieval.evaluation.gold import GoldQuestion
from retrieval.evaluation.measures import Mean
from retrieval.evaluation.verdict import Verdict, judge
from retrieval.language.normalization import fold

__all__ = [
    "Comparison",
    "compare",
    "compare_with_baseline",
    "load_baseline",
    "save_baseline",
]

_ADVICE = "write it with evaluate --save"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Labelled questions before and after a change.

    `before`: how many of them were right.
    `mended`: wrong before and right after; `broken`: right before and wrong after.
    `altered`: as right or wrong as before, with another first excerpt or outcome.
    `change`: of the share of right ones, over 1, 0 or -1 a question.
    """

    before: int
    mended: tuple[GoldQuestion, ...]
    broken: tuple[GoldQuestion, ...]
    altered: tuple[GoldQuestion, ...]
    change: Mean

    @property
    def questions(self) -> int:
        """How many were compared."""
        return len(self.change.values)

    @property
    def after(self) -> int:
        """How many of them are right after it."""
        return self.before + len(self.mended) - len(self.broken)


def compare(
    before: Library, after: Library, questions: Sequence[GoldQuestion], addition: Addition
) -> Comparison:
    """What `addition`, which `after` has and `before` has not, changes for `questions`.

    A question that is the new phrasing itself is left out: it is found by definition.
    """
    own = fold(addition.text).text if isinstance(addition, NewPhrasing) else None
    gold = [each for each in questions if fold(each.question).text != own]
    # The first excerpt decides, and one hit is found fastest.
    old = [judge(lambda text: before.ask(text, 1), each) for each in gold]
    new = [judge(lambda text: after.ask(text, 1), each) for each in gold]
    altered = tuple(
        now.gold
        for was, now in zip(old, new, strict=True)
        if was.right == now.right and _first(was) != _first(now)
    )
    return _comparison([verdict.right for verdict in old], new, altered)


def _first(verdict: Verdict) -> tuple[str, str]:
    """The outcome and the first excerpt."""
    hits = verdict.answer.hits
    return verdict.answer.outcome.value, hits[0].excerpt if hits else ""


def _comparison(
    before: Sequence[bool], after: Sequence[Verdict], altered: tuple[GoldQuestion, ...] = ()
) -> Comparison:
    pairs = list(zip(before, after, strict=True))
    return Comparison(
        before=sum(before),
        mended=tuple(now.gold for was, now in pairs if now.right and not was),
        broken=tuple(now.gold for was, now in pairs if was and not now.right),
        altered=altered,
        change=Mean(tuple(now.right - was for was, now in pairs)),
    )


def save_baseline(file: Path, verdicts: Sequence[Verdict]) -> None:
    """Writes which questions were right; raises GoldError where that is impossible."""
    rows = {verdict.gold.id: verdict.right for verdict in verdicts}
    try:
        file.write_text(json.dumps({"right": rows}, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror})"
        raise GoldError(message) from error


def load_baseline(file: Path) -> dict[str, bool]:
    """Which questions were right, by id; raises GoldError where the file does not say."""
    message = f"{file} is no baseline; {_ADVICE}"
    try:
        rows = json.loads(file.read_bytes())["right"]
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); {_ADVICE}"
        raise GoldError(message) from error
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(message) from error
    if not isinstance(rows, dict) or not all(isinstance(right, bool) for right in rows.values()):
        raise GoldError(message)
    return rows


def compare_with_baseline(verdicts: Sequence[Verdict], baseline: Mapping[str, bool]) -> Comparison:
    """The questions of `verdicts` that `baseline` has; raises GoldError where it has none."""
    known = {each.gold.id: each for each in verdicts if each.gold.id in baseline}
    if not known:
        message = f"the baseline holds none of these questions; {_ADVICE}"
        raise GoldError(message)
    return _comparison([baseline[name] for name in known], list(known.values()))
