"""What goes wrong on the bot's own machine, each at its time, while its memory is sampled."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sqlite3
import statistics
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from tests.checks.soak.people import Asked
from tests.proc import resident
from tests.processes import Process

__all__ = ["AWAY", "Watch", "log_of"]

AWAY = 8.0
"""Seconds for which the journal cannot be written: longer than the bot waits for a lock, so that
rows have to wait in memory."""

# Shares of the questions after which another program locks the database, the disk is full, and the
# words are loaded anew.  The first reloads belong to the warm-up: the second library stands where
# the first one's memory was left.
_LOCKS = (0.35, 0.7)
_FULL = (0.5,)
_RELOADS = (0.05, 0.15, 0.4, 0.6, 0.8)
# The warm-up ends with the first quarter; memory is compared as medians of the tenth of all samples
# that follows and of the last tenth.
_WARM, _SPAN = 0.25, 0.1
# Seconds between two looks.
_SAMPLE = 0.1


class Watch:
    """Looks at `bot`, whose journal is the file `journal`, until `count` questions are done."""

    def __init__(self, bot: Process, journal: Path, asked: Asked, count: int) -> None:
        self._bot, self._journal, self._asked, self.count = bot, journal, asked, count
        self._samples: list[tuple[float, int]] = []
        self._loads: list[float] = []
        self._begun = {"reload": 0, "lock": 0, "disk": 0}
        self._away: list[threading.Thread] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self.run)
        self.signals = self.locks = self.full_disks = 0

    def __enter__(self) -> Self:
        """Begins to look, in a thread of its own, which ends with the `with` block."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self._thread.join()

    def run(self) -> None:
        """Until `end` is called, or the bot is gone."""
        while not self._ended.wait(_SAMPLE):
            if self._bot.poll() is not None:
                self._asked.gone = True
                return
            done = self._asked.done / self.count
            self._samples.append((done, resident(self._bot.pid)))
            self._loads.append(os.getloadavg()[0])
            self.look(done)

    def look(self, done: float) -> None:
        """Does what is due when the share `done` of the questions is done."""
        if self.due("reload", _RELOADS, done):
            self.reload()
        if self.due("lock", _LOCKS, done):
            self._start(self._lock)
        if self.due("disk", _FULL, done):
            self._start(self._fill)

    def reload(self) -> None:
        """Has the bot load reports and words anew."""
        self._bot.send_signal(signal.SIGHUP)
        self.signals += 1

    def due(self, kind: str, shares: tuple[float, ...], done: float) -> bool:
        """Whether the next of `shares` has come for `kind`; it is done with then."""
        at = self._begun[kind]
        due = at < len(shares) and done >= shares[at]
        self._begun[kind] += due
        return due

    def _start(self, fault: object) -> None:
        assert callable(fault)
        self._away.append(threading.Thread(target=fault))
        self._away[-1].start()

    def _lock(self) -> None:
        connection = sqlite3.connect(self._journal, isolation_level=None, timeout=AWAY)
        with contextlib.closing(connection):
            connection.execute("BEGIN EXCLUSIVE")
            self.locks += 1
            self._ended.wait(AWAY)
            connection.execute("ROLLBACK")

    def _fill(self) -> None:
        """No file of the bot's can take another byte, as on a disk that is full."""
        with _no_room(self._bot.pid):
            self.full_disks += 1
            self._ended.wait(AWAY)

    def end(self) -> None:
        """All is well again, and no more samples are taken."""
        self._ended.set()
        for thread in self._away:
            thread.join()

    @property
    def warm(self) -> float:
        """Bytes of memory after the warm-up."""
        return self.memory(_WARM, _WARM + _SPAN)

    @property
    def last(self) -> float:
        """Bytes of memory at the end."""
        return self.memory(1 - _SPAN, 1)

    @property
    def load(self) -> float:
        """Processes that ran or waited for a core, on the whole machine, the median."""
        return statistics.median(self._loads or [0.0])

    def memory(self, first: float, last: float) -> float:
        """The median of bytes between two shares of the questions; of few samples the nearest."""
        within = [size for done, size in self._samples if first <= done <= last]
        if not within:
            within = [min(self._samples, key=lambda sample: abs(sample[0] - first))[1]]
        return statistics.median(within)


@contextlib.contextmanager
def log_of(bot: Process) -> Iterator[list[bytes]]:
    """The lines that `bot` logs, all of them once it has ended within the `with` block."""
    log: list[bytes] = []
    reading = threading.Thread(target=lambda: log.extend(bot.stderr or ()))
    reading.start()
    try:
        yield log
    finally:
        reading.join(10)


@contextlib.contextmanager
def _no_room(pid: int) -> Iterator[None]:
    """Within the `with` block process `pid` can write to pipes and sockets only (Linux)."""
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
