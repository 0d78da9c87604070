"""Changing an index: only what has to be, and never so that readers see half of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs import ReportRows, schema
from retrieval.paragraphs.catalogue import collections
from retrieval.paragraphs.loading import _write
from retrieval.paragraphs.milvus import MilvusIndex
from retrieval.paragraphs.schema import rows_of
from tests.retrieval.paragraphs.conftest import Opener, Source

IN_PLACE = pytest.mark.parametrize("in_place", [False, True], ids=["copied", "in place"])


def every_place(index: MilvusIndex) -> list[tuple[str, int]]:
    return sorted((each.report, each.paragraph) for each in index.search(["停车"], 1_000))


@IN_PLACE
def test_only_what_changed_is_segmented_again(opened: Opener, in_place: bool) -> None:
    index = opened(in_place=in_place)
    stays, changes, goes = (Source(f"{name}.txt", "停车", "停车 位") for name in "abc")
    index.update([stays.rows, changes.rows, goes.rows])
    changed, new = Source("b.txt", "停车 公园"), Source("d.txt", "停车 学校")
    rows = [stays.rows, changed.rows, new.rows]
    assert len(index.verify(rows)) == 3
    steps: list[tuple[int, int]] = []
    index.update(rows, lambda *step: steps.append(step))
    assert index.verify(rows) == []
    assert every_place(index) == [("a.txt", 1), ("a.txt", 2), ("b.txt", 1), ("d.txt", 1)]
    assert [each.report for each in index.search(["公园"], 5)] == ["b.txt"]
    assert (stays.asked, changed.asked, new.asked) == (1, 1, 1)
    assert steps[-1][0] == steps[-1][1] > 0
    index.update(rows)
    assert (stays.asked, changed.asked, new.asked) == (1, 1, 1)


@IN_PLACE
def test_a_report_may_shrink_grow_and_go(opened: Opener, in_place: bool) -> None:
    index = opened(in_place=in_place)
    for count in (5, 2, 9, 1):
        rows = [Source("a.txt", *["停车"] * count).rows, Source("b.txt", "停车").rows]
        index.update(rows)
        assert every_place(index) == [*(("a.txt", n + 1) for n in range(count)), ("b.txt", 1)]
    index.update([])
    assert every_place(index) == []
    assert index.verify([]) == []
    assert index.status().ready


def test_copied_rows_score_as_if_all_had_come_at_once(opened: Opener) -> None:
    texts = [f"停车 公园 {'位 ' * (n % 5)} 学校{n}" for n in range(30)]
    reports = [Source(f"{n:02}.txt", text) for n, text in enumerate(texts)]
    index = opened()
    index.update([each.rows for each in reports[:10]])
    index.update([each.rows for each in reports[5:]])
    piecemeal = index.search(["停车", "位", "学校7"], 20)
    index.rebuild([each.rows for each in reports[5:]])
    assert index.search(["停车", "位", "学校7"], 20) == piecemeal


@IN_PLACE
def test_what_an_update_that_broke_off_left_behind_is_mended_by_the_next(
    opened: Opener, in_place: bool
) -> None:
    index = opened(in_place=in_place)
    old, other = Source("a.txt", "停车 旧", "停车"), Source("b.txt", "停车")
    index.update([old.rows, other.rows])
    new = Source("a.txt", "停车 新", "停车", "停车")

    # As far as a process comes that dies in the middle: rows are there, the last one is not.
    name = index._readable()
    assert name
    half = list(rows_of(new.rows))[:-1]
    _write(index._connection, name, half, 2, lambda: None, None, fresh=False)
    assert any("no complete report" in fault for fault in index.verify([old.rows, other.rows]))
    index.update([old.rows, other.rows])
    assert index.verify([old.rows, other.rows]) == []
    assert every_place(index) == [("a.txt", 1), ("a.txt", 2), ("b.txt", 1)]

    # And where all rows are there, but the old ones have not gone yet.
    name = index._readable()
    assert name
    _write(index._connection, name, rows_of(new.rows), 3, lambda: None, None, fresh=False)
    index.update([new.rows, other.rows])
    assert index.verify([new.rows, other.rows]) == []
    assert index.search(["旧"], 5) == []


def watched(index: MilvusIndex, change: Callable[[], None]) -> list[set[tuple[str, int]]]:
    """What another thread finds again and again while `change` runs."""
    seen: list[set[tuple[str, int]]] = []
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(set(every_place(index)))
        except BaseException as error:
            faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        change()
    finally:
        done.set()
        reader.join()
    assert not faults
    assert len(seen) > 1
    return seen


@IN_PLACE
def test_readers_see_every_paragraph_while_reports_are_replaced(
    opened: Opener, in_place: bool
) -> None:
    index, reader = opened(in_place=in_place), opened()
    stays = Source("a.txt", *["停车"] * 20)
    index.update([stays.rows, Source("b.txt", *["停车 旧"] * 20).rows])
    whole = set(every_place(index))

    def change() -> None:
        for n in range(4):
            index.update([stays.rows, Source("b.txt", *["停车 新"] * 20, digest=str(n)).rows])

    assert all(whole <= found for found in watched(reader, change))


def test_readers_see_the_old_index_until_the_new_one_is_complete(opened: Opener) -> None:
    index, reader = opened(), opened()
    one, two = (Source("a.txt", *["停车"] * count).rows for count in (30, 50))
    index.update([one])

    def change() -> None:
        for each in (two, one, two):
            index.rebuild([each])

    seen = watched(reader, change)
    assert {len(found) for found in seen} <= {30, 50}
    client = index._connection.client()
    assert len(collections(client, index._alias, 20.0)) == 1  # what is replaced is dropped


def test_a_rebuild_that_fails_leaves_the_old_index_in_use_and_the_next_clears_up(
    opened: Opener,
) -> None:
    index = opened()
    good = Source("a.txt", "停车")
    index.update([good.rows])

    def broken() -> list[list[str]]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.rebuild([good.rows, ReportRows("b.txt", "1", 1, broken)])
    assert every_place(index) == [("a.txt", 1)]
    index.rebuild([good.rows])
    assert len(collections(index._connection.client(), index._alias, 20.0)) == 1


def test_terms_of_another_number_of_paragraphs_are_refused(index: MilvusIndex) -> None:
    with pytest.raises(ValueError, match=r"a\.txt has 3 paragraphs, but terms of 1"):
        index.update([ReportRows("a.txt", "1", 3, lambda: [["停车"]])])
    assert not index.status().ready


def test_an_index_of_another_version_is_not_searched_but_built_anew(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source("a.txt", "停车")
    with monkeypatch.context() as past:
        past.setattr(schema, "VERSION", 0)
        past.setattr(schema, "SCORED", "bm25_0")
        name = schema.new_name("past")
        old = opened(alias="past")
        client = old._connection.client()
        schema.create(client, name, lite=True, seconds=20.0)
        client.create_alias(name, "past")
    index = opened(alias="past")
    with pytest.raises(IndexUnavailableError, match="was built by another version; rebuild it"):
        index.search(["停车"], 5)
    status = index.status()
    assert not status.ready
    assert "another version" in status.detail
    assert index.verify([source.rows]) != []
    index.update([source.rows])
    assert index.verify([source.rows]) == []
    assert every_place(index) == [("a.txt", 1)]


def test_an_index_that_was_never_built_says_so(index: MilvusIndex) -> None:
    with pytest.raises(
        IndexUnavailableError, match=r"there is no paragraph index .* yet; build it"
    ):
        index.search(["停车"], 5)
    assert "yet; build it" in index.status().detail
    assert index.verify([]) != []
