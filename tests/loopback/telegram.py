"""What the Bot API answers to each method, apart from HTTP: chats, updates, strict checks."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.markup import MarkupError, Parsed, parse_html

__all__ = ["BOT_ID", "TOKEN", "ApiError", "Sent", "Telegram"]

BOT_ID = 123456789
TOKEN = f"{BOT_ID}:AAErandom-token-of-the-loopback-server"

_LONGEST_TEXT = 4096
_MOST_ENTITIES = 100
_LONGEST_CALLBACK_DATA = 64

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal, as Telegram words it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


@dataclass(frozen=True)
class Sent:
    """A message that the bot sent and Telegram took."""

    chat_id: int
    content: Parsed
    fields: Json

    @property
    def text(self) -> str:
        return self.content.text


@dataclass
class Telegram:
    """The state of the server; used from the server's event loop only."""

    updates: list[Json] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    rejected: list[ApiError] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    faults: dict[str, list[ApiError]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    chats: set[int] = field(default_factory=set)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _next_update: int = 1
    _next_message: int = 1
    _poll: int = 0

    async def call(self, token: str, method: str, fields: Json) -> Any:
        """The result of a method; raises ApiError where Telegram would refuse."""
        self.calls.append(method)
        if token != TOKEN:
            raise ApiError(401, "Unauthorized")
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            raise ApiError(404, "Not Found")
        async with self.changed:
            self.changed.notify_all()
        if method in self.silent:
            await asyncio.Event().wait()
        if self.faults.get(method):
            raise self.faults[method].pop(0)
        try:
            return await handler(fields)
        except ApiError as refusal:
            if method == "sendMessage":
                self.rejected.append(refusal)
            raise
        finally:
            async with self.changed:
                self.changed.notify_all()

    async def receive(self, chat_id: int, **content: Any) -> None:
        """A message from a person, waiting to be fetched."""
        self.chats.add(chat_id)
        chat_type = "private" if chat_id > 0 else "group"
        message = {
            "message_id": self._next_message,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": chat_type, "first_name": "居民"},
            "from": {"id": abs(chat_id), "is_bot": False, "first_name": "居民"},
            **content,
        }
        self.updates.append({"update_id": self._next_update, "message": message})
        self._next_update += 1
        self._next_message += 1
        async with self.changed:
            self.changed.notify_all()

    async def _getMe(self, _: Json) -> Json:  # noqa: N802 - Telegram's names
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "朝阳报告",
            "username": "report_bot",
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    async def _deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        return True

    async def _getUpdates(self, fields: Json) -> list[Json]:  # noqa: N802
        """Waits for updates; what lies before the offset counts as confirmed and is forgotten."""
        self._poll += 1
        poll = self._poll
        offset = int(fields.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        allowed = json.loads(fields["allowed_updates"]) if fields.get("allowed_updates") else None
        deadline = time.monotonic() + float(fields.get("timeout", 0))
        async with self.changed:
            self.changed.notify_all()  # ends an older poll
            while not (ready := self._ready(allowed)) and time.monotonic() < deadline:
                if poll != self._poll:
                    raise ApiError(409, "Conflict: terminated by other getUpdates request")
                try:
                    left = deadline - time.monotonic()
                    await asyncio.wait_for(self.changed.wait(), max(left, 0.001))
                except TimeoutError:
                    break
        return ready

    def _ready(self, allowed: list[str] | None) -> list[Json]:
        return [
            update
            for update in self.updates
            if allowed is None or any(kind in update for kind in allowed)
        ]

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802
        chat_id = int(fields["chat_id"])
        if chat_id not in self.chats:
            raise ApiError(400, "Bad Request: chat not found")
        content = self._content(fields)
        _check_buttons(fields)
        self.sent.append(Sent(chat_id, content, fields))
        message_id = self._next_message
        self._next_message += 1
        return {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "居民"},
            "text": content.text,
        }

    def _content(self, fields: Json) -> Parsed:
        mode = fields.get("parse_mode")
        if mode not in (None, "HTML"):
            raise ApiError(400, "Bad Request: unsupported parse_mode")
        try:
            source = str(fields.get("text", ""))
            content = parse_html(source) if mode else Parsed(source, ())
        except MarkupError as error:
            raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error
        if not content.text.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if len(content.text.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
            raise ApiError(400, "Bad Request: message is too long")
        if len(content.entities) > _MOST_ENTITIES:
            # Telegram drops the rest without a word; to send them is a fault of ours.
            raise ApiError(400, "Bad Request: too many entities")
        return content


def _check_buttons(fields: Json) -> None:
    markup = json.loads(fields["reply_markup"]) if fields.get("reply_markup") else {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= _LONGEST_CALLBACK_DATA:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
