"""Measures the figures that are read from reports against labelled clauses.

    python -m tests.checks.figure_labels GOLD… --reports DIR… [--verbose]

GOLD: files of `tests/gold/figures`; their README says what a label is.  DIR: folders with the
reports that the clauses were drawn from.  Writes a table to standard output.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from retrieval.corpus.seeds import read_seed_file
from retrieval.corpus.source import report_sources
from retrieval.figures.figure import Figure
from retrieval.figures.reader import read_figures
from retrieval.index.archive import archive_of

__all__ = ["Measured", "main"]

# Two labels name the same thing where they share this much of their characters (F1).
_SAME = 0.6


@dataclass
class Measured:
    """What was right: `value` of what was found, the others of those whose value is right."""

    found: list[bool] = field(default_factory=list)
    wanted: list[bool] = field(default_factory=list)
    label: list[bool] = field(default_factory=list)
    role: list[bool] = field(default_factory=list)
    period: list[bool] = field(default_factory=list)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("％", "%")


def _alike(a: str, b: str) -> float:
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) if a and b else 0.0


def _unit(each: Figure) -> str:
    return _plain(each.unit.text) if each.unit else each.base


def _period_fits(each: Figure, accepted: Sequence[str]) -> bool:
    """The words that say the time, or where none do, the part: result or plan."""
    if each.period is None:
        return each.tense.value in accepted
    said = _plain(each.period.text)
    return any(_plain(one) in said or said in _plain(one) for one in accepted)


def measure(row: dict[str, Any], figures: Sequence[Figure], result: Measured) -> Iterator[str]:
    """Adds one labelled clause to `result`; yields what is wrong in it."""
    start = row["start"]
    end = start + len(row["clause"])
    left = [each for each in figures if start <= each.number.span.start < end]
    for gold in row["figures"]:
        key = _plain(gold["number"]), _plain(gold["unit"])
        same = (each for each in left if (_plain(each.number.text), _unit(each)) == key)
        each = next(same, None)
        if each is not None:
            left.remove(each)
        if gold.get("optional"):
            continue
        result.wanted.append(each is not None)
        if each is None:
            yield f"missed {gold['number']}{gold['unit']}"
            continue
        result.found.append(True)
        near = max(_alike(each.what, _plain(one)) for one in gold["labels"])
        result.label.append(near >= _SAME)
        result.role.append(each.role == gold["role"])
        result.period.append(_period_fits(each, gold["period"]))
        said = each.period.shown if each.period else each.tense.value
        if near < _SAME:
            yield f"label {each.what!r}, not {gold['labels']}"
        if not result.role[-1]:
            yield f"role {each.role}, not {gold['role']} ({each.written.shown})"
        if not result.period[-1]:
            yield f"period {said}, not {gold['period']} ({each.written.shown})"
    for each in left:
        result.found.append(False)
        yield f"no figure: {each.written.shown}"


def _figures(names: set[str], folders: Sequence[Path]) -> dict[str, tuple[Figure, ...]]:
    """The figures of the reports called `names`, by name."""
    files = [file for folder in folders for file in folder.iterdir() if file.name in names]
    archive = archive_of(report_sources([read_seed_file(file) for file in files], {}))
    indexes = [archive.open(number) for number in range(len(archive))]
    return {each.report.name: read_figures(each.report, each.frames) for each in indexes}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    parser.add_argument("--verbose", action="store_true", help="what is wrong, clause by clause")
    options = parser.parse_args()
    print("| clauses | figures | precision | recall | label | role | period |")
    print("|---|---|---|---|---|---|---|")
    for file in options.gold:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        figures = _figures({row["report"] for row in rows}, options.reports)
        result, wrong = Measured(), []
        for row in rows:
            wrong += [
                f"{row['id']} {row['clause']}: {each}"
                for each in measure(row, figures[row["report"]], result)
            ]
        shares = result.found, result.wanted, result.label, result.role, result.period
        cells = [f"{sum(each) / len(each):.2f}" for each in shares]
        name = file.name.split(".")[1]
        print(f"| {name} ({len(rows)}) | {len(result.wanted)} | {' | '.join(cells)} |")
        if options.verbose:
            print("\n".join(wrong))


if __name__ == "__main__":
    main()
