"""What the Bot API answers to each method, apart from HTTP: chats, updates, strict checks."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.checks import (
    ApiError,
    Json,
    check_commands,
    check_inline,
    check_keyboard,
    content_of,
    decoded,
)
from tests.loopback.files import check_upload
from tests.loopback.hooks import Webhooks
from tests.loopback.markup import Parsed

__all__ = ["BOT_ID", "TOKEN", "ApiError", "Json", "Sent", "Telegram"]

BOT_ID = 123456789
TOKEN = f"{BOT_ID}:AAErandom-token-of-the-loopback-server"
_ME = {"id": BOT_ID, "is_bot": True, "first_name": "朝阳报告", "username": "report_bot"}
_LONGEST_NOTICE = 200


@dataclass
class Sent:
    """A message that the bot sent and Telegram took, as it stands after any edits."""

    chat_id: int
    message_id: int
    content: Parsed
    fields: Json
    edits: int = 0

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons below it."""
        markup = decoded(self.fields, "reply_markup") or {}
        rows: list[list[Json]] = markup.get("inline_keyboard", [])
        return rows

    def button(self, label: str) -> Json:
        """The button called `label`, which a count may follow (下一条 1/3)."""
        for each in (each for row in self.rows for each in row):
            if each["text"] == label or each["text"].startswith(f"{label} "):
                return dict(each)
        raise AssertionError(f"no button {label} in {[[b['text'] for b in r] for r in self.rows]}")

    @property
    def replied(self) -> int | None:
        """The number of the message that it replies to."""
        parameters = decoded(self.fields, "reply_parameters") or {}
        number: int | None = parameters.get("message_id")
        return number

    def as_json(self) -> Json:
        """The message as updates hold it, without what it replies to."""
        markup = decoded(self.fields, "reply_markup")
        return {
            "message_id": self.message_id,
            "date": int(time.time()),
            "chat": chat_json(self.chat_id),
            "from": _ME,
            "text": self.text,
            **({"reply_markup": markup} if markup else {}),
        }


