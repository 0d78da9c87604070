"""Whether an update is what Telegram promises, before anything is made of it.

Telegram itself sends nothing else; a server of one's own, a proxy or a webhook's caller may.
"""

from __future__ import annotations

import logging
from typing import Annotated, Any

from pydantic import BaseModel, Field, InstanceOf, ValidationError

from bot.telegram.handlers import ALLOWED_UPDATES

__all__ = ["whole"]

_log = logging.getLogger(__name__)

# Not `str`: that refuses texts with half a character, which people can send and get an answer to.
_Text = InstanceOf[str]
# As many bits as Telegram promises for its longest numbers, and as databases take.
_Number = Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]


class _Person(BaseModel):
    id: _Number
    is_bot: bool = False
    username: _Text | None = None


class _Chat(BaseModel):
    id: _Number
    type: _Text


class _Entity(BaseModel):
    type: _Text
    offset: _Number
    length: _Number
    user: _Person | None = None


class _Button(BaseModel):
    text: _Text


class _Keyboard(BaseModel):
    inline_keyboard: list[list[_Button]]


class _Message(BaseModel):
    message_id: _Number
    chat: _Chat
    sender: _Person | None = Field(None, alias="from")
    text: _Text | None = None
    caption: _Text | None = None
    entities: list[_Entity] | None = None
    caption_entities: list[_Entity] | None = None
    message_thread_id: _Number | None = None
    migrate_to_chat_id: _Number | None = None
    reply_markup: _Keyboard | None = None
    reply_to_message: _Message | None = None


class _CallbackQuery(BaseModel):
    id: _Text
    sender: _Person = Field(alias="from")
    data: _Text | None = None
    message: _Message | None = None


class _InlineQuery(BaseModel):
    id: _Text
    sender: _Person = Field(alias="from")
    query: _Text
    offset: _Text


class _Standing(BaseModel):
    status: _Text


class _Change(BaseModel):
    chat: _Chat
    sender: _Person = Field(alias="from")
    old_chat_member: _Standing
    new_chat_member: _Standing


class _Update(BaseModel):
    """What the handlers look at."""

    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    inline_query: _InlineQuery | None = None
    my_chat_member: _Change | None = None


def whole(update: dict[str, Any]) -> dict[str, Any]:
    """`update`, or only its number where it is malformed, or of a kind that no handler knows."""
    number = {"update_id": update["update_id"]}
    known = {kind: update[kind] for kind in ALLOWED_UPDATES if kind in update}
    try:
        _Update.model_validate(known)
    except ValidationError as error:
        # Neither the values nor unknown names: people's words stay out of the log.
        fault = error.errors(include_input=False, include_url=False, include_context=False)[0]
        place = ".".join(map(str, fault["loc"]))
        _log.error("Update %s is malformed (%s) and was left out", number["update_id"], place)
        return number
    return number | known
