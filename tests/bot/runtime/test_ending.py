"""No thread holds up the end of the process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.processes import run

# What is called in a thread; the limit is shorter than that of a bot with answers to give.
_WORK = """
import asyncio, threading
from concurrent.futures import ThreadPoolExecutor
from bot.runtime import ending

ending._PATIENCE = 0.2
pool = ThreadPoolExecutor(1)
def waits(): threading.Event().wait()
def ends(): pass

async def answer():
    print("answered", flush=True)
    {call}
    await asyncio.sleep(0)
    {end}

ending.run_to_the_end(answer())
print("ended by itself", flush=True)
"""
_CALLS = {
    "a thread of asyncio": "task = asyncio.create_task(asyncio.to_thread({}))",
    "another pool": "pool.submit({})",
    "a thread of its own": "threading.Thread(target={}).start()",
}


@pytest.mark.parametrize("call", _CALLS.values(), ids=list(_CALLS))
def test_a_thread_that_does_not_end_is_left_behind(tmp_path: Path, call: str) -> None:
    work = _WORK.format(call=call.format("waits"), end="return")
    finished = run("-c", work, home=tmp_path)
    assert finished.returncode == 1
    assert b"answered" in finished.stdout
    assert b"in waits" in finished.stderr


@pytest.mark.parametrize(("end", "status"), [("return", 0), ("raise SystemExit(2)", 2)])
def test_threads_that_end_change_nothing(tmp_path: Path, end: str, status: int) -> None:
    work = _WORK.format(call=_CALLS["another pool"].format("ends"), end=end)
    finished = run("-c", work.replace("0.2", "60.0"), home=tmp_path)
    assert (finished.returncode, finished.stderr) == (status, b"")
