"""Random updates against a bot, and what has to hold afterwards."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.loopback import people
from tests.loopback.checks import decoded
from tests.loopback.server import LoopbackServer
from tests.loopback.shapes import CHATS, Made, Shapes
from tests.loopback.telegram import ApiError, Json, Sent, Telegram

__all__ = ["Findings", "Fuzz", "Watched"]

# Updates put down before the bot's answers are waited for: as many as Telegram sends at once.
_BATCH = 100
# Seconds for a batch; a bot that works needs one.
_PATIENCE = 60.0
# As many messages as are looked back at: to press a button below, to edit.
_KEPT = 300
# How the bot names an update that it says it has left out, or could not handle.
_UPDATE = re.compile(r"\bUpdate (\d+)\b")


class Watched(Telegram):
    """A server that counts replies, and sends also what the bot has not asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: Counter[tuple[int, int]] = Counter()
        self.refused: list[str] = []
        self.ordinary = 0
        self.invented: set[int] = set()
        """Numbers in malformed updates: there may be no such messages."""

    def _is_ordinary(self, refusal: ApiError, fields: Json) -> bool:
        """Whether everyday life brings it: a button pressed twice, a message that is not there."""
        if "message to edit not found" in refusal.description:
            return int(fields["message_id"]) in self.invented
        if "query ID is invalid" in refusal.description:
            number = fields.get("callback_query_id", fields.get("inline_query_id"))
            return not str(number).startswith("q")  # all but those of malformed updates do
        if "wrong fields" in refusal.description:  # a chat or message that is no number at all
            return not all(map(_is_number, _addresses(fields)))
        return "message is not modified" in refusal.description

    def _ready(self, allowed: list[str] | None) -> list[Json]:  # noqa: ARG002 - sends all
        return self.updates

    async def call(
        self, token: str, method: str, fields: Json, fault: ApiError | str | None = None
    ) -> Any:
        try:
            return await self._checked(token, method, fields, fault)
        except ApiError as refusal:
            if self._is_ordinary(refusal, fields):
                self.ordinary += 1
            elif refusal.status == 400:
                self.refused.append(f"{method}: {refusal.description}, {str(fields)[:500]}")
            raise

    async def _checked(
        self, token: str, method: str, fields: Json, fault: ApiError | str | None
    ) -> Any:
        """The result of a method; fields that are no numbers or texts at all are refused too."""
        try:
            return await super().call(token, method, fields, fault)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ApiError(400, f"Bad Request: wrong fields ({error!r})") from error

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802 - Telegram's name
        result = await super()._sendMessage(fields)
        sent = self.sent[-1]
        if sent.replied is not None:
            self.replies[sent.chat_id, int(sent.replied)] += 1
        return result


@dataclass
class Findings:
    """What was wrong, each with the update or the request that shows it."""

    unanswered: list[str] = field(default_factory=list)
    """Messages with another number of replies than they should have; queries without an answer."""
    refused: list[str] = field(default_factory=list)
    """Requests that the server refused."""
    errors: list[str] = field(default_factory=list)
    """Errors that the bot logged, but for those of malformed updates that it names."""

    def __bool__(self) -> bool:
        return bool(self.unanswered or self.refused or self.errors)

    def __str__(self) -> str:
        return "\n".join(self.unanswered + self.refused + self.errors)


def _numbers(content: Any) -> Iterator[int]:
    """All whole numbers in an update."""
    if isinstance(content, int):
        yield int(content)
    elif isinstance(content, dict | list):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _numbers(each)


def _addresses(fields: Json) -> Iterator[Any]:
    """What a request names its chat and its messages by."""
    reply = decoded(fields, "reply_parameters") or {}
    yield from (fields[name] for name in ("chat_id", "message_id") if name in fields)
    yield from (reply[name] for name in ("message_id",) if name in reply)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.lstrip("-").isdecimal())


class Fuzz:
    """Updates of a seed for the bot at `server`, whose Telegram has to be a `Watched` one."""

    def __init__(self, server: LoopbackServer, seed: int) -> None:
        assert isinstance(server.telegram, Watched)
        self._server = server
        self._telegram: Watched = server.telegram
        self._shapes = Shapes(seed)
        self._malformed: set[int] = set()
        self._findings = Findings()
        self.kinds: Counter[str] = Counter()

    def play(self, count: int, after_batch: Callable[[int], None] = lambda _: None) -> None:
        """Sends `count` updates, batch by batch; `after_batch` hears how many were dealt with."""
        for begun in range(0, count, _BATCH):
            batch = [self._shapes.next() for _ in range(min(_BATCH, count - begun))]
            self._server.run(self._send(batch))
            self._look_at(batch)
            after_batch(begun + len(batch))

    def findings(self, log: Sequence[str]) -> Findings:
        """All that was wrong so far; `log`: the errors that the bot logged."""
        named = ((_UPDATE.search(line), line) for line in log)
        errors = [
            line for found, line in named if not found or int(found[1]) not in self._malformed
        ]
        found = self._findings
        return Findings(found.unanswered, list(self._telegram.refused), errors)

    async def _send(self, batch: Sequence[Made]) -> None:
        """Puts `batch` down, and waits until each chat has got to what was put down after it."""
        telegram = self._telegram
        telegram.chats.update(CHATS)
        for made in batch:
            telegram.chats.update(_numbers(made.content))  # the bot may write to all
            telegram.queries.update([made.query] if made.query else [])
            if made.malformed:
                self._malformed.add(telegram.next_update)
                telegram.invented.update(_numbers(made.content))
            self.kinds[next(iter(made.content), "none")] += 1
            await people.raw(telegram, made.content)
        marks = {(chat, await people.write(telegram, chat, text="/about")) for chat in CHATS}
        queries = {made.query for made in batch if made.query and not made.malformed}

        def dealt_with() -> bool:
            return all(telegram.replies[mark] for mark in marks) and not queries & telegram.queries

        try:
            async with telegram.changed:
                await asyncio.wait_for(telegram.changed.wait_for(dealt_with), _PATIENCE)
        except TimeoutError:
            chats = [chat for chat, number in marks if not telegram.replies[chat, number]]
            left = queries & telegram.queries
            self._findings.unanswered.append(f"no answer any more: chats {chats}, queries {left}")

    def _look_at(self, batch: Sequence[Made]) -> None:
        """Counts the replies, and takes up what can be edited and pressed from now on."""
        for made in batch:
            if made.malformed:
                continue
            count = self._telegram.replies[made.message]
            if made.replies not in (None, count):
                self._findings.unanswered.append(f"{count} replies: {made.content!r}")
            if made.replies is not None and "text" in _message(made):
                self._shapes.asked.append(made)
        shown = sorted(self._telegram.sent[-_KEPT:], key=_place)
        self._shapes.shown = [sent for sent in shown if sent.rows]
        del self._shapes.asked[:-_KEPT]
        # What nobody looks at any more would count as memory of ours.
        for forgotten in (
            self._telegram.calls, self._telegram.notices, self._telegram.inline_answers,
            self._telegram.received,
        ):  # fmt: skip
            forgotten.clear()


def _message(made: Made) -> Json:
    found: Json = made.content.get("message") or made.content.get("edited_message") or {}
    return found


def _place(sent: Sent) -> tuple[int, int]:
    """Chats are answered at once, so that only the order within one says anything."""
    return sent.chat_id, sent.message_id
