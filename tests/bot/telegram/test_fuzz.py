"""Random updates: nothing unhandled, nothing refused, each question answered once."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.bot.telegram.conftest import Visitor
from tests.loopback.fuzz import Fuzz, Watched
from tests.loopback.server import LoopbackServer


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(Watched()) as loopback:
        yield loopback


@pytest.mark.parametrize("seed", [1, 2])
async def test_random_updates(
    visitor: Visitor, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    fuzz = Fuzz(visitor.server, seed)
    await visitor.do(fuzz.play, 150)
    errors = [
        each.getMessage() + (caplog.handler.format(each) if each.exc_info else "")
        for each in caplog.records
        if each.levelno >= logging.ERROR and not each.getMessage().startswith("Error while parsing")
    ]
    found = fuzz.findings(errors)
    assert not found, str(found)
