"""Golden segmentations: also those that are not what a person would cut."""

from __future__ import annotations

import marshal
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import jieba
import pytest

from retrieval.language.normalization import fold
from retrieval.language.segmentation import Segmenter
from retrieval.words import load_dictionary
from tests.caches import own_cache
from tests.conftest import ROOT
from tests.processes import run


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(load_dictionary())


# fmt: off
GOLDEN = [
    ("新增停车位2.64万个", ["新增", "停车", "车位", "停车位", "2.64", "万个"]),
    ("地区生产总值预计达到4942亿元", ["地区", "生产", "总值", "地区生产总值", "预计", "达到", "4942", "亿元"]),
    ("推进“一廊两带三区”建设", ["推进", "一", "廊", "两", "带", "三区", "建设"]),
    ("疏解非首都功能扎实有效。", ["疏解", "首都", "功能", "非首都功能", "扎实", "有效"]),
    ("ＰＭ２．５年均浓度", ["pm2.5", "年均", "浓度"]),
    ("——2016年12月20日", ["2016", "年", "12", "月", "20", "日"]),
    ("", []),
    ("。。。👍", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "terms"), GOLDEN)
def test_terms(segmenter: Segmenter, text: str, terms: list[str]) -> None:
    assert segmenter.terms(text) == terms


@pytest.mark.parametrize(("text", "terms"), GOLDEN)
def test_spans_are_the_terms_with_their_places(
    segmenter: Segmenter, text: str, terms: list[str]
) -> None:
    folded = fold(text).text
    spans = segmenter.spans(folded)
    assert [term for term, _, _ in spans] == terms
    for term, start, end in spans:
        assert folded[start:end] == term


@pytest.mark.slow
def test_starting_up_is_silent_and_leaves_nothing_in_the_shared_temporary_folder(
    tmp_path: Path,
) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("修了“一廊两带”的11座桥。\n", encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    program = "import retrieval, sys; print(len(retrieval.load(sys.argv[1]).reports))"
    finished = subprocess.run(
        [sys.executable, "-W", "default", "-c", program, str(seeds)],
        env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert (finished.stdout, finished.stderr) == ("1\n", "")
    assert list(temporary.iterdir()) == []
    caches = [file for file in home.rglob("jieba-*.cache") if file.is_file()]
    assert len(caches) == 1
    assert stat.S_IMODE(caches[0].parent.stat().st_mode) & 0o022 == 0


@pytest.fixture(scope="module")
def words() -> tuple[dict[str, int], int]:
    """What jieba makes of its dictionary, which takes most of a second."""
    tokenizer = jieba.Tokenizer()
    made: tuple[dict[str, int], int] = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return made


@pytest.mark.parametrize("damage", ["cut", "bit", "jieba's own", "empty", "folder"])
def test_damaged_words_are_made_anew(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[dict[str, int], int],
    damage: str,
) -> None:
    from retrieval.language import segmentation

    def made(_: jieba.Tokenizer, file: IO[bytes]) -> tuple[dict[str, int], int]:
        file.close()
        return words

    folder = own_cache(tmp_path / "cache")
    monkeypatch.setattr(segmentation, "cache_folder", lambda: folder)
    monkeypatch.setattr(jieba.Tokenizer, "gen_pfdict", made)
    segmentation._tokenizer()
    (kept,) = folder.glob("jieba-*")
    whole = kept.read_bytes()
    bit = whole.replace("停车位".encode(), "停车信".encode(), 1)
    assert bit != whole
    kept.unlink()
    if damage == "folder":
        kept.mkdir()
    else:
        own = marshal.dumps(({"停车": 9}, 9))
        kept.write_bytes({"cut": whole[:-9], "bit": bit, "jieba's own": own, "empty": b""}[damage])
    assert segmentation._tokenizer().FREQ["停车位"] > 0
    assert kept.is_dir() or len(kept.read_bytes()) == len(whole)


def test_a_cache_folder_that_others_can_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from retrieval import cache

    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setattr(cache, "user_cache_path", lambda _: shared)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    cache.cache_folder.cache_clear()
    try:
        folder = cache.cache_folder()
    finally:
        cache.cache_folder.cache_clear()
    assert folder is not None
    assert folder != shared
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.slow
def test_without_a_usable_cache_folder_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the home folder should be")
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    finished = run(
        "-m", "retrieval", "ask", "停车位",
        home=tmp_path, HOME=str(tmp_path / "home"), TMPDIR=str(temporary),
    )  # fmt: skip
    assert finished.returncode == 0
    assert "新增停车位2.64万个" in finished.stdout.decode("utf-8")
    assert finished.stderr == b""
    assert list(temporary.iterdir()) == []
