"""What is kept in the cache folder is used as long as it fits, and never trusted blindly."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from retrieval import LexiconLine, cache
from retrieval.answering.engine import build_engine, engine_of
from retrieval.answering.load import load
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.seeds import read_seeds, read_seeds_folder
from retrieval.errors import SeedError
from retrieval.query.route import ReportTarget
from tests.caches import own_cache
from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = own_cache(tmp_path / "cache")
    monkeypatch.setattr(cache, "cache_folder", lambda: kept)
    return kept


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    own = tmp_path / "seeds"
    own.mkdir()
    (own / "r.txt").write_text("新增停车位2万个。修了“一廊两带”公园。\n", encoding="utf-8")
    return own


def _tables(folder: Path) -> set[Path]:
    return set(folder.glob("version-*/tables-*.npz"))


def test_what_was_kept_is_what_was_made(folder: Path, seeds: Path) -> None:
    reports = read_seeds(seeds)
    sentence = reports[0].paragraphs[0].sentences[0]
    phrasings = {"r.txt": (Phrasing(sentence, "车停哪"),)}
    made = build_engine(reports, phrasings)
    assert len(_tables(folder)) == 1
    again = build_engine(reports, phrasings)
    question = "车位有多少"
    target = ReportTarget("r.txt")
    assert again.for_target(again.analyze(question), target) == made.for_target(
        made.analyze(question), target
    )
    assert again.metadata == made.metadata
    old, new = made.open("r.txt"), again.open("r.txt")
    assert new.phrasings == old.phrasings == ("车停哪",)
    assert new.sentences == old.sentences
    terms = ["停车位", "新增"]
    ours, theirs = new.fields.words, old.fields.words
    assert np.array_equal(ours.scores(terms), theirs.scores(terms))


def test_another_report_or_phrasing_is_another_file(folder: Path, seeds: Path) -> None:
    reports = read_seeds(seeds)
    sentence = reports[0].paragraphs[0].sentences[0]
    build_engine(reports, {})
    build_engine(reports, {"r.txt": (Phrasing(sentence, "车停哪"),)})
    assert len(_tables(folder)) == 2


def test_only_the_report_that_has_changed_is_segmented_anew(folder: Path, seeds: Path) -> None:
    for number in range(3):
        (seeds / f"{number}.txt").write_text(f"修了{number}座桥。\n", encoding="utf-8")
    load(seeds)
    before = {file: file.stat().st_mtime_ns for file in _tables(folder)}
    (seeds / "1.txt").write_text("修了11座桥。\n", encoding="utf-8")
    assert load(seeds).report("1").text == "修了11座桥。\n"
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert len(_tables(folder)) == len(before) + 1


@pytest.mark.parametrize("kind", ["tables", "collection"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"not a file of ours", b"{}", b"[" * 100_000, None]
)
def test_a_broken_file_is_made_anew(
    folder: Path, seeds: Path, content: bytes | None, kind: str
) -> None:
    reports = read_seeds(seeds)
    build_engine(reports, {})
    (kept,) = folder.glob(f"version-*/{kind}-*")
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if content is None else content)
    engine = build_engine(reports, {})
    assert engine.open("r.txt").fields.words.scores(["停车位"])[0] > 0
    assert len(kept.read_bytes()) == len(whole)


@pytest.mark.parametrize("kind", ["tables", "collection"])
@pytest.mark.parametrize("place", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_bit_that_differs_is_found_wherever_it_is(
    folder: Path, seeds: Path, place: float, kind: str
) -> None:
    for number in range(3):
        (seeds / f"{number}.txt").write_text(f"修了{number}座桥。\n", encoding="utf-8")
    load(seeds)
    kept = min(folder.glob(f"version-*/{kind}-*"))
    whole = kept.read_bytes()
    damaged = bytearray(whole)
    damaged[int(place * len(whole))] ^= 4
    kept.write_bytes(damaged)
    assert len(load(seeds).reports) == 4
    assert kept.read_bytes() == whole or kind == "tables"
    assert load(seeds).ask("修了几座桥").hits
    assert len(kept.read_bytes()) == len(whole)


def test_a_cached_file_that_cannot_be_replaced_does_no_harm(folder: Path, seeds: Path) -> None:
    load(seeds)
    for kept in folder.glob("version-*/*"):
        kept.unlink()
        kept.mkdir()
    assert load(seeds).ask("修了什么公园").hits


def test_without_a_folder_everything_still_works(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: None)
    (seeds / "b.txt").write_text("修了12座桥。\n", encoding="utf-8")
    several = load(seeds)
    assert several.sentences("修了几座桥", 1)[0].location.report in ("b.txt", "r.txt")
    assert several.report("b").text == "修了12座桥。\n"
    assert several.paragraphs.search(["停车位"], 3)[0].report == "r.txt"


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that takes 64 kB."""
    mounted = tmp_path / "full"
    mounted.mkdir(mode=0o700)
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small disk can be mounted by root only")
    if os.system(f"mount -t tmpfs -o size=64k,mode=700 tmpfs {mounted} 2>/dev/null"):  # noqa: S605
        pytest.skip("no disk can be mounted here")
    yield mounted
    os.system(f"umount {mounted}")  # noqa: S605


