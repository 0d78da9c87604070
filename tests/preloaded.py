"""What `tests.forked` has imported and read before it forks: what every bot needs."""

from __future__ import annotations

import importlib.util

import bot.__main__
import retrieval
from tests.conftest import SEEDS

__all__ = ["bot"]

if importlib.util.find_spec("prometheus_client") is not None:
    import bot.web

retrieval.load(SEEDS)
