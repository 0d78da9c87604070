"""Reports stay open as long as memory allows, and nothing of them is left when they are closed."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
import pytest

from retrieval import Library
from retrieval.answering.engine import engine_of
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.seeds import read_seed_file, read_seeds_folder
from retrieval.corpus.source import report_sources
from retrieval.index import archive as archives
from retrieval.index.archive import Archive, archive_of
from retrieval.index.index import Index
from retrieval.paragraphs import open_index
from retrieval.query.route import ReportTarget
from retrieval.ranking.pipeline import find, load_model
from tests.conftest import REPORT, SEEDS

MANY = 70


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    for number in range(MANY):
        (folder / f"{number:02}.txt").write_text(f"修了{number}座桥。\n", encoding="utf-8")
    return folder


@pytest.fixture
def archive(seeds: Path) -> Archive:
    return archive_of(read_seeds_folder(seeds).sources)


def opened(archive: Archive, *numbers: int) -> list[Index]:
    return [archive.open(number) for number in numbers]


def test_as_many_reports_as_fit_stay_open(archive: Archive) -> None:
    first = opened(archive, *range(MANY))
    assert all(
        before is after for before, after in zip(first, opened(archive, *range(MANY)), strict=True)
    )


def test_the_one_that_was_longest_unused_is_closed_where_memory_ends(
    archive: Archive, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = max(index.bytes_held for index in opened(archive, 0, 1, 2))
    monkeypatch.setattr(archives, "_OPEN", 2 * size)
    few = archive_of(read_seeds_folder(seeds).sources)
    first, second = opened(few, 0, 1)
    assert few.open(0) is first
    third = few.open(2)
    assert few.open(0) is first
    assert few.open(2) is third
    assert few.open(1) is not second


def test_an_open_report_that_grows_is_weighed_again(
    archive: Archive, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = max(index.bytes_held for index in opened(archive, 0, 1))
    monkeypatch.setattr(archives, "_OPEN", 2 * size + 5000)
    few = archive_of(read_seeds_folder(seeds).sources)
    first, second = opened(few, 0, 1)
    for number in range(15):
        second.occurrences(f"词{number}")
    assert few.open(1) is second
    assert few.open(0) is not first  # closed for the other one's sake


def test_a_report_that_is_larger_than_all_that_fits_is_opened_each_time(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_OPEN", 1)
    none = archive_of(read_seeds_folder(seeds).sources)
    assert none.open(3).report.text == none.open(3).report.text == "修了3座桥。\n"
    assert none.open(3) is not none.open(3)


def test_a_share_of_memory_where_that_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "usable_memory", lambda: 400)
    assert archives.open_bytes() == 100
    monkeypatch.setattr(archives, "usable_memory", lambda: None)
    assert archives.open_bytes() == archives._OPEN


@pytest.mark.slow
def test_a_library_is_freed_without_the_garbage_collector(seeds: Path) -> None:
    gc.collect()
    gc.disable()
    try:
        engine, _ = engine_of(read_seeds_folder(seeds).sources)
        library = Library(engine, open_index())
        assert library.ask("修了几座桥").hits
        assert library.ask("今天吃什么").suggestions == library.examples == ()
        assert library.follow("还有呢", "修了几座桥") is not None
        parts = (library, engine, engine.archive, engine.archive.open(3))
        gone = [weakref.ref(each) for each in parts]
        del library, engine, parts
        assert [each() for each in gone] == [None] * 4
    finally:
        gc.enable()


# By way of its module, code refers to everything that was ever imported.
_CODE = (type, FunctionType, MethodType, ModuleType)


def measured(values: list[Any], seen: set[int]) -> int:
    """The bytes of all objects that `values` refer to and that are not in `seen`."""
    total = 0
    while values:
        value = values.pop()
        if id(value) in seen or isinstance(value, _CODE):
            continue
        seen.add(id(value))
        if isinstance(value, np.ndarray):
            total += value.nbytes if value.base is None else 0
            values += [] if value.base is None else [value.base]
        total += sys.getsizeof(value)
        values += references(value)
    return total


def references(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif not isinstance(value, str | bytes | int | float | np.ndarray):
        yield from gc.get_referents(value)


def test_what_an_open_report_takes_is_estimated_well() -> None:
    report = read_seed_file(SEEDS / REPORT)
    engine, _ = engine_of(report_sources([report], {}))
    index = engine.open(REPORT)
    target = ReportTarget(REPORT)
    for question in ("新增了多少停车位", "2016年经济增长目标是多少", "地铁通到哪里了"):
        adapted = engine.for_target(engine.analyze(question), target)
        find(adapted, index, load_model(), 3)
    shared: set[int] = {id(report)}
    measured([index.kinds, vars(sys.modules["retrieval.language.time_frames"])], shared)
    real = measured([vars(index)], shared)
    assert 0.7 < index.bytes_held / real < 1.4
    assert replace(index).bytes_held <= index.bytes_held


def test_an_array_that_fields_share_is_counted_once() -> None:
    report = read_seed_file(SEEDS / REPORT)
    sentence = report.paragraphs[3].sentences[0]
    phrasings = {report.name: (Phrasing(sentence, "车停哪"),)}
    index = engine_of(report_sources([report], phrasings))[0].open(REPORT)
    own = index.fields.words
    copied = replace(own, impacts=own.impacts.copy())
    shared = replace(index, fields=replace(index.fields, characters=own))
    apart = replace(index, fields=replace(index.fields, characters=copied))
    assert apart.bytes_held - shared.bytes_held == pytest.approx(2.2 * own.impacts.nbytes, abs=2)
