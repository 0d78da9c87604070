"""What people do in Telegram, as updates that wait to be fetched."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.loopback.checks import units
from tests.loopback.telegram import BOT_ID, Json, Telegram, chat_json

__all__ = ["add_to_group", "edit", "inline_query", "press", "raw", "write"]

_COMMAND = re.compile(r"/[A-Za-z0-9_@]+")
_MENTION = re.compile(r"@[A-Za-z0-9_]{4,}")
_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_ENTITIES = (("bot_command", _COMMAND), ("mention", _MENTION))


def _person(number: int) -> Json:
    return {"id": abs(number), "is_bot": False, "first_name": "居民", "language_code": "zh-hans"}


def _entities(text: str) -> list[Json]:
    """What Telegram finds in a text by itself."""
    found = []
    for kind, pattern in _ENTITIES:
        for match in pattern.finditer(text):
            before, length = units(text[: match.start()]), units(match.group())
            if kind == "mention" and "/" in text[: match.start()].rpartition(" ")[2]:
                continue  # part of a command
            found.append({"type": kind, "offset": before, "length": length})
    return found


async def _put(telegram: Telegram, kind: str, content: Json) -> None:
    telegram.updates.append({"update_id": telegram.next_update, kind: content})
    telegram.next_update += 1
    await telegram.notify()


async def write(
    telegram: Telegram,
    chat: int,
    *,
    user: int = 0,
    reply_to: int = 0,
    sender: Json | None = None,
    **content: Any,
) -> int:
    """Someone writes a message; its number."""
    telegram.chats.add(chat)
    number = telegram.next_message
    telegram.next_message += 1
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        if text in content and entities not in content and (found := _entities(content[text])):
            content[entities] = found
    message: Json = {
        "message_id": number,
        "date": int(time.time()),
        "chat": chat_json(chat),
        "from": sender or _person(user or chat),
        **content,
    }
    if reply_to and (replied := telegram.message(chat, reply_to)) is not None:
        message["reply_to_message"] = replied
    telegram.received[chat, number] = message
    await _put(telegram, "message", message)
    return number


async def edit(telegram: Telegram, chat: int, number: int, text: str) -> None:
    """Someone edits their message."""
    message = {**telegram.received[chat, number], "text": text, "edit_date": int(time.time())}
    message.pop("entities", None)
    if found := _entities(text):
        message["entities"] = found
    telegram.received[chat, number] = message
    await _put(telegram, "edited_message", message)


async def press(telegram: Telegram, chat: int, number: int, data: str, *, user: int = 0) -> str:
    """Someone presses the button with `data` below a message of the bot; the query's name."""
    sent = telegram.find(chat, number)
    assert sent is not None
    message = sent.as_json()
    if sent.replied and (replied := telegram.message(chat, sent.replied)) is not None:
        message["reply_to_message"] = replied
    query = f"q{telegram.next_update}"
    telegram.queries.add(query)
    content = {
        "id": query,
        "from": _person(user or chat),
        "chat_instance": "1",
        "message": message,
        "data": data,
    }
    await _put(telegram, "callback_query", content)
    return query


async def inline_query(telegram: Telegram, user: int, text: str) -> str:
    """Someone types `text` after the bot's name in some chat; the query's name."""
    query = f"q{telegram.next_update}"
    telegram.queries.add(query)
    content = {"id": query, "from": _person(user), "query": text, "offset": ""}
    await _put(telegram, "inline_query", content)
    return query


async def add_to_group(telegram: Telegram, chat: int, before: str, after: str) -> None:
    """The bot's standing in a chat changes, such as from left to member."""
    telegram.chats.add(chat)
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "朝阳报告", "username": "report_bot"}

    def standing(status: str) -> Json:
        more: Json = {"until_date": 0} if status == "kicked" else {}
        if status == "administrator":
            more = dict.fromkeys(_RIGHTS, False)
        return {"user": bot, "status": status, **more}

    content = {
        "chat": chat_json(chat),
        "from": _person(chat),
        "date": int(time.time()),
        "old_chat_member": standing(before),
        "new_chat_member": standing(after),
    }
    await _put(telegram, "my_chat_member", content)


async def raw(telegram: Telegram, update: Json) -> None:
    """Whatever `update` holds, under the next number."""
    telegram.updates.append({"update_id": telegram.next_update, **update})
    telegram.next_update += 1
    await telegram.notify()
