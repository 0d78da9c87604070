"""Writing an index: only where something changed, and never so that readers see half of it."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.milvus import MilvusIndex, collection
from retrieval.paragraphs.milvus.collection import age_of
from tests.conftest import ROOT
from tests.retrieval.paragraphs.conftest import Opener, Source

# Another process that builds again and again.
BUILDS = """
import sys
from retrieval import IndexUnavailableError
from retrieval.paragraphs.milvus import MilvusIndex, connection
from tests.retrieval.paragraphs.conftest import Source
connection.READING = connection._CONNECTING = 20.0
url, who = sys.argv[1:]
index = MilvusIndex(url)
for n in range(4):
    rows = [Source(f"{name}.txt", *[f"停车 {who}"] * 20, digest=f"{who}{n}").rows for name in "ab"]
    try:
        index.update(rows)
    except IndexUnavailableError as error:
        assert "another `index build`" in str(error), error
"""


def every_place(index: MilvusIndex) -> list[tuple[str, int]]:
    return sorted((each.report, each.paragraph) for each in index.search(["停车"], 1_000))


def collections(index: MilvusIndex) -> list[str]:
    every = index._connection.run("list_collections")
    return [name for name in every if age_of(name) < math.inf]


def test_what_changed_is_written_and_what_did_not_is_not(index: MilvusIndex) -> None:
    stays, changes, goes = (Source(f"{name}.txt", "停车", "停车 位") for name in "abc")
    index.update([stays.rows, changes.rows, goes.rows])
    changed, new = Source("b.txt", "停车 公园"), Source("d.txt", "停车 学校")
    rows = [stays.rows, changed.rows, new.rows]
    assert len(index.verify(rows)) == 3
    steps: list[tuple[int, int]] = []
    index.update(rows, lambda *step: steps.append(step))
    assert steps[-1] == (4, 4)
    assert index.verify(rows) == []
    assert every_place(index) == [("a.txt", 1), ("a.txt", 2), ("b.txt", 1), ("d.txt", 1)]
    assert [each.report for each in index.search(["公园"], 5)] == ["b.txt"]
    asked = (stays.asked, changed.asked, new.asked)
    before = collections(index)
    steps.clear()
    index.update(rows, lambda *step: steps.append(step))
    assert steps == [(4, 4)]
    assert (stays.asked, changed.asked, new.asked) == asked
    assert collections(index) == before


def test_a_report_may_shrink_grow_and_go(index: MilvusIndex) -> None:
    for count in (5, 2, 9, 1):
        rows = [Source("a.txt", *["停车"] * count).rows, Source("b.txt", "停车").rows]
        index.update(rows)
        assert every_place(index) == [*(("a.txt", n + 1) for n in range(count)), ("b.txt", 1)]
    index.update([])
    assert every_place(index) == []
    assert index.verify([]) == []
    assert index.status().ready


def test_who_attaches_hears_what_is_missing_and_writes_nothing(opened: Opener) -> None:
    index, reader = opened(), opened()
    one, two = Source("a.txt", "停车"), Source("b.txt", "停车")
    with pytest.raises(IndexUnavailableError, match=r"yet; run `python -m retrieval index build`"):
        reader.attach([one.rows])
    assert collections(index) == []
    index.update([one.rows, two.rows])
    assert reader.attach([one.rows, two.rows]) == []
    before = collections(index)
    changed, new = Source("a.txt", "公园"), Source("c.txt", "公园")
    assert reader.attach([changed.rows, new.rows]) == [
        f"{difference}; run `python -m retrieval index build`"
        for difference in (
            "the index holds a.txt in another form", "the index holds nothing of c.txt",
            "the index holds b.txt, which is not loaded",
        )
    ]  # fmt: skip
    assert collections(index) == before
    assert (one.asked, changed.asked, new.asked) == (1, 0, 0)


def test_rows_that_got_lost_are_found_and_written_again(index: MilvusIndex) -> None:
    rows = [Source("a.txt", "停车", "停车 位").rows]
    index.update(rows)
    (name,) = collections(index)
    index._connection.run("delete", name, filter="paragraph == 2")
    assert index.verify(rows) == [
        "the index holds 1 rows instead of 2; run `python -m retrieval index build`"
    ]
    index.update(rows)
    assert index.verify(rows) == []


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


def test_readers_see_the_old_index_until_the_new_one_is_complete(opened: Opener) -> None:
    index, reader = opened(), opened()
    one, two = (Source("a.txt", *["停车"] * count).rows for count in (30, 50))
    index.update([one])

    def change() -> None:
        for each in (two, one, two):
            index.update([each])

    assert {len(found) for found in watched(reader, change)} <= {30, 50}
    assert len(collections(index)) == 1  # what is replaced is dropped


def test_a_build_that_fails_leaves_the_old_index_in_use_and_the_next_clears_up(
    index: MilvusIndex,
) -> None:
    good = Source("a.txt", "停车")
    index.update([good.rows])

    def broken() -> list[list[str]]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        index.rebuild([good.rows, ReportRows("b.txt", "1", 1, broken)])
    assert every_place(index) == [("a.txt", 1)]
    assert len(collections(index)) == 2
    index.rebuild([good.rows])
    assert len(collections(index)) == 1


def test_a_build_during_which_another_began_and_ended_is_refused(opened: Opener) -> None:
    first, second = opened(), opened()
    theirs = Source("a.txt", "停车 后")

    def terms() -> list[list[str]]:
        second.rebuild([theirs.rows])
        return [["停车", "先"]]

    with pytest.raises(IndexUnavailableError, match="another `index build` has replaced"):
        first.rebuild([ReportRows("a.txt", "1", 1, terms)])
    assert first.verify([theirs.rows]) == []
    assert len(collections(first)) == 1


def test_a_build_that_ends_while_another_one_goes_on_leaves_it_alone(opened: Opener) -> None:
    first, second = opened(), opened()
    begun, ended = threading.Event(), threading.Event()

    def slow() -> list[list[str]]:
        begun.set()
        assert ended.wait(60)
        return [["停车", "后"]]

    def older() -> list[list[str]]:
        later.start()
        assert begun.wait(60)
        return [["停车", "先"]]

    later = threading.Thread(target=lambda: second.rebuild([ReportRows("a.txt", "2", 1, slow)]))
    first.rebuild([ReportRows("a.txt", "1", 1, older)])
    assert [each.report for each in first.search(["先"], 5)] == ["a.txt"]
    ended.set()
    later.join()
    assert [each.report for each in first.search(["后"], 5)] == ["a.txt"]
    assert len(collections(first)) == 1


def test_two_processes_that_build_at_once_leave_the_whole_index_of_one_of_them(
    url: str, index: MilvusIndex
) -> None:
    # Tests have a working folder of their own, where nothing could be imported from.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [
        subprocess.Popen([sys.executable, "-c", BUILDS, url, who], env=environment)
        for who in ("one", "two")
    ]
    assert [process.wait(timeout=90) for process in both] == [0, 0]
    last = [
        [Source(f"{name}.txt", *["停车"] * 20, digest=f"{who}{n}").rows for name in "ab"]
        for who in ("one", "two")
        for n in range(4)
    ]
    assert [] in [index.verify(rows) for rows in last]
    assert len(index.search(["停车"], 1_000)) == 40
    assert len({word for word in ("one", "two") if index.search([word], 1)}) == 1


def test_terms_of_another_number_of_paragraphs_are_refused(index: MilvusIndex) -> None:
    with pytest.raises(ValueError, match=r"a\.txt has 3 paragraphs, but terms of 1"):
        index.update([ReportRows("a.txt", "1", 3, lambda: [["停车"]])])
    assert not index.status().ready


def test_an_index_of_another_version_is_not_searched_but_built_anew(
    index: MilvusIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source("a.txt", "停车")
    with monkeypatch.context() as past:
        past.setattr(collection, "_VERSION", 1)
        past.setattr(collection, "SCORED", "bm25_1")
        name = collection.new_name()
        index._connection.call(lambda client, wait: collection.create(client, name, wait))
        index._connection.run("create_alias", name, collection.ALIAS)
    with pytest.raises(IndexUnavailableError, match="another version; run `python -m retrieval"):
        index.search(["停车"], 5)
    status = index.status()
    assert not status.ready
    assert "another version" in status.detail
    with pytest.raises(IndexUnavailableError, match="another version"):
        index.verify([source.rows])
    index.update([source.rows])
    assert index.verify([source.rows]) == []
    assert every_place(index) == [("a.txt", 1)]
    assert len(collections(index)) == 1


def test_an_index_that_was_never_built_says_so(index: MilvusIndex) -> None:
    with pytest.raises(IndexUnavailableError, match=r"there is no paragraph index .* yet; run"):
        index.search(["停车"], 5)
    assert "yet; run `python -m retrieval index build`" in index.status().detail