def test_on_a_full_disk_the_reports_are_answered_from_memory(
    full_disk: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: full_disk)
    text = "".join(f"第{n}条路修了{n}公里。\n" for n in range(1, 400))
    (seeds / "long.txt").write_text(text, encoding="utf-8")
    several = load(seeds)
    assert several.ask("第77条路修了多少公里").hits[0].excerpt == "第77条路修了77公里。"
    assert not [*full_disk.glob("version-*/*.part")]


def test_what_other_versions_made_goes_when_nobody_uses_it(folder: Path, seeds: Path) -> None:
    for number in range(6):
        old = folder / f"version-{number:016d}"
        old.mkdir()
        os.utime(old, (number, number))
    load(seeds)
    assert len([*folder.glob("version-*")]) == cache.MOST_VERSIONS


def test_a_line_of_the_lexicon_makes_nothing_of_the_reports_again(
    folder: Path, seeds: Path
) -> None:
    (seeds / "b.txt").write_text("修了12座桥。\n", encoding="utf-8")
    before = engine_of(read_seeds_folder(seeds).sources)[0]
    kept = {file: file.stat().st_mtime_ns for file in folder.glob("version-*/*")}
    (seeds / "own.lexicon.txt").write_text("铁盒子 → 停车位\n", encoding="utf-8")
    for additions in ([], [LexiconLine("泊位费 → 停车位")]):
        seeds_folder = read_seeds_folder(seeds, additions)
        after, _ = engine_of(seeds_folder.sources, seeds_folder.own_lexicon)
        assert {file: file.stat().st_mtime_ns for file in folder.glob("version-*/*")} == kept
        assert after.collection is before.collection
        understood = {each.term for each in after.analyze("铁盒子和泊位费").expansions}
        assert "铁盒子" in understood
        assert ("泊位费" in understood) == bool(additions)
    assert before.analyze("铁盒子").expansions == ()


def test_a_phrasing_leaves_what_english_words_mean(folder: Path, seeds: Path) -> None:
    (seeds / "r.phrasings.txt").write_text("> 停车位2万个\n车停哪\n", encoding="utf-8")
    load(seeds)
    english = {file: file.stat().st_mtime_ns for file in folder.glob("version-*/english-*")}
    (seeds / "r.own.phrasings.txt").write_text("> 停车位2万个\n铁盒子放哪\n", encoding="utf-8")
    load(seeds)
    after = {file: file.stat().st_mtime_ns for file in folder.glob("version-*/english-*")}
    assert after == english
    assert len(english) == 1
    assert len(_tables(folder)) == 2


def test_word_files_that_are_edited_while_the_bot_runs_are_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "stop_words.txt").write_text("的\n", encoding="utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    before = cache.current_version().name
    assert cache.current_version().name == before
    (tmp_path / "words" / "stop_words.txt").write_text("的\n了\n", encoding="utf-8")
    assert cache.current_version().name != before


@pytest.mark.usefixtures("folder")
def test_a_file_that_changes_after_it_was_found_is_not_mixed_with_what_was_there(
    seeds: Path,
) -> None:
    seeds_folder = read_seeds_folder(seeds)
    (seeds / "r.txt").write_text("另一份报告。\n", encoding="utf-8")
    with pytest.raises(SeedError, match="has changed since"):
        engine_of(seeds_folder.sources)


@pytest.mark.slow
def test_processes_that_begin_together_disturb_no_one(seeds: Path, tmp_path: Path) -> None:
    for number in range(30):  # enough for workers
        (seeds / f"{number}.txt").write_text(f"修了{number}座桥。\n", encoding="utf-8")
    own_cache(tmp_path / "home" / "ask-the-report")
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "retrieval",
        "ask",
        "修了17座桥吗",
        "--json",
        "--seeds",
        str(seeds),
    ]
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate() for process in running]
    assert said[0] == said[1]
    assert said[0][1] == b""
    assert "修了17座桥。".encode() in said[0][0]
    assert not [*tmp_path.glob("home/**/*.part")]


@pytest.mark.usefixtures("folder")
def test_an_interrupted_build_goes_on_where_it_was(seeds: Path) -> None:
    for number in range(5):
        (seeds / f"{number}.txt").write_text(f"修了{number}座桥。\n", encoding="utf-8")

    def interrupt(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(seeds, progress=interrupt)
    told: list[tuple[int, int]] = []
    load(seeds, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 6), (4, 6), (5, 6), (6, 6)]
