"""The pace of messages: never too many in a second, and never fewer because the loop is late."""

from __future__ import annotations

import asyncio
import random
import selectors
from collections.abc import Mapping

import pytest

from bot.telegram.api.pace import Pace

# What sums of floats may differ by.
_TINY = 1e-6


class _Selector(selectors.SelectSelector):
    """Waits for nothing; says how long it would have waited."""

    waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.waited += max(timeout or 0.0, 0.0)
        return super().select(0)


class _LateLoop(asyncio.SelectorEventLoop):
    """A loop whose clock goes on by what it waits for, and by `late` seconds each time it works."""

    def __init__(self, late: float) -> None:
        self._selected = _Selector()
        self._late, self._worked = late, 0
        super().__init__(self._selected)

    def time(self) -> float:
        return self._selected.waited + self._late * self._worked

    def _run_once(self) -> None:
        self._worked += 1
        super()._run_once()  # type: ignore[misc]


def _sent(rate: float, arrivals: Mapping[int, float], late: float = 0.0) -> list[float]:
    """When each message goes that comes at its time, in a loop that is `late`."""
    sent: dict[int, float] = {}

    async def send(pace: Pace, number: int, at: float) -> None:
        await asyncio.sleep(at)
        await pace.wait()
        sent[number] = asyncio.get_running_loop().time()

    async def all_of_them() -> None:
        pace = Pace(rate)
        await asyncio.gather(*(send(pace, *each) for each in arrivals.items()))

    with asyncio.Runner(loop_factory=lambda: _LateLoop(late)) as runner:
        runner.run(all_of_them())
    return [sent[number] for number in arrivals]


@pytest.mark.parametrize("rate", [0.5, 1, 3, 20, 30, 100])
@pytest.mark.parametrize("seconds", [0, 1, 5])
def test_no_second_has_more_than_the_pace_and_a_third(rate: float, seconds: float) -> None:
    """A second that begins between two bursts has what may go at once beside an even pace."""
    draw = random.Random(seconds)  # noqa: S311 - repeatable, not secret
    times = _sent(rate, {number: draw.uniform(0, seconds) for number in range(200)})
    most = max(sum(start <= time < start + 1 - _TINY for time in times) for start in times)
    assert most <= max(1, rate) + (rate / 3 if rate % 3 else 0)


def test_thirty_a_second_are_never_more() -> None:
    times = _sent(30, dict.fromkeys(range(300), 0.0))
    assert max(sum(start <= time < start + 1 - _TINY for time in times) for start in times) == 30


def test_an_answer_right_after_others_does_not_wait() -> None:
    assert _sent(30, dict.fromkeys(range(10), 1.0)) == pytest.approx([1.0] * 10)


@pytest.mark.parametrize("late", [0.0, 0.005, 0.02, 0.05, 0.1, 0.2])
def test_a_loop_that_is_late_sends_as_many(late: float) -> None:
    """Twenty milliseconds made a third fewer once: siege and soak on a busy machine left a queue of
    answers that grew to the end, and with it the memory and the time to stop."""
    times = _sent(30, dict.fromkeys(range(300), 0.0), late)
    assert max(times) <= 10 + 4 * late
    assert times == sorted(times)  # first come, first served
