"""A Milvus that is away, hangs, or comes back: bounded time, a clear sentence, and recovery."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import retrieval
from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.milvus import MilvusIndex, connection
from retrieval.paragraphs.milvus.connection import _CONNECTING, _GRACE, READING
from tests.conftest import ROOT, SEEDS
from tests.milvus_server import MilvusServer
from tests.retrieval.paragraphs.conftest import REASON, Source

# One attempt, and a machine that has other things to do.
BOUND = _CONNECTING + READING + _GRACE + 4.0


class Silence:
    """Something that takes connections and never says a word."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.taken: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        try:
            while True:
                self.taken.append(self._socket.accept()[0])
        except OSError:
            return

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        for each in (self._socket, *self.taken):
            each.close()


@pytest.fixture
def silence() -> Iterator[Silence]:
    pytest.importorskip("pymilvus", reason=REASON)
    silent = Silence()
    yield silent
    silent.close()


@pytest.fixture
def built(milvus: MilvusServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[MilvusIndex]:
    """An index that holds one report, and that rests for a moment only."""
    monkeypatch.setattr(connection, "_REST", 0.2)
    index = MilvusIndex(milvus.url)
    with monkeypatch.context() as patient:
        patient.setattr(connection, "READING", 20.0)
        patient.setattr(connection, "_CONNECTING", 20.0)
        index.update([Source("a.txt", "停车", "公园").rows])
        assert len(index.search(["停车"], 5)) == 1
    yield index
    milvus.go_on()


def refused(index: MilvusIndex) -> float:
    """How many seconds `index` takes to say that it is not available."""
    begun = time.monotonic()
    with pytest.raises(IndexUnavailableError, match=r"does not answer .*; check that Milvus"):
        index.search(["停车"], 5)
    return time.monotonic() - begun


def answers_again(index: MilvusIndex) -> bool:
    """Whether `index` answers within the time in which a person asks again a few times."""
    for _ in range(60):
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
    assert (status.ready, status.kind) == (True, "milvus")


@pytest.mark.usefixtures("built", "patient")
def test_a_server_that_was_started_again_is_ready_though_nobody_has_asked_it_yet(
    milvus: MilvusServer,
) -> None:
    milvus.kill()
    milvus.start()
    index = MilvusIndex(milvus.url)
    status = index.status()
    assert (status.ready, status.reports, status.paragraphs) == (True, 1, 2)


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


def test_an_index_that_cannot_be_reached_is_tried_once_whatever_is_wanted_of_it(
    silence: Silence,
) -> None:
    index = MilvusIndex(silence.url)
    rows = [Source("a.txt", "停车").rows]
    begun = time.monotonic()
    for action in (index.update, index.rebuild, index.attach, index.verify):
        with pytest.raises(IndexUnavailableError, match="does not answer"):
            action(rows)
    assert time.monotonic() - begun < BOUND
    assert "does not answer" in index.status().detail


def test_while_nobody_answers_questions_fail_without_trying_until_it_is_time_to_try_again(
    silence: Silence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_REST", 3_600.0)
    index = MilvusIndex(silence.url)
    refused(index)
    tried = len(silence.taken)
    assert tried
    askers = [threading.Thread(target=lambda: refused(index)) for _ in range(40)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(silence.taken) == tried
    index._connection._open_until = 0.0
    refused(index)
    assert len(silence.taken) > tried


def test_a_build_whose_server_is_started_again_in_the_middle_leaves_a_whole_index(
    milvus: MilvusServer, built: MilvusIndex
) -> None:
    def fails() -> list[list[str]]:
        milvus.kill()
        milvus.start()
        return [["停车", "新"]]

    new = Source("a.txt", "停车 新")
    try:
        built.update([ReportRows("a.txt", new.rows.digest, 1, fails)])
    except IndexUnavailableError:
        assert answers_again(built)
        assert [each.report for each in built.search(["公园"], 5)] == ["a.txt"]
        built.update([new.rows])
    assert built.verify([new.rows]) == []
    assert [each.report for each in built.search(["新"], 5)] == ["a.txt"]


def test_questions_to_a_library_without_its_index_fail_each_by_itself(
    silence: Silence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_REST", 3_600.0)
    library = retrieval.load(SEEDS, index_url=silence.url)
    tried = len(silence.taken)
    assert tried
    faults: list[str] = []

    def ask() -> None:
        with pytest.raises(IndexUnavailableError) as caught:
            library.ask("新增了多少停车位")
        faults.append(str(caught.value))

    askers = [threading.Thread(target=ask) for _ in range(20)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(faults) == 20
    assert all("does not answer" in fault for fault in faults)
    assert len(silence.taken) == tried


@pytest.mark.parametrize(
    "program",
    [
        # As on Windows.
        "import sys; sys.modules['fcntl'] = None; from retrieval.paragraphs.milvus import *",
        "import os; from retrieval.paragraphs.milvus.connection import _pymilvus; _pymilvus();"
        "assert 'MILVUS_TRIED' not in os.environ; assert 'PYTHON_DOTENV_DISABLED' not in os.environ",
    ],
    ids=["it needs no fcntl", "pymilvus reads no .env into the environment"],
)
def test_a_process_of_its_own(program: str, tmp_path: Path) -> None:
    pytest.importorskip("pymilvus", reason=REASON)
    (tmp_path / ".env").write_text("MILVUS_TRIED=1\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], env=environment, cwd=tmp_path, check=True)
