"""A real Milvus Lite for tests, in a process of its own: it can be stopped, held up and started
again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.redis_server import free_port

__all__ = ["MilvusServer", "milvus", "milvus_of_session"]

# All in one segment, as `retrieval.paragraphs.lite` has it, and docs/milvus.md advises.
BUDGETS = {
    "MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES": str(8 << 30),
    "MILVUS_LITE_WAL_SIZE_LIMIT_BYTES": str(8 << 30),
}
REASON = "the extra `milvus` is not installed"


class MilvusServer:
    """Milvus Lite over a folder, behind gRPC as a cluster is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "milvus"
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        command = "import sys; from milvus_lite.cmdline import main; sys.exit(main())"
        self._process = subprocess.Popen(
            [sys.executable, "-c", command, "server", "--data-dir", str(self.folder),
             "--host", "127.0.0.1", "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **BUDGETS, "PYTHON_DOTENV_DISABLED": "1"},
        )  # fmt: skip
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            assert self._process.poll() is None
            time.sleep(0.05)
        pytest.fail("milvus-lite did not start")

    def pause(self) -> None:
        """Lets it hang: connections are taken, nothing is answered."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="session")
def milvus_of_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """One for all tests that only use it; each takes an alias of its own."""
    pytest.importorskip("pymilvus", reason=REASON)
    pytest.importorskip("milvus_lite", reason=REASON)
    server = MilvusServer(tmp_path_factory.mktemp("milvus"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def milvus(tmp_path: Path) -> Iterator[MilvusServer]:
    """One of the test's own, which it may stop and hold up."""
    pytest.importorskip("pymilvus", reason=REASON)
    pytest.importorskip("milvus_lite", reason=REASON)
    server = MilvusServer(tmp_path)
    server.start()
    yield server
    server.stop()
