"""More phrasings make no report worse: the walk of docs/quality-phrasings.md on a small scale."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import cast

import pytest

from retrieval.corpus.phrasings import read_phrasings
from retrieval.corpus.seeds import read_seed_file
from retrieval.evaluation import Verdict, load_gold
from tests.checks.densities import Level, curve, some_of
from tests.conftest import GOLD, REPORT, ROOT, SEEDS

# Below this, more is broken than chance explains.
_BY_CHANCE = 0.05


def level(bare: str, now: str) -> Level:
    """A level whose questions are right (r) or wrong (w), before and now."""

    def verdicts(marks: str) -> list[Verdict]:
        return [cast("Verdict", SimpleNamespace(right=mark == "r")) for mark in marks]

    return Level(1, verdicts(now), verdicts(bare))


@pytest.mark.parametrize(
    ("bare", "now", "by_chance"),
    [("rrrr", "rrrr", 1.0), ("rw", "wr", 0.75), ("rrrrr", "wwwww", 1 / 32), ("ww", "rr", 1.0)],
)
def test_what_chance_explains(bare: str, now: str, by_chance: float) -> None:
    assert level(bare, now).by_chance == by_chance


def test_smaller_numbers_are_among_larger_ones() -> None:
    report = read_seed_file(SEEDS / REPORT)
    phrasings = read_phrasings(SEEDS, report)
    assert some_of(phrasings, 1)[0] in some_of(phrasings, 10)
    assert len(some_of(phrasings, 10)) == 10


@pytest.mark.slow
def test_no_number_of_phrasings_makes_a_report_worse_by_more_than_chance() -> None:
    report = read_seed_file(SEEDS / REPORT)
    phrasings = some_of(read_phrasings(SEEDS, report), 400)
    levels = list(curve(report, phrasings, load_gold(GOLD), (0, 1, 10, 100)))
    assert [each.phrasings for each in levels] == [0, 1, 10, 100, 400]
    assert [each.phrasings for each in levels if each.by_chance < _BY_CHANCE] == []


def test_no_row_of_the_page_is_worse_by_more_than_chance() -> None:
    page = (ROOT / "docs" / "quality-phrasings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d,]+) \|.*\| ([\d.]+) \|$", page, re.MULTILINE)
    assert len(rows) > 30
    assert [row for row in rows if float(row[1]) < _BY_CHANCE] == []
