"""Fitted weights that cannot be used are refused with the file and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import WordsError
from retrieval.ranking import weights
from retrieval.ranking.weights import load_weights


@pytest.mark.parametrize(
    "content", [None, "{", "7", "[]", '{"prepared": {"a": 1}, "general": {"a": 1, "c": 2}}']
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
    table = '{"b": 2, "a": 1}'
    file.write_text(f'{{"prepared": {table}, "general": {table}}}', encoding="utf-8")
    monkeypatch.setattr(weights, "fitted_file", lambda _: file)
    assert load_weights("ranking.json", ["a", "b"]).with_phrasings.tolist() == [1, 2]
