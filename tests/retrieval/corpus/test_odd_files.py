"""Files that unzip, links and pipes leave in a seeds folder: named, and the rest is served."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

import retrieval
from retrieval.corpus.phrasings import phrasing_files
from retrieval.corpus.seeds import read_seeds, read_seeds_folder
from retrieval.errors import SeedError

_TEXT = "我们新增停车泊位2022个。\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "good.txt").write_text(_TEXT, encoding="utf-8")
    return folder


def _gbk(folder: Path, name: str) -> Path:
    file = Path(os.fsdecode(bytes(folder) + b"/" + name.encode("gb18030")))
    file.write_text("我们新增充电桩300个。", encoding="utf-8")
    return file


def _fault(seeds: Path) -> str:
    """The one fault of the folder, which still serves its good report."""
    found = read_seeds_folder(seeds)
    assert [source.name for source in found.sources] == ["good.txt"]
    assert [report.name for report in read_seeds(seeds)] == ["good.txt"]
    (fault,) = found.faults
    assert fault.isprintable()
    fault.encode()  # as terminals and logs do
    return fault.replace(str(seeds), "seeds")


@pytest.mark.parametrize("name", ["北京报告.txt", "北京.lexicon.txt", "good.北京.phrasings.txt"])
def test_a_name_in_another_encoding(seeds: Path, name: str) -> None:
    _gbk(seeds, name)
    assert _fault(seeds) == (
        f"seeds/{name} has a name that is not UTF-8 text, as unzip leaves names in GBK; "
        "rename it, or take it away"
    )


@pytest.mark.parametrize("name", ["a\nb.txt", "a\x1b[31m.txt", "a\x00b.txt"[:1] + "\x7f.txt"])
def test_a_name_with_control_characters(seeds: Path, name: str) -> None:
    (seeds / name).write_text(_TEXT + "乙。", encoding="utf-8")
    assert "has a name that is not UTF-8 text" in _fault(seeds)


def test_a_name_that_leaves_no_room_for_those_of_its_files(seeds: Path) -> None:
    longest = "a" * (255 - len(".own.phrasings.txt"))
    (seeds / f"{longest}.txt").write_text("我们新增充电桩300个。", encoding="utf-8")
    assert len(read_seeds_folder(seeds).sources) == 2
    (seeds / f"{longest}.txt").unlink()
    (seeds / f"{'报' * 80}.txt").write_text("我们新增充电桩300个。", encoding="utf-8")  # 244 bytes
    assert "has too long a name for files beside it; rename it to 79 characters" in _fault(seeds)


@pytest.mark.parametrize("name", ["pipe.txt", "pipe.lexicon.txt", "good.phrasings.txt"])
def test_a_pipe_is_not_opened(seeds: Path, name: str) -> None:
    os.mkfifo(seeds / name)
    assert _fault(seeds) == (
        f"seeds/{name} is no regular file; put the file itself in its place, or take it away"
    )


@pytest.mark.parametrize(
    "name",
    [
        "env.txt",
        "env.lexicon.txt",
        "good.phrasings.txt",
        "good.own.phrasings.txt",
        "e.pdf",
        "own.examples.txt",
    ],
)
def test_a_link_out_of_the_folder_is_not_followed(seeds: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_BOT_TOKEN=1:secret\n", encoding="utf-8")
    (seeds / name).symlink_to("../.env")
    assert "is a link out of the seeds folder" in _fault(seeds)
    assert phrasing_files(seeds, "good.txt") == ()
    assert read_seeds_folder(seeds).own_lexicon == ()


def test_links_within_the_folder_are_followed_as_clusters_mount_files(tmp_path: Path) -> None:
    data = tmp_path / "volume" / "..2026_11_29"
    data.mkdir(parents=True)
    (data / "good.txt").write_text(_TEXT, encoding="utf-8")
    (tmp_path / "volume" / "..data").symlink_to("..2026_11_29")
    (tmp_path / "volume" / "good.txt").symlink_to("..data/good.txt")
    (tmp_path / "seeds").symlink_to("volume")
    assert [each.name for each in read_seeds(tmp_path / "seeds")] == ["good.txt"]


@pytest.mark.parametrize("target", ["loop.txt", "nowhere.txt", "/dev/zero", "/proc/self/environ"])
def test_links_to_nothing_and_to_devices(seeds: Path, target: str) -> None:
    (seeds / "loop.txt").symlink_to(target)
    fault = _fault(seeds)
    assert fault.startswith("seeds/loop.txt ")
    assert "put the file itself in its place" in fault


def test_a_lexicon_that_is_not_utf_8(seeds: Path) -> None:
    (seeds / "a.lexicon.txt").write_text("车位费 → 停车收费\n", encoding="utf-8")
    (seeds / "b.lexicon.txt").write_bytes("车位费 → 停车收费\n".encode("gb18030"))
    assert "b.lexicon.txt, line 1: not UTF-8" in _fault(seeds)
    assert [line for _, line in read_seeds_folder(seeds).own_lexicon] == ["车位费 → 停车收费"]


def test_a_folder_of_such_files_only(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    _gbk(folder, "北京.txt")
    with pytest.raises(SeedError, match=r"北京\.txt has a name that is not UTF-8"):
        read_seeds_folder(folder)


def test_the_rest_is_served(seeds: Path) -> None:
    _gbk(seeds, "北京.txt")
    os.mkfifo(seeds / "y.lexicon.txt")
    _gbk(seeds, "北京.doc")
    assert stat.S_ISFIFO((seeds / "y.lexicon.txt").stat().st_mode)
    library = retrieval.load(seeds)
    assert [each.isprintable() for each in library.faults] == [True] * 3
    assert library.ask("新增了多少停车泊位").hits
