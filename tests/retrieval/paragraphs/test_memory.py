"""The index in memory while several threads use it: what one of them sees is always one state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from retrieval.paragraphs import ReportRows, memory
from retrieval.paragraphs.bm25 import best, scores
from retrieval.paragraphs.memory import MemoryIndex

OLD = {"a.txt": ["停车 位", "公园"], "b.txt": ["停车"]}
NEW = {"c.txt": ["公园", "停车 位", "停车"]}


def rows(texts: dict[str, list[str]]) -> list[ReportRows]:
    def row(name: str, paragraphs: Sequence[str]) -> ReportRows:
        terms = [paragraph.split() for paragraph in paragraphs]
        return ReportRows(name, " ".join(paragraphs), len(paragraphs), lambda: terms)

    return [row(name, paragraphs) for name, paragraphs in texts.items()]


def found(index: MemoryIndex, *terms: str) -> list[tuple[str, int]]:
    return [(hit.report, hit.paragraph) for hit in index.search(terms, 10)]


@pytest.fixture
def index() -> MemoryIndex:
    made = MemoryIndex(lambda _: None)
    made.update(rows(OLD))
    return made


@pytest.mark.parametrize(
    "meanwhile",
    [lambda index: index.update(rows(NEW)), lambda index: index.update([])],
    ids=["other reports", "no reports"],
)
@pytest.mark.parametrize("reports", [None, ["a.txt", "b.txt"]])
def test_a_search_ends_with_the_reports_that_it_began_with(
    index: MemoryIndex,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[MemoryIndex], None],
    reports: Sequence[str] | None,
) -> None:
    """Another thread changes the index between two steps of a search."""
    expected = index.search(["停车"], 10, reports)

    def between(step: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any) -> Any:
            meanwhile(index)
            return step(*arguments)

        return changed

    monkeypatch.setattr(memory, "best", between(best))
    monkeypatch.setattr(memory, "scores", between(scores))
    assert index.search(["停车"], 10, reports) == expected


@pytest.mark.parametrize("change", ["update", "rebuild"])
def test_the_old_reports_are_found_until_the_new_ones_are_indexed(
    index: MemoryIndex, change: str
) -> None:
    expected = found(index, "停车")
    seen = []

    def terms() -> list[list[str]]:
        seen.append(pool.submit(found, index, "停车").result(timeout=10))
        return [["停车"]]

    with ThreadPoolExecutor(1) as pool:
        getattr(index, change)([ReportRows("new.txt", "new", 1, terms)])
    assert seen == [expected]
    assert found(index, "停车") == [("new.txt", 1)]


def test_reports_that_cannot_be_read_leave_the_index_as_it_was(index: MemoryIndex) -> None:
    def unreadable() -> list[list[str]]:
        raise OSError("gone")

    before = found(index, "停车")
    with pytest.raises(OSError, match="gone"):
        index.update([ReportRows("new.txt", "new", 1, unreadable)])
    assert found(index, "停车") == before


def test_a_file_that_is_damaged_while_it_is_in_use_is_made_once_more(tmp_path: Path) -> None:
    file = tmp_path / "postings"
    MemoryIndex(lambda _: file).update(rows(OLD))
    index = MemoryIndex(lambda _: file)
    index.update(rows(OLD))
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))  # in place, as a failing disk does
    assert found(index, "停车") == [("b.txt", 1), ("a.txt", 1)]
    assert index.verify(rows(OLD)) == []
