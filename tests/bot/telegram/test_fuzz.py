"""Random updates: nothing unhandled, nothing refused, nobody left without a reply."""

from __future__ import annotations

import pytest

from tests.bot.telegram.conftest import Visitor
from tests.bot.telegram.fuzz import fuzz


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_updates(visitor: Visitor, seed: int) -> None:
    found = await fuzz(visitor, 300, seed)
    assert found.complaints == ()
    assert found.refusals == ()
    assert found.unanswered == {}
