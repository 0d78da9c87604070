"""A short soak: every question has an answer, although things go wrong."""

from __future__ import annotations

from tests.checks.soak.page import page
from tests.checks.soak.single import soak


def test_every_question_is_answered_once_while_things_go_wrong() -> None:
    soaked = soak(400, 40, seed=7)
    assert sum(soaked.tally.faults.values()) > 5
    assert soaked.reloads > 0
    assert soaked.locks > 0
    assert soaked.asked.lost == []
    assert soaked.doubles <= soaked.tally.broken_after
    assert soaked.not_once == soaked.doubles
    assert soaked.rows == 400
    assert "Traceback" not in soaked.log
    assert "| 400 |" in page(soaked, None, 7)
