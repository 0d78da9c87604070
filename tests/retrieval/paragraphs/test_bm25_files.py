"""Files of postings: what comes back is what was kept, and anything else is refused."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import stat
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.errors import PostingsError
from retrieval.paragraphs.bm25 import (
    Postings,
    best,
    build_postings,
    load_postings,
    save_postings,
    verify_postings,
)
from tests.conftest import ROOT

CORPUS = [["停车", "位", "的"], ["公园", "的", "\n"], ["停车", "公园", "𠮷", "\ud800"], []]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "words.postings"
    save_postings(build_postings(CORPUS), kept)
    return kept


def found(postings: Postings) -> list[tuple[int, float]]:
    result = best(postings, ["停车", "公园", "\n", "\ud800"], 10)
    return list(zip(result.documents.tolist(), result.scores.tolist(), strict=True))


def test_what_was_kept_comes_back(file: Path) -> None:
    made, kept = build_postings(CORPUS), load_postings(file)
    assert found(kept) == found(made)
    assert kept.terms == made.terms
    for name in ("idf", "starts", "documents", "impacts", "counts", "saturation"):
        column = getattr(kept, name)
        assert column.dtype == getattr(made, name).dtype
        assert np.array_equal(column, getattr(made, name))
        assert not column.flags.writeable
    verify_postings(file)


@pytest.mark.parametrize("corpus", [[], [[]]])
def test_postings_of_nothing_come_back(tmp_path: Path, corpus: list[list[str]]) -> None:
    save_postings(build_postings(corpus), tmp_path / "p")
    assert load_postings(tmp_path / "p").size == len(corpus)
    verify_postings(tmp_path / "p")


def test_counts_of_any_width_come_back(tmp_path: Path) -> None:
    for often in (2, 300, 70_000):
        save_postings(build_postings([["的"] * often]), tmp_path / "p")
        assert load_postings(tmp_path / "p").counts.tolist() == [often]


def test_nothing_else_is_left_in_the_folder_and_others_cannot_read_it(file: Path) -> None:
    assert list(file.parent.iterdir()) == [file]
    assert not stat.S_IMODE(file.stat().st_mode) & 0o077


def test_a_reader_keeps_the_file_that_it_opened(file: Path) -> None:
    reader = load_postings(file)
    before = found(build_postings(CORPUS))
    save_postings(build_postings([["公园"]] * 1000), file)
    assert found(reader) == before
    assert load_postings(file).size == 1000


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_a_writer_that_is_killed_leaves_the_old_file(file: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from retrieval.paragraphs.bm25 import build_postings, files\n"
        "files.os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "files.save_postings(build_postings([['公园']]), Path(sys.argv[1]))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, check=False)
    assert ended.returncode == -9
    assert found(load_postings(file)) == found(build_postings(CORPUS))


def test_a_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not save_postings(build_postings([["公园"]]), file)
    assert list(file.parent.iterdir()) == [file]
    assert found(load_postings(file)) == found(build_postings(CORPUS))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PostingsError, match=r"none\.postings: it cannot be read"):
        load_postings(tmp_path / "none.postings")


@pytest.mark.parametrize("share", [0, 0.001, 0.01, 0.3, 0.9, 0.999])
def test_a_file_that_is_cut_off(file: Path, share: float) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(PostingsError, match="built again"):
        load_postings(file)


def test_a_file_of_something_else(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(PostingsError, match="no file of postings"):
        load_postings(file)


def test_a_file_of_another_version(file: Path) -> None:
    content = bytearray(file.read_bytes())
    struct.pack_into("<I", content, 8, 99)
    file.write_bytes(content)
    with pytest.raises(PostingsError, match="version 99"):
        load_postings(file)


def test_no_changed_byte_goes_unseen_and_none_brings_the_process_down(file: Path) -> None:
    """Opening reads little, so it may succeed; verifying has to fail, asking must not crash."""
    whole = file.read_bytes()
    padding = 0
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        file.write_bytes(changed)
        try:
            verify_postings(file)
        except PostingsError:
            pass
        else:
            assert whole[place] == 0  # between arrays
            padding += 1
        with contextlib.suppress(PostingsError):
            found(load_postings(file))
    assert padding < 9 * 64


@pytest.mark.parametrize(
    "changes",
    [
        {"impacts": np.zeros(3, np.float32)},
        {"counts": np.zeros(99, np.uint8)},
        {"idf": np.zeros(1)},
        {"saturation": np.zeros(4, np.float32)},
        {"documents": np.zeros(9, np.int64)},
    ],
)
def test_arrays_that_do_not_fit_each_other_are_refused(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    save_postings(dataclasses.replace(build_postings(CORPUS), **changes), tmp_path / "p")
    with pytest.raises(PostingsError, match=r"fit each other|another kind"):
        load_postings(tmp_path / "p")
