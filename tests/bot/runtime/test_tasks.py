"""A fault ends no task beside the answering for good."""

from __future__ import annotations

import asyncio

import pytest

from bot.runtime import tasks
from bot.runtime.tasks import kept_running


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(tasks, "_LONGEST_WAIT", 0.002)


async def test_a_task_is_started_again_after_a_fault_and_after_an_end(
    caplog: pytest.LogCaptureFixture,
) -> None:
    faults: list[Exception | None] = [
        UnicodeEncodeError("utf-8", "\udcd6", 0, 1, "surrogates"), OSError("gone"), RuntimeError(), None,
    ]  # fmt: skip
    done = asyncio.Event()

    async def work() -> None:
        if not faults:
            done.set()
            await asyncio.Event().wait()
        fault = faults.pop(0)
        if fault is not None:
            raise fault

    task = asyncio.create_task(kept_running("Watching", work))
    async with asyncio.timeout(60):
        await done.wait()
    assert [each.getMessage().partition(",")[0] for each in caplog.records] == [
        *["Watching ended with a fault"] * 3, "Watching ended by itself"
    ]  # fmt: skip
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
