"""`python -m retrieval index`: build, status, verify, clean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from retrieval import cache
from retrieval.cli.app import app


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three reports, and a cache of their own."""
    kept = tmp_path / "cache"
    kept.mkdir(mode=0o700)
    monkeypatch.setattr(cache, "cache_folder", lambda: kept)
    monkeypatch.setattr("retrieval.index.maintenance.cache_folder", lambda: kept)
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"修了{number}座桥。种了树。\n", encoding="utf-8")
    return folder


def index(command: str, seeds: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["index", command, "--seeds", str(seeds), *options])
    return result.exit_code, result.output


def status(seeds: Path) -> dict[str, object]:
    _, output = index("status", seeds, "--json")
    found: dict[str, object] = json.loads(output)
    return found


def test_what_is_built_is_known_and_sound(seeds: Path) -> None:
    assert status(seeds)["indexed"] == 0
    code, output = index("build", seeds)
    assert code == 0
    assert "3 reports with 3 paragraphs can be asked" in output
    assert (status(seeds)["reports"], status(seeds)["indexed"]) == (3, 3)
    assert index("verify", seeds)[0] == 0


def test_damage_is_found_and_mended(seeds: Path, tmp_path: Path) -> None:
    index("build", seeds)
    (tables, *_) = tmp_path.glob("cache/version-*/tables-*")
    tables.write_bytes(tables.read_bytes()[:100])
    code, output = index("verify", seeds)
    assert code == 1
    assert "missing or damaged" in output
    index("build", seeds)
    assert index("verify", seeds)[0] == 0


def test_damaged_postings_are_found(seeds: Path, tmp_path: Path) -> None:
    index("build", seeds)
    (postings,) = tmp_path.glob("cache/version-*/paragraphs-*")
    content = bytearray(postings.read_bytes())
    content[-3] ^= 0xFF
    postings.write_bytes(content)
    code, output = index("verify", seeds)
    assert code == 1
    assert "checksums" in output


@pytest.mark.slow
def test_what_no_report_needs_is_cleared_away(seeds: Path, tmp_path: Path) -> None:
    index("build", seeds)
    old = tmp_path / "cache" / "version-0000000000000000"
    old.mkdir()
    (old / "tables-x.npz").write_bytes(b"x" * 1000)
    (seeds / "2.txt").unlink()
    code, output = index("clean", seeds)
    assert code == 0
    assert "deleted" in output
    assert not old.exists()
    assert len([*tmp_path.glob("cache/version-*/tables-*")]) == 2
    index("clean", seeds, "--all")
    assert not [*tmp_path.glob("cache/version-*/*")]
    assert index("build", seeds)[0] == 0


def test_a_report_that_cannot_be_read_is_left_out_and_named(seeds: Path) -> None:
    (seeds / "z.pdf").write_bytes(b"no pdf")
    code, output = index("build", seeds)
    assert code == 0
    assert "left out" in output
    assert "z.pdf" in output


def test_a_folder_without_reports_is_one_sentence(tmp_path: Path) -> None:
    code, output = index("build", tmp_path / "nothing")
    assert code == 2
    assert "there is no seeds folder" in output


def test_an_index_that_cannot_be_reached_is_one_sentence(seeds: Path) -> None:
    pytest.importorskip("pymilvus", reason="needs the extra `milvus`")
    code, output = index("build", seeds, "--index", "http://127.0.0.1:9")
    assert code == 2
    assert "does not answer" in output
    assert "Traceback" not in output
