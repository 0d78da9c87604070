"""Random updates against the bot, and what has to hold afterwards."""

from __future__ import annotations

import asyncio
import logging
import resource
from dataclasses import dataclass

from tests.bot.telegram.conftest import Visitor
from tests.loopback.shapes import CHATS, Shapes
from tests.loopback.telegram import Sent

__all__ = ["Findings", "fuzz"]

# Updates put down before the bot's answers are waited for: as many as Telegram sends at once.
_BATCH = 100


# Refusals that everyday life brings: the message is gone, the same button was pressed twice, the
# query is old.  Messages are gone here because the server forgets them after each batch.
_ORDINARY = ("message to edit not found", "message is not modified", "query is too old")


@dataclass(frozen=True)
class Findings:
    """What was found: complaints of the bot, refusals of the server, chats left without a reply,
    and the most memory used so far after each batch, in KiB."""

    complaints: tuple[str, ...]
    refusals: tuple[str, ...]
    unanswered: dict[int, int]
    memory: tuple[int, ...]


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if not text.endswith("was left out") and "Error while parsing updates" not in text:
            reason = f" ({record.exc_info[1]!r})" if record.exc_info else ""
            self.texts.append(text + reason)


def _note(shapes: Shapes, sent: Sent) -> None:
    """A message whose buttons may be pressed later."""
    data = [each["callback_data"] for row in sent.rows for each in row if "callback_data" in each]
    shapes.pressable.append((sent.chat_id, sent.as_json(), data))
    del shapes.pressable[:-50]


async def fuzz(visitor: Visitor, count: int, seed: int) -> Findings:
    """Sends `count` updates of `seed`, batch by batch."""
    telegram = visitor.server.telegram
    shapes = Shapes(seed)
    complaints = _Complaints()
    logging.getLogger("bot").addHandler(complaints)
    telegram.chats.update((*CHATS, -11, -12, -1001234))
    replies = dict.fromkeys(CHATS, 0)
    memory = []
    for begun in range(0, count, _BATCH):
        for number in range(begun, min(begun + _BATCH, count)):
            telegram.queries.add(f"q{number}")
            await visitor.do(visitor.server.raw, **shapes.next(number))
        marker = 900_000 + begun
        await visitor.say("/privacy", chat=marker)
        await asyncio.sleep(0.3)  # what came before the marker is being answered
        for sent in telegram.sent:
            if sent.chat_id in replies:
                replies[sent.chat_id] += 1
                _note(shapes, sent)
        telegram.sent.clear()
        for forgotten in (telegram.received, telegram.calls, telegram.notices):
            forgotten.clear()
        telegram.inline_answers.clear()
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    logging.getLogger("bot").removeHandler(complaints)
    short = {chat: shapes.texts[chat] - replies[chat] for chat in CHATS}
    return Findings(
        tuple(complaints.texts),
        tuple(
            each.description
            for each in telegram.rejected
            if not any(words in each.description for words in _ORDINARY)
        ),
        {chat: missing for chat, missing in short.items() if missing > 0},
        tuple(memory),
    )
