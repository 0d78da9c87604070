"""Baselines: verdicts kept in a file, to compare later ones with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import GoldError
from retrieval.evaluation.intervals import Interval, interval
from retrieval.evaluation.verdict import Verdict

__all__ = ["Comparison", "compare", "load_baseline", "save_baseline"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Questions that became right and that became wrong, by id, and the change of the share right.

    `interval` is that of the change, over the questions that both have.
    """

    mended: tuple[str, ...]
    broken: tuple[str, ...]
    change: float
    interval: Interval


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
    try:
        rows = json.loads(file.read_bytes())["right"]
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); write it with evaluate --save"
        raise GoldError(message) from error
    except (ValueError, KeyError, TypeError) as error:
        message = f"{file} is no baseline; write it with evaluate --save"
        raise GoldError(message) from error
    if not isinstance(rows, dict) or not all(isinstance(right, bool) for right in rows.values()):
        message = f"{file} is no baseline; write it with evaluate --save"
        raise GoldError(message)
    return rows


def compare(verdicts: Sequence[Verdict], baseline: dict[str, bool]) -> Comparison:
    """`verdicts` beside `baseline`; raises GoldError where they share no question."""
    changes = {
        verdict.gold.id: verdict.right - baseline[verdict.gold.id]
        for verdict in verdicts
        if verdict.gold.id in baseline
    }
    between = interval(list(changes.values()))
    if between is None:
        message = "the baseline holds none of these questions; write it anew with evaluate --save"
        raise GoldError(message)
    return Comparison(
        mended=tuple(name for name, change in changes.items() if change > 0),
        broken=tuple(name for name, change in changes.items() if change < 0),
        change=sum(changes.values()) / len(changes),
        interval=between,
    )
