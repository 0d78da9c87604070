from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.telegram.conftest import Visitor
from tests.bot.telegram.visit import play

GOLDEN = Path(__file__).parent / "visit.md"


async def test_a_whole_visit_reads_as_written_down(
    visitor: Visitor, pytestconfig: pytest.Config
) -> None:
    """After a wanted change: `pytest tests/bot/telegram/test_visit.py --write-golden`, and read it."""
    text = await play(visitor)
    assert visitor.server.telegram.rejected == []
    if pytestconfig.getoption("--write-golden"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
