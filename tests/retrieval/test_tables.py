"""What is kept in the cache folder is used as long as it fits, and never trusted blindly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval import tables
from retrieval.engine import build_engine
from retrieval.phrasings import Phrasing
from retrieval.seeds import read_seeds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = tmp_path / "cache"
    kept.mkdir()
    monkeypatch.setattr(tables, "cache_folder", lambda: kept)
    return kept


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "r.txt").write_text("新增停车位2万个。修了“一廊两带”公园。\n", encoding="utf-8")
    return tmp_path


def test_what_was_kept_is_what_was_made(folder: Path, seeds: Path) -> None:
    reports = read_seeds(seeds)
    sentence = reports[0].paragraphs[0].sentences[0]
    phrasings = {"r.txt": (Phrasing(sentence, "车停哪"),)}
    made = build_engine(reports, phrasings)
    assert len(list(folder.iterdir())) == 1
    again = build_engine(reports, phrasings)
    question = "车位有多少"
    assert again.understanding.understand(question) == made.understanding.understand(question)
    assert again.index.phrasings == made.index.phrasings == ("车停哪",)
    assert again.index.sentences == made.index.sentences
    terms = ["停车位", "新增"]
    ours, theirs = again.index.fields.words, made.index.fields.words
    assert np.array_equal(ours.scores(terms), theirs.scores(terms))


def test_another_report_or_phrasing_is_another_file(folder: Path, seeds: Path) -> None:
    reports = read_seeds(seeds)
    sentence = reports[0].paragraphs[0].sentences[0]
    build_engine(reports, {})
    build_engine(reports, {"r.txt": (Phrasing(sentence, "车停哪"),)})
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file of arrays", None])
def test_a_broken_file_is_made_anew(folder: Path, seeds: Path, content: bytes | None) -> None:
    reports = read_seeds(seeds)
    build_engine(reports, {})
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if content is None else content)
    engine = build_engine(reports, {})
    assert engine.index.fields.words.scores(["停车位"])[0] > 0
    assert len(kept.read_bytes()) == len(whole)


def test_without_a_folder_everything_still_works(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "cache_folder", lambda: None)
    assert build_engine(read_seeds(seeds), {}).index.sentences


def test_old_files_go(folder: Path, seeds: Path) -> None:
    for number in range(12):
        (seeds / "r.txt").write_text(f"新增停车位{number}万个。\n", encoding="utf-8")
        build_engine(read_seeds(seeds), {})
    assert len(list(folder.iterdir())) <= 8
