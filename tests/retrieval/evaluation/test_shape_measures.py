"""Gold of questions wider than one excerpt, and what is measured of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import GoldError, Library, Outcome
from retrieval.evaluation import Verdict, judge, load_gold
from retrieval.evaluation.shape_measures import measure_shapes
from tests.conftest import ROOT

_WIDE = {
    "id": "TWO-001", "question": "新增了多少停车位？幼儿园呢", "kind": "TWO", "answerable": True,
    "parts": [["新增停车位2.64万个"], ["没有这样的话", "一级一类幼儿园60所"]],
}  # fmt: skip
_NEAR = {
    "id": "REL-001", "question": "新增停车位花了多少钱", "kind": "REL", "answerable": False,
    "parts": [["新增停车位2.64万个"]],
}  # fmt: skip


# What the part put aside reached when it was last measured, less what a few questions move.
FLOORS = {"cover": 0.78, "full": 0.68, "not_answered": 0.66, "near": 0.55}


def test_floors_on_shapes_that_nothing_was_fitted_to(library: Library) -> None:
    gold = load_gold(ROOT / "tests/gold/shapes.home.kept.jsonl")
    found = measure_shapes("all", [judge(library.ask, each) for each in gold])
    assert {name: getattr(found, name).value >= least for name, least in FLOORS.items()} == (
        dict.fromkeys(FLOORS, True)
    )


def gold_file(folder: Path, *rows: dict[str, object]) -> Path:
    file = folder / "gold.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_parts_are_covered_by_what_the_first_reply_shows(library: Library, tmp_path: Path) -> None:
    (gold,) = load_gold(gold_file(tmp_path, _WIDE))
    answer = library.ask("新增了多少停车位", 5)
    one = Verdict(gold, replace(answer, shown=1), None, 0.0)
    assert one.cover == 0.5
    assert not one.right
    both = Verdict(gold, replace(answer, shown=5), None, 0.0)
    assert both.cover == 1
    assert both.right
    measures = measure_shapes("all", [one, both])
    assert (measures.cover.value, measures.full.value) == (0.75, 0.5)


def test_of_what_is_only_near_the_part_is_wanted_as_related(
    library: Library, tmp_path: Path
) -> None:
    (gold,) = load_gold(gold_file(tmp_path, _NEAR))
    assert gold.parts == ()
    answer = library.ask("新增了多少停车位", 2)
    as_answer = Verdict(gold, answer, None, 0.0)
    related = replace(answer, outcome=Outcome.RELATED, hits=(), shown=0, related=answer.hits)
    as_related = Verdict(gold, related, None, 0.0)
    measures = measure_shapes("all", [as_answer, as_related])
    assert (measures.not_answered.value, measures.near.value) == (0.5, 0.5)
    assert measures.silent.value is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"parts": "幼儿园"}, "'parts' has to be a list"),
        ({"parts": [[""]]}, "'parts' has to hold texts only"),
        ({"parts": [], "answers": []}, "has answers when it is answerable"),
        ({"related": ["", 3]}, "'related' has to hold texts only"),
    ],
)
def test_gold_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    with pytest.raises(GoldError, match=f"line 1: .*{reason}"):
        load_gold(gold_file(tmp_path, _WIDE | change))
