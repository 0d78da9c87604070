"""The dialogues put aside: what the page on conversations says of them is what is measured."""

from __future__ import annotations

import re

from retrieval import Library
from tests.checks.dialogues import load_dialogues, play
from tests.conftest import ROOT

KEPT = ROOT / "tests" / "dialogues" / "kept.jsonl"


def test_there_are_sixty_dialogues_of_two_and_three_turns() -> None:
    dialogues = load_dialogues(KEPT)
    turns = [len(each["turns"]) for each in dialogues]  # type: ignore[arg-type]
    assert len(dialogues) >= 60
    assert {2, 3} == set(turns)


def test_the_page_says_what_is_measured(library: Library) -> None:
    turns = [turn for each in load_dialogues(KEPT) for turn in play(library, each)]
    later = [turn.right for turn in turns if turn.number > 0]
    said = re.search(
        r"of (\d+) follow-ups in (\d+) dialogues (\d+) were right", _page(), re.IGNORECASE
    )
    assert said is not None
    measured = (len(later), len(load_dialogues(KEPT)), sum(later))
    assert tuple(map(int, said.groups())) == measured


def _page() -> str:
    return " ".join((ROOT / "docs" / "conversation.md").read_text(encoding="utf-8").split())
