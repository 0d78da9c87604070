"""A short run of each way of fuzzing; that of updates is in `tests/bot/telegram/test_fuzz.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

pytest.importorskip("reportlab", reason="writing PDFs for tests needs the extra `test`")

from tests.checks.fuzzing import caches, files, questions, settings, words

_KINDS: dict[str, tuple[Callable[[int, int], Iterator[str]], int]] = {
    "files": (files.fuzz, 60),
    "questions": (partial(questions.fuzz, ways=questions.WRITING), 40),
    "settings": (settings.fuzz, 100),
    "words": (words.fuzz, 15),
    "caches": (caches.fuzz, 8),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", _KINDS)
@pytest.mark.parametrize("seed", [101, 102])
def test_nothing_is_found(kind: str, seed: int) -> None:
    fuzz, count = _KINDS[kind]
    assert list(fuzz(count, seed)) == []
