"""What the tests of paragraph indexes share: indexes in a real Milvus Lite, and small reports."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.milvus import MilvusIndex, connection
from tests.milvus_server import MilvusServer

__all__ = ["REASON", "Opener", "Source"]

REASON = "needs the extras `milvus` and `test-full`"

Opener = Callable[[], MilvusIndex]
_numbers = itertools.count()


class Source:
    """A report whose paragraphs are given as words, which counts how often they are asked for."""

    def __init__(self, report: str, *paragraphs: str, digest: str | None = None) -> None:
        self._paragraphs = paragraphs
        self.asked = 0
        self.rows = ReportRows(
            report, digest or "\n".join(paragraphs), len(paragraphs), self._terms
        )

    def _terms(self) -> Sequence[Sequence[str]]:
        self.asked += 1
        return [paragraph.split() for paragraph in self._paragraphs]


def _started(folder: Path) -> Iterator[MilvusServer]:
    pytest.importorskip("pymilvus", reason=REASON)
    pytest.importorskip("milvus_lite", reason=REASON)
    server = MilvusServer(folder / "milvus")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def milvus_of_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """One for all tests that only use it; each takes a database of its own."""
    yield from _started(tmp_path_factory.mktemp("milvus"))


@pytest.fixture
def milvus(tmp_path: Path) -> Iterator[MilvusServer]:
    """One of the test's own, which it may end and hold."""
    yield from _started(tmp_path)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores under load: what is slow here has to fail no test that is not about time."""
    monkeypatch.setattr(connection, "READING", 20.0)
    monkeypatch.setattr(connection, "_CONNECTING", 20.0)


@pytest.fixture
def url(milvus_of_session: MilvusServer) -> str:
    """That of an empty index of the test's own."""
    from pymilvus import MilvusClient

    database = f"test{next(_numbers)}"
    client = MilvusClient(
        milvus_of_session.url, dedicated=True, grpc_options=connection.GRPC_OPTIONS
    )
    client.create_database(database)
    client.close()
    return f"{milvus_of_session.url}/{database}"


@pytest.fixture
def opened(url: str, request: pytest.FixtureRequest) -> Opener:
    """Opens the index at `url`, as often as it is called."""
    request.getfixturevalue("patient")
    return lambda: MilvusIndex(url)


@pytest.fixture
def index(opened: Opener) -> MilvusIndex:
    return opened()
