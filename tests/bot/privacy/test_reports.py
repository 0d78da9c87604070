"""No figure of a report and no labelled question is taken for personal data."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.privacy import find_personal, scrub
from retrieval.evaluation import load_gold
from tests.checks.privacy import readings
from tests.conftest import ROOT, SEEDS


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.txt")), ids=lambda file: file.name)
def test_seeds_hold_nothing_personal_however_they_are_pasted(file: Path) -> None:
    for reading in readings(file.read_bytes().decode("utf-8")):
        assert find_personal(reading) == ()


@pytest.mark.parametrize(
    "file",
    # Clauses of reports are labelled in `figures`, no questions.
    sorted(
        each for each in (ROOT / "tests/gold").rglob("*.jsonl") if each.parent.name != "figures"
    ),
    ids=lambda file: file.name,
)
def test_labelled_questions_stay_as_they_are(file: Path) -> None:
    changed = [gold.question for gold in load_gold(file) if scrub(gold.question) != gold.question]
    assert changed == []