def chat_json(chat_id: int) -> Json:
    """A private chat for positive numbers, a group for negative ones."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": "居民"}
    kind = "supergroup" if str(chat_id).startswith("-100") else "group"
    return {"id": chat_id, "type": kind, "title": "居民群"}


@dataclass
class Telegram(Webhooks):
    """The state of the server; used from the server's event loop only."""

    updates: list[Json] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    rejected: list[ApiError] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    notices: list[Json] = field(default_factory=list)
    inline_answers: list[Json] = field(default_factory=list)
    name: str = "Report"
    files: dict[str, bytes] = field(default_factory=dict)
    menus: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    received: dict[tuple[int, int], Json] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)
    faults: dict[str, list[ApiError | str]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    chats: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    floods: dict[int, float] = field(default_factory=dict)
    inline: bool = True
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    next_update: int = 1
    next_message: int = 1
    _poll: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    async def call(
        self, token: str, method: str, fields: Json, fault: ApiError | str | None = None
    ) -> Any:
        """The result of a method; raises ApiError where Telegram would refuse, or `fault`."""
        self.calls.append(method)
        if token != TOKEN:
            raise ApiError(401, "Unauthorized")
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            raise ApiError(404, "Not Found")
        await self.notify()
        if method in self.silent:
            await asyncio.Event().wait()
        if isinstance(fault, ApiError):
            raise fault
        try:
            return await handler(fields)
        except ApiError as refusal:
            if refusal.status == 400 and not refusal.parameters:
                self.rejected.append(refusal)
            raise
        finally:
            await self.notify()

    def fault_of(self, method: str) -> ApiError | str | None:
        """What goes wrong with the call of `method` that comes in now: a refusal, or a connection
        that breaks before (`unanswered`) or after (`answered`) the method is done."""
        return self.faults[method].pop(0) if self.faults.get(method) else None

    async def notify(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def find(self, chat_id: int, message_id: int) -> Sent | None:
        found = (s for s in self.sent if (s.chat_id, s.message_id) == (chat_id, message_id))
        return next(found, None)

    def message(self, chat_id: int, message_id: int) -> Json | None:
        """Any message of a chat, without what it replies to."""
        sent = self.find(chat_id, message_id)
        if sent is not None:
            return sent.as_json()
        received = self.received.get((chat_id, message_id))
        return {k: v for k, v in received.items() if k != "reply_to_message"} if received else None

    async def _getMe(self, _: Json) -> Json:  # noqa: N802 - Telegram's names
        return {
            **_ME,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": self.inline,
        }

    async def _getUpdates(self, fields: Json) -> list[Json]:  # noqa: N802
        """Waits for updates; what lies before the offset counts as confirmed and is forgotten."""
        if self.hook is not None:
            text = "can't use getUpdates method while webhook is active"
            raise ApiError(409, f"Conflict: {text}")
        self._poll += 1
        poll = self._poll
        offset = int(fields.get("offset", 0))
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        allowed = decoded(fields, "allowed_updates")
        limit = int(fields.get("limit", 100))
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
        return ready[:limit]

    def _ready(self, allowed: list[str] | None) -> list[Json]:
        return [
            update
            for update in self.updates
            if allowed is None or any(kind in update for kind in allowed)
        ]

    def _open_chat(self, fields: Json) -> int:
        """The chat of a request; raises where the bot cannot write to it."""
        chat_id = int(fields["chat_id"])
        if chat_id in self.moved:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, text, migrate_to_chat_id=self.moved[chat_id])
        if chat_id not in self.chats:
            raise ApiError(400, "Bad Request: chat not found")
        if chat_id in self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        left = self.floods.get(chat_id, 0) - time.monotonic()
        if left > 0:
            seconds = int(left) + 1
            text = f"Too Many Requests: retry after {seconds}"
            raise ApiError(429, text, retry_after=seconds)
        return chat_id

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802
        chat_id = self._open_chat(fields)
        content = content_of(fields)
        check_keyboard(decoded(fields, "reply_markup"), inline=self.inline)
        reply = decoded(fields, "reply_parameters")
        needed = reply and not reply.get("allow_sending_without_reply")
        if needed and self.message(chat_id, reply["message_id"]) is None:
            raise ApiError(400, "Bad Request: message to be replied not found")
        sent = Sent(chat_id, self.next_message, content, fields)
        self.next_message += 1
        self.sent.append(sent)
        return sent.as_json()

    async def _sendPhoto(self, fields: Json) -> Json:  # noqa: N802
        return self._send_file(fields, "photo")

    async def _sendDocument(self, fields: Json) -> Json:  # noqa: N802
        return self._send_file(fields, "document")

    def _send_file(self, fields: Json, kind: str) -> Json:
        chat_id = self._open_chat(fields)
        given = check_upload(fields, kind)
        content = Parsed(fields.get("caption", ""), ())
        sent = Sent(chat_id, self.next_message, content, {"file": given})
        self.next_message += 1
        self.sent.append(sent)
        return sent.as_json()

    def _own(self, fields: Json) -> Sent:
        sent = self.find(self._open_chat(fields), int(fields["message_id"]))
        if sent is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        return sent

    async def _editMessageText(self, fields: Json) -> Json:  # noqa: N802
        sent = self._own(fields)
        content = content_of(fields)
        markup = decoded(fields, "reply_markup")
        check_keyboard(markup, inline=self.inline)
        if content == sent.content and markup == decoded(sent.fields, "reply_markup"):
            raise ApiError(400, "Bad Request: message is not modified: same content and markup")
        sent.content, sent.edits = content, sent.edits + 1
        sent.fields = {**sent.fields, "reply_markup": fields.get("reply_markup")}
        return sent.as_json()

    async def _editMessageReplyMarkup(self, fields: Json) -> Json:  # noqa: N802
        sent = self._own(fields)
        markup = decoded(fields, "reply_markup")
        check_keyboard(markup, inline=self.inline)
        if markup == decoded(sent.fields, "reply_markup"):
            raise ApiError(400, "Bad Request: message is not modified: same content and markup")
        sent.fields = {**sent.fields, "reply_markup": fields.get("reply_markup")}
        return sent.as_json()

    async def _deleteMessage(self, fields: Json) -> bool:  # noqa: N802
        self.sent.remove(self._own(fields))
        return True

    def _close(self, query: str) -> None:
        if query not in self.queries:
            text = "query is too old and response timeout expired or query ID is invalid"
            raise ApiError(400, f"Bad Request: {text}")
        self.queries.remove(query)

    async def _answerCallbackQuery(self, fields: Json) -> bool:  # noqa: N802
        if len(fields.get("text", "")) > _LONGEST_NOTICE:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        self._close(fields["callback_query_id"])
        self.notices.append(fields)
        return True

    async def _answerInlineQuery(self, fields: Json) -> bool:  # noqa: N802
        results, button = decoded(fields, "results"), decoded(fields, "button")
        texts = check_inline(results, button)
        self._close(fields["inline_query_id"])
        self.inline_answers.append({**fields, "results": results, "button": button, "texts": texts})
        return True

    async def _setMyCommands(self, fields: Json) -> bool:  # noqa: N802
        commands, scope = decoded(fields, "commands"), decoded(fields, "scope")
        check_commands(commands)
        kind = f"{scope['type']} {scope.get('chat_id', '')}".strip()
        self.menus["commands", kind, fields.get("language_code", "")] = commands
        return True

    async def _getFile(self, fields: Json) -> Json:  # noqa: N802
        key = fields["file_id"]
        return {"file_id": key, "file_unique_id": key, "file_path": key}

    async def _getMyName(self, _: Json) -> Json:  # noqa: N802
        return {"name": self.name}

    async def _setMyName(self, fields: Json) -> bool:  # noqa: N802
        if len(fields["name"]) > 64:
            raise ApiError(400, "Bad Request: BOT_TITLE_INVALID")
        self.name = fields["name"]
        return True

    async def _setMyDescription(self, fields: Json) -> bool:  # noqa: N802
        if len(fields["description"]) > 512:
            raise ApiError(400, "Bad Request: BOT_DESCRIPTION_TOO_LONG")
        self.menus["description", "", fields.get("language_code", "")] = fields["description"]
        return True

    async def _setMyShortDescription(self, fields: Json) -> bool:  # noqa: N802
        if len(fields["short_description"]) > 120:
            raise ApiError(400, "Bad Request: BOT_SHORT_DESCRIPTION_TOO_LONG")
        short = fields["short_description"]
        self.menus["short_description", "", fields.get("language_code", "")] = short
        return True
