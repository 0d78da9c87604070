"""A real Milvus Lite behind gRPC, in a process of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.proc import all_stopped
from tests.redis_server import free_port

__all__ = ["BUDGETS", "MilvusServer"]

# Seconds between looks at whether it has stopped.
_LOOK = 0.01

# Bytes that Milvus Lite gathers before it begins another segment.  Each segment has statistics of
# its own, and so scores that cannot be compared: all has to go into one.
BUDGETS = {
    "MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES": str(8 << 30),
    "MILVUS_LITE_WAL_SIZE_LIMIT_BYTES": str(8 << 30),
}

# Seconds until it listens: it imports pandas and faiss first.
_PATIENCE = 60.0


class MilvusServer:
    """Serves the folder `data`; it may be stopped, held and started again on the same port."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it listens."""
        self._process = subprocess.Popen(
            [
                sys.executable, "-m", "milvus_lite", "server", "--data-dir", str(self.data),
                "--host", "127.0.0.1", "--port", str(self.port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **BUDGETS},
        )  # fmt: skip
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        self.kill()
        message = "Milvus Lite does not listen"
        raise TimeoutError(message)

    @property
    def memory(self) -> float:
        """The memory that its process has, in megabytes."""
        assert self._process is not None
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000

    def kill(self) -> None:
        """Ends it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def hold(self) -> None:
        """It listens on, and answers nothing."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)
        # On a busy machine its threads may go on for a while after the signal was sent.
        while not all_stopped(self._process.pid):
            time.sleep(_LOOK)

    def go_on(self) -> None:
        """Ends `hold`."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGCONT)
