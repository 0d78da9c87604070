"""An office's own report takes the place of the shipped one, or nothing changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import retrieval
from retrieval import SeedError, adopt, default_seeds_dir, shipped_in
from tests.conftest import REPORT, SEEDS
from tests.other_report import NAME, OTHER_REPORT, PLACE

STEM = Path(NAME).stem


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report that an office has, with words beside it."""
    folder = tmp_path / "from"
    folder.mkdir()
    (folder / NAME).write_text(OTHER_REPORT, "utf-8")
    (folder / f"{STEM}.own.phrasings.txt").write_text("> 为老年人建成\n老人哪儿吃饭\n", "utf-8")
    return folder / NAME


def shipped(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name in (REPORT, f"{Path(REPORT).stem}.examples.txt", "shipped.list"):
        shutil.copy(SEEDS / name, folder / name)
    (folder / "own.lexicon.txt").write_text("开饭的地方 → 助餐点\n", "utf-8")
    return folder


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_working_copy_gets_a_folder_of_its_own(tmp_path: Path, file: Path) -> None:
    folder = shipped(tmp_path / "seeds")
    before = names(folder)
    adoption = adopt(file)
    assert adoption.set_aside == (REPORT,)
    assert default_seeds_dir() == Path("own-reports")
    assert names(Path("own-reports")) == {NAME, f"{STEM}.own.phrasings.txt", "own.lexicon.txt"}
    assert names(folder) == before
    library = retrieval.load()
    assert (library.home_place, library.faults) == (PLACE, ())
    assert "57个" in library.ask("老人哪儿吃饭").hits[0].excerpt


def test_a_folder_that_is_set_is_kept_and_the_shipped_one_moved_away(
    tmp_path: Path, file: Path
) -> None:
    folder = shipped(tmp_path / "volume")
    adopt(file, folder, "2031年岱山县政府工作报告.txt")
    assert shipped_in(folder) == ()
    assert names(folder / ".set-aside") == {REPORT, f"{Path(REPORT).stem}.examples.txt"}
    assert [each.name for each in retrieval.load(folder).metadata] == [
        "2031年岱山县政府工作报告.txt"
    ]


def test_the_folder_of_a_clone_is_not_put_in_even_if_it_is_set(tmp_path: Path, file: Path) -> None:
    folder = shipped(tmp_path / "seeds")
    (tmp_path / ".git").mkdir()
    assert adopt(file, folder).file.parent == Path("own-reports")
    assert shipped_in(folder) == (REPORT,)


@pytest.mark.parametrize("set_", [True, False])
def test_it_can_be_undone(tmp_path: Path, file: Path, set_: bool) -> None:
    folder = shipped(tmp_path / ("volume" if set_ else "seeds"))
    before = names(folder)
    adopt(file, folder if set_ else None).undo()
    assert names(folder) - {".set-aside"} == before
    assert not Path("own-reports").exists()


def test_a_new_edition_replaces_the_old_one_and_can_be_undone(tmp_path: Path, file: Path) -> None:
    shipped(tmp_path / "seeds")
    adopt(file)
    file.write_text(OTHER_REPORT.replace("57个", "58个"), "utf-8")
    adoption = adopt(file)
    assert adoption.replaced
    assert "58个" in adoption.file.read_text("utf-8")
    adoption.undo()
    assert adoption.file.read_text("utf-8") == OTHER_REPORT


def test_a_folder_that_cannot_be_written_is_named(file: Path) -> None:
    with pytest.raises(SeedError, match="/proc/x cannot be written"):
        adopt(file, Path("/proc/x"))
