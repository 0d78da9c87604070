"""Updates made malformed: something is missing, or of another type."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from tests.loopback.telegram import Json

__all__ = ["malformed"]

_WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 5, 10**30, 1.5, "", "x", "5", "\ud800", [], [None], [[]], {}, {"id": 1}, {"x": {}},
)  # fmt: skip


# The bot's own buttons come back as they were: it takes one away and sends back the rest.
_KEPT = "reply_markup"


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Each container within `value` with each of its keys or positions."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = [(value, key) for key in value if key != _KEPT]
    elif isinstance(value, list):
        inner = [(value, at) for at in range(len(value))]
    return inner + [place for container, key in inner for place in _places(container[key])]


def malformed(random: Random, update: Json) -> Json:
    """`update`, changed in place at one to three places: a piece is gone, or another thing."""
    for _ in range(random.choice((1, 1, 2, 3))):
        places = _places(update)
        if not places:
            return update
        container, key = random.choice(places)
        if random.random() < 0.4:
            del container[key]
        else:
            # A copy: what stands there may itself be changed next, even be put into itself.
            container[key] = copy.deepcopy(random.choice(_WRONG))
    return update
