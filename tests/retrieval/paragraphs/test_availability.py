"""A Milvus that is away, hangs, or comes back: bounded time, a clear sentence, and recovery."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.connection import _GRACE
from retrieval.paragraphs.milvus import MilvusIndex
from tests.milvus_server import MilvusServer
from tests.retrieval.paragraphs.conftest import Source

TIMEOUT, ATTEMPTS = 1.0, 2
# Attempts, what is before them and between them, and a machine that has other things to do.
BOUND = ATTEMPTS * (TIMEOUT + _GRACE) + 4.0


@pytest.fixture
def built(milvus: MilvusServer) -> Iterator[MilvusIndex]:
    """An index that holds one report and is impatient."""
    patient = MilvusIndex(milvus.url, timeout=20.0)
    patient.update([Source("a.txt", "停车", "公园").rows])
    patient.close()
    index = MilvusIndex(milvus.url, timeout=TIMEOUT, attempts=ATTEMPTS)
    assert len(index.search(["停车"], 5)) == 1
    yield index
    milvus.go_on()
    index.close()


def refused(index: MilvusIndex) -> float:
    """How many seconds `index` takes to say that it is not available."""
    begun = time.monotonic()
    with pytest.raises(IndexUnavailableError, match=r"does not answer .*; check that Milvus"):
        index.search(["停车"], 5)
    return time.monotonic() - begun


def answers_again(index: MilvusIndex) -> bool:
    """Whether `index` answers within the time in which a person asks again a few times."""
    for _ in range(30):
        try:
            return len(index.search(["停车"], 5)) == 1
        except IndexUnavailableError:
            time.sleep(0.2)
    return False


def test_a_server_that_died_is_reported_in_time_and_used_again_when_it_is_back(
    milvus: MilvusServer, built: MilvusIndex
) -> None:
    assert built.status().ready
    milvus.kill()
    assert refused(built) < BOUND
    status = built.status()
    assert not status.ready
    assert "does not answer" in status.detail
    # Started again it holds nothing in memory until it is told to load.
    milvus.start()
    assert answers_again(built)
    status = built.status()
    assert (status.ready, status.kind) == (True, "milvus-lite")


@pytest.mark.usefixtures("built")
def test_a_server_that_was_started_again_is_ready_though_nobody_has_asked_it_yet(
    milvus: MilvusServer,
) -> None:
    milvus.kill()
    milvus.start()
    patient = MilvusIndex(milvus.url, timeout=20.0)
    assert patient.status().ready
    assert (patient.status().reports, patient.status().paragraphs) == (1, 2)
    patient.close()


def test_a_server_that_hangs_is_reported_in_time_and_used_again_when_it_goes_on(
    milvus: MilvusServer, built: MilvusIndex
) -> None:
    milvus.hold()
    assert refused(built) < BOUND
    begun = time.monotonic()
    assert not built.status().ready
    assert time.monotonic() - begun < BOUND
    milvus.go_on()
    assert answers_again(built)


def test_many_who_ask_a_server_that_hangs_all_hear_so_in_time(
    milvus: MilvusServer, built: MilvusIndex
) -> None:
    milvus.hold()
    times: list[float] = []
    askers = [threading.Thread(target=lambda: times.append(refused(built))) for _ in range(40)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(times) == 40
    assert max(times) < BOUND
    milvus.go_on()
    assert answers_again(built)


def test_a_server_that_was_never_there_is_reported_without_being_waited_for(
    milvus: MilvusServer,
) -> None:
    milvus.kill()
    index = MilvusIndex(milvus.url, timeout=TIMEOUT, attempts=ATTEMPTS)
    assert refused(index) < BOUND
    assert index.status().kind == "milvus"
    with pytest.raises(IndexUnavailableError, match="does not answer"):
        index.update([Source("a.txt", "停车").rows])
    index.close()


def test_an_index_that_is_closed_says_so(milvus: MilvusServer) -> None:
    index = MilvusIndex(milvus.url)
    index.close()
    index.close()
    with pytest.raises(IndexUnavailableError, match="is closed"):
        index.search(["停车"], 5)


def test_an_update_survives_a_server_that_is_started_again_in_the_middle(
    milvus: MilvusServer,
) -> None:
    index = MilvusIndex(milvus.url, timeout=5.0)
    old, new = Source("a.txt", "停车 旧"), Source("a.txt", "停车 新")
    index.update([old.rows])

    def fails() -> list[list[str]]:
        milvus.kill()
        milvus.start()
        return [["停车", "新"]]

    broken = Source("a.txt", "停车 新").rows
    broken = type(broken)(broken.report, broken.digest, 1, fails)
    try:
        index.update([broken])
    except IndexUnavailableError:
        assert [each.report for each in index.search(["旧"], 5)] == ["a.txt"]
        index.update([new.rows])
    assert index.verify([new.rows]) == []
    assert [each.report for each in index.search(["新"], 5)] == ["a.txt"]
    index.close()
