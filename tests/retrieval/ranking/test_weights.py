"""Fitted weights that cannot be used are refused with the file and the way out."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from retrieval.errors import WordsError
from retrieval.index.index import Index
from retrieval.ranking import weights
from retrieval.ranking.weights import Weights, load_weights


@pytest.mark.parametrize(
    "content", [None, "{", "7", "[]", '{"uncovered": {"a": 1}, "covered": {"a": 1, "c": 2}}']
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None
) -> None:
    file = tmp_path / "ranking.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    monkeypatch.setattr(weights, "fitted_file", lambda _: file)
    with pytest.raises(WordsError, match="retrieval calibrate") as raised:
        load_weights("ranking.json", ["a", "b"])
    assert str(file) in str(raised.value)


def test_weights_come_in_the_order_of_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ranking.json"
    text = '{"uncovered": {"b": 2, "a": 1}, "covered": {"a": 3, "b": 4}}'
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(weights, "fitted_file", lambda _: file)
    loaded = load_weights("ranking.json", ["a", "b"])
    assert loaded.uncovered.tolist() == [1, 2]
    assert loaded.covered.tolist() == [3, 4]


@pytest.mark.parametrize(("coverage", "weights"), [(0, [1, 2]), (0.5, [2, 3]), (1, [3, 4])])
def test_weights_change_with_coverage_in_a_straight_line(
    coverage: float, weights: list[float]
) -> None:
    both = Weights(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    index = SimpleNamespace(coverage=coverage)
    assert both.of(cast("Index", index)).tolist() == weights
