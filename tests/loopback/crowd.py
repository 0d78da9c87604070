"""Many chats that ask at once, on a loopback server in a process of its own.

With the server in the process that measures, or in the bot's, one would wait for the other.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from tests.loopback import people
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import Json, Telegram

__all__ = ["Crowd", "Round", "crowd"]

# Seconds; long enough for a bot that is still loading.
_PATIENCE = 60.0


class _Timed(Telegram):
    """Says of each chat when it has been answered, and forgets what nobody looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: dict[int, asyncio.Event] = {}

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802 - Telegram's name
        result = await super()._sendMessage(fields)
        self.sent.clear()
        self.calls.clear()
        self.received.clear()
        self.answered[int(fields["chat_id"])].set()
        return result


@dataclass(frozen=True)
class Round:
    """The seconds that all took together, and those from each question to its answer."""

    seconds: float
    times: tuple[float, ...]


async def _chat(telegram: _Timed, chat: int, questions: Sequence[str]) -> list[float]:
    times = []
    answered = telegram.answered.setdefault(chat, asyncio.Event())
    for question in questions:
        answered.clear()
        begun = time.perf_counter()
        await people.write(telegram, chat, text=question)
        await asyncio.wait_for(answered.wait(), _PATIENCE)
        times.append(time.perf_counter() - begun)
    return times


async def _round(telegram: _Timed, chats: int, questions: Sequence[str]) -> Round:
    begun = time.perf_counter()
    each = (_chat(telegram, at + 1, questions[at::chats]) for at in range(chats))
    times = [seconds for chat in await asyncio.gather(*each) for seconds in chat]
    return Round(time.perf_counter() - begun, tuple(times))


def _serve(ends: Connection) -> None:
    """The whole life of the process: its address, then a round for each that is asked for."""
    telegram = _Timed()
    with LoopbackServer(telegram) as server:
        ends.send(server.url)
        with contextlib.suppress(EOFError):
            while True:
                chats, questions = ends.recv()
                try:
                    ends.send(server.run(_round(telegram, chats, questions)))
                except TimeoutError:
                    ends.send(None)


class Crowd:
    """The people and the server at `url`."""

    def __init__(self, ends: Connection) -> None:
        self._ends = ends
        self.url: str = ends.recv()

    def ask(self, chats: int, questions: Sequence[str]) -> Round:
        """`chats` chats share `questions`, each asking its next one when the last is answered.

        Raises TimeoutError where one is not.
        """
        self._ends.send((chats, tuple(questions)))
        measured: Round | None = self._ends.recv()
        if measured is None:
            message = f"a question had no answer within {_PATIENCE:.0f} s"
            raise TimeoutError(message)
        return measured


@contextlib.contextmanager
def crowd() -> Iterator[Crowd]:
    """A crowd in a process of its own, for the length of a `with` block."""
    here, there = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,))
    process.start()
    there.close()
    try:
        yield Crowd(here)
    finally:
        here.close()
        process.join(_PATIENCE)
