"""What is only tried is in no file, and cleaning leaves what the reports need and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import retrieval
from retrieval import Addition, LexiconLine, Library, NewPhrasing, cache
from retrieval.corpus.seeds import read_seeds_folder
from retrieval.index import maintenance
from tests.caches import own_cache

_TEXT = "{}人民政府工作报告\n——2023年1月10日在{}第十七届人民代表大会第二次会议上\n新增停车位{}个。新修公园3座。\n"
_ASKED = "铁盒子搁哪儿"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kept = own_cache(tmp_path / "cache")
    for module in (cache, maintenance):
        monkeypatch.setattr(module, "cache_folder", lambda: kept)
    return kept


@pytest.fixture(params=[1, 3])
def seeds(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    own = tmp_path / "seeds"
    own.mkdir()
    for place, count in [("苏州市", 100), ("南京市", 200), ("无锡市", 300)][: request.param]:
        text = _TEXT.format(place, place, count)
        (own / f"{place}.txt").write_text(text, encoding="utf-8")
    return own


def _files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.glob("version-*/*")
    }


def _phrasing(library: Library, text: str = _ASKED) -> NewPhrasing:
    report = library.report("苏州市")
    sentence = next(
        each
        for paragraph in report.paragraphs
        for each in paragraph.sentences
        if "停车位" in each.of(report.text)
    )
    return NewPhrasing(report.name, sentence, text)


_LINE: Callable[[Library], Addition] = lambda _: LexiconLine(f"{_ASKED} → 停车位")  # noqa: E731
_USES: dict[str, Callable[[Library], object]] = {
    "asked": lambda tried: tried.ask(_ASKED),
    "declined": lambda tried: tried.ask("火星上有几座桥"),
    "of a place": lambda tried: tried.ask(f"苏州{_ASKED}"),
    "figures": lambda tried: [tried.figures.of(each.name) for each in tried.metadata],
    "explained": lambda tried: tried.explain(_ASKED),
    "examples": lambda tried: tried.examples,
}


@pytest.mark.parametrize("made", [_phrasing, _LINE], ids=["phrasing", "line"])
def test_what_is_tried_is_written_nowhere(
    folder: Path, seeds: Path, made: Callable[[Library], Addition]
) -> None:
    library = retrieval.load(seeds)
    for use in _USES.values():  # all files that the reports need are there
        use(library)
    before = _files(folder)
    tried = retrieval.load(seeds, [made(library)])
    for name, use in _USES.items():
        use(tried)
        assert _files(folder) == before, name


def test_where_nothing_is_cached_yet_a_trial_leaves_nothing_either(
    folder: Path, seeds: Path
) -> None:
    phrasing = _phrasing(retrieval.load(seeds))
    for file in folder.glob("version-*/*"):
        file.unlink()
    tried = retrieval.load(seeds, [phrasing])
    assert tried.ask(_ASKED).hits[0].excerpt == "新增停车位100个。"
    assert not [name for name in _files(folder) if "lexicon" not in name]


def test_cleaning_leaves_nothing_of_what_was_taken_back(folder: Path, seeds: Path) -> None:
    library = retrieval.load(seeds)
    for use in _USES.values():
        use(library)
    needed = _files(folder).keys()
    report, phrasing = library.report("苏州市"), _phrasing(library)
    retrieval.keep(seeds, report, phrasing)
    kept = retrieval.load(seeds)
    for use in _USES.values():
        use(kept)
    retrieval.take_back(seeds, report, phrasing)
    assert _files(folder).keys() > needed
    maintenance.clean_cache(read_seeds_folder(seeds))
    assert _files(folder).keys() == needed
