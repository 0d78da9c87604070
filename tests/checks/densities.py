"""What phrasings bring, by their number: docs/quality-phrasings.md, written.

    python -m tests.checks.densities --reports FOLDER …

The same labelled questions are put to a report with 0, 1, 10, 100, 1 000 and all of its phrasings:
those of the shipped report, those that a writer collected for another (beside its gold), and those
that `phrasings --propose` makes of reports that have none.  `--reports` are folders with the other
reports.
"""

from __future__ import annotations

import argparse
import functools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path

from retrieval import Phrasing, Report, library_of, load_gold
from retrieval.corpus.collecting.answers import is_near_copy
from retrieval.corpus.collecting.coverage import coverage_of
from retrieval.corpus.collecting.proposals import load_proposer
from retrieval.corpus.phrasings import read_phrasings
from retrieval.corpus.seeds import read_seed_file
from retrieval.evaluation import Verdict, judge, measure
from retrieval.evaluation.gold import GoldQuestion
from retrieval.evaluation.verdict import RANKS
from tests.conftest import REPORT, ROOT, SEEDS

__all__ = ["LEVELS", "Level", "curve", "some_of"]

LEVELS = (0, 1, 10, 100, 1000)
"""Numbers of phrasings that are left, besides all."""

_GOLD = ROOT / "tests" / "gold"
_OTHERS = _GOLD / "general" / "fit"
_PAGE = ROOT / "docs" / "quality-phrasings.md"
_HEAD = """\
# What phrasings bring

Written by `python -m tests.checks.densities`.  The same labelled questions, put to a report with more
and more of its phrasings, drawn by lot: each row holds those of the row above it.  **mended** and
**broken**: questions that are right with them and were wrong without any, and the other way round;
**by chance**: how likely so many more broken than mended ones would be if phrasings changed nothing
(a report has become worse by more than chance where it is below 0.05).  *kept* questions were put aside:
nothing was fitted to them.

*Collected* phrasings were written by people who saw the report and not the questions; *proposed* ones are
made by `python -m retrieval phrasings --propose`, and nobody has read them.
"""
_COLUMNS = ("phrasings", "right", "ans@1", "answered", "declined", "mended", "broken", "by chance")


@dataclass(frozen=True, slots=True)
class Level:
    """The answers to the same questions with `phrasings` phrasings."""

    phrasings: int
    verdicts: Sequence[Verdict]
    bare: Sequence[Verdict]

    @property
    def mended(self) -> int:
        """Questions that are right, and are wrong without phrasings."""
        return sum(b.right > a.right for a, b in zip(self.bare, self.verdicts, strict=True))

    @property
    def broken(self) -> int:
        """Questions that are wrong, and are right without phrasings."""
        return sum(b.right < a.right for a, b in zip(self.bare, self.verdicts, strict=True))

    @property
    def by_chance(self) -> float:
        """The probability of this many broken among the changed ones, or more, if a change were as
        likely to mend as to break (sign test)."""
        changed = self.mended + self.broken
        tail = range(self.broken, changed + 1)
        return sum(comb(changed, each) for each in tail) / float(2**changed)


def some_of(phrasings: Sequence[Phrasing], number: int) -> list[Phrasing]:
    """`number` of `phrasings`, the same in each run, and those of smaller numbers among them."""
    drawn = list(phrasings)
    random.Random(0).shuffle(drawn)  # noqa: S311 - a lot, not a secret
    return sorted(drawn[:number], key=lambda each: each.sentence)


def curve(
    report: Report,
    phrasings: Sequence[Phrasing],
    gold: Sequence[GoldQuestion],
    levels: Sequence[int] = LEVELS,
) -> Iterator[Level]:
    """The answers at each of `levels` below the number of `phrasings`, and with all of them."""
    bare: Sequence[Verdict] = ()
    for number in [*(each for each in levels if each < len(phrasings)), len(phrasings)]:
        library = library_of([report], {report.name: some_of(phrasings, number)})
        ask = functools.partial(library.ask, top=RANKS)
        verdicts = [judge(ask, each) for each in gold]
        bare = bare or verdicts
        yield Level(number, verdicts, bare)


def _proposed(report: Report, gold: Sequence[GoldQuestion]) -> list[Phrasing]:
    wanted = coverage_of(report, ()).sentences
    avoid = is_near_copy([each.question for each in gold])
    found = load_proposer().proposals(wanted, avoid)
    return [Phrasing(each.sentence, text) for each, texts in found for text in texts]


def _table(levels: Iterator[Level]) -> str:
    rows = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|"]
    for each in levels:
        found = measure("", each.verdicts)
        shares = (found.right, found.ans_at_1, found.kept, found.refused)
        cells = [f"{each.phrasings:,}", *("–" if s is None else f"{s:.2f}" for s in shares)]
        cells += [str(each.mended), str(each.broken), f"{each.by_chance:.2f}"]
        rows.append(f"| {' | '.join(cells)} |")
        print(rows[-1], flush=True)
    return "\n".join(rows)


def _home() -> Iterator[str]:
    report = read_seed_file(SEEDS / REPORT)
    phrasings = read_phrasings(SEEDS, report)
    for name in ("dev", "kept"):
        gold = load_gold(_GOLD / f"questions.{name}.jsonl")
        yield f"## {report.name}, collected: questions.{name} ({len(gold)})"
        yield _table(curve(report, phrasings, gold))


def _others(folders: Sequence[Path]) -> Iterator[str]:
    for file in sorted(_OTHERS.glob("*.jsonl")):
        found = [path for each in folders if (path := each / f"{file.stem}.txt").is_file()]
        if not found:
            print(f"left out: {file.stem} is in none of the folders")
            continue
        report, gold = read_seed_file(found[0]), load_gold(file)
        if phrasings := read_phrasings(file.parent, report):
            yield f"## {report.name}, collected ({len(gold)})"
            yield _table(curve(report, phrasings, gold))
        yield f"## {report.name}, proposed ({len(gold)})"
        yield _table(curve(report, _proposed(report, gold), gold))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.checks.densities")
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    asked = parser.parse_args()
    sections = [_HEAD.rstrip("\n"), *_home(), *_others(asked.reports)]
    _PAGE.write_text("\n\n".join(sections) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
