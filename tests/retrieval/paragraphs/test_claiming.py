"""Two processes that change one index: one after the other, whoever died in between."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs import claim
from retrieval.paragraphs.claim import claimed
from retrieval.paragraphs.milvus import MilvusIndex
from tests.conftest import ROOT
from tests.retrieval.paragraphs.conftest import Opener, Source

# Another process: updates its index again and again, or takes the right and dies with it.
UPDATES = """
import sys
from retrieval.paragraphs.milvus import MilvusIndex
from tests.retrieval.paragraphs.conftest import Source
url, alias, who = sys.argv[1:]
index = MilvusIndex(url, alias=alias, timeout=20.0)
for n in range(4):
    rows = [Source(f"{name}.txt", *[f"停车 {who}"] * 20, digest=f"{who}{n}").rows for name in "ab"]
    index.update(rows)
index.close()
"""
DIES = """
import os, sys
from retrieval.paragraphs.claim import claimed
from retrieval.paragraphs.milvus import MilvusIndex
url, alias = sys.argv[1:]
index = MilvusIndex(url, alias=alias, timeout=20.0)
with claimed(index._connection, alias, 20.0):
    os._exit(1)
"""


def another(program: str, *arguments: str) -> subprocess.Popen[bytes]:
    # Tests have a working folder of their own, where nothing could be imported from.
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program, *arguments], env=environment)


def test_two_processes_that_update_at_once_leave_the_whole_index_of_one_of_them(
    index: MilvusIndex,
) -> None:
    url, alias = index._connection.address.uri, index._alias
    both = [another(UPDATES, url, alias, who) for who in ("one", "two")]
    assert [process.wait(timeout=90) for process in both] == [0, 0]
    last = [
        [Source(f"{name}.txt", *["停车"] * 20, digest=f"{who}3").rows for name in "ab"]
        for who in ("one", "two")
    ]
    assert [] in [index.verify(rows) for rows in last]
    assert len(index.search(["停车"], 1_000)) == 40
    words = {word for word in ("one", "two") if index.search([word], 1)}
    assert len(words) == 1


def test_who_comes_second_waits_and_is_told_who_is_first(opened: Opener) -> None:
    first, second = opened(), opened(patience=0.6)
    with claimed(first._connection, first._alias, 5.0):
        # As if in another process: within one, a lock would do.
        claim._in_process.release()
        begun = time.monotonic()
        with pytest.raises(
            IndexUnavailableError,
            match=rf"is being updated by process {os.getpid()} on {socket.gethostname()[:20]}",
        ):
            second.update([Source("a.txt", "停车").rows])
        assert time.monotonic() - begun >= 0.6
        assert claim._in_process.acquire(blocking=False)
    second.update([Source("a.txt", "停车").rows])


def test_the_right_of_a_process_that_died_is_free(index: MilvusIndex) -> None:
    url, alias = index._connection.address.uri, index._alias
    assert another(DIES, url, alias).wait(timeout=60) == 1
    index.update([Source("a.txt", "停车").rows])
    assert len(index.search(["停车"], 5)) == 1


def test_the_right_of_another_machine_lasts_as_long_as_it_gives_signs_of_life(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = opened(patience=0.0), opened()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(socket, "gethostname", lambda: "elsewhere")
        holder = claim._Claim(there._connection, there._alias)
        assert holder.take() is None
    with pytest.raises(IndexUnavailableError, match=r"on elsewhere; wait .* 15 minutes"):
        here.update([Source("a.txt", "停车").rows])
    monkeypatch.setattr(claim, "_LEASE", 0.5)
    holder._beaten = float("-inf")
    time.sleep(0.6)
    holder.keep()  # a sign of life
    with pytest.raises(IndexUnavailableError, match="on elsewhere"):
        here.update([Source("a.txt", "停车").rows])
    time.sleep(0.6)  # and none any more
    opened(patience=5.0).update([Source("a.txt", "停车").rows])

    # Who was taken for dead but was not finds out before it does harm.
    holder._beaten = float("-inf")
    with pytest.raises(IndexUnavailableError, match="another process took over the update"):
        holder.keep()
    holder.leave()
    assert len(here.search(["停车"], 5)) == 1
