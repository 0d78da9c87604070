"""What Telegram refuses: texts, keyboards, inline results, menus."""

from __future__ import annotations

import json
from typing import Any

from tests.loopback.markup import MarkupError, Parsed, read_entities

__all__ = ["ApiError", "check_commands", "check_inline", "check_keyboard", "content_of", "units"]

_LONGEST_TEXT = 4096
_LONGEST_CALLBACK_DATA = 64
_LONGEST_COPY = 256
_LONGEST_QUERY = 256
_MOST_BUTTONS = 100
_MOST_IN_A_ROW = 8
_MOST_RESULTS = 50
_ACTIONS = ("callback_data", "copy_text", "url", "switch_inline_query_chosen_chat")

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal, as Telegram words it."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def decoded(fields: Json, name: str) -> Any:
    """A field that comes as JSON text in a form."""
    value = fields.get(name)
    return json.loads(value) if isinstance(value, str) and value else value


def content_of(fields: Json, name: str = "text") -> Parsed:
    """The text of a message with its looks."""
    if fields.get("parse_mode") is not None:
        raise ApiError(400, "Bad Request: unsupported parse_mode")
    text = str(fields.get(name, ""))
    if not text.strip():
        raise ApiError(400, "Bad Request: message text is empty")
    if units(text) > _LONGEST_TEXT:
        raise ApiError(400, "Bad Request: message is too long")
    try:
        return read_entities(text, decoded(fields, "entities") or [])
    except MarkupError as error:
        raise ApiError(400, f"Bad Request: can't parse entities: {error}") from error


def check_keyboard(markup: Json | None, *, inline: bool) -> None:
    """`inline`: whether the bot has inline mode, without which its buttons are refused."""
    if not markup:
        return
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _MOST_IN_A_ROW for row in rows):
        raise ApiError(400, "Bad Request: reply markup is too long")
    if not rows or not all(rows):
        raise ApiError(400, "Bad Request: empty rows are a fault of ours")
    for button in (each for row in rows for each in row):
        _check_button(button, inline=inline)


def _check_button(button: Json, *, inline: bool) -> None:
    kinds = [kind for kind in _ACTIONS if kind in button]
    if not button.get("text") or len(kinds) != 1 or set(button) - {"text", *kinds}:
        raise ApiError(400, "Bad Request: can't parse inline keyboard button")
    value = button[kinds[0]]
    if kinds == ["callback_data"] and not 1 <= len(value.encode()) <= _LONGEST_CALLBACK_DATA:
        raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    if kinds == ["copy_text"] and not 1 <= units(value["text"]) <= _LONGEST_COPY:
        raise ApiError(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    if kinds == ["url"] and not value.startswith(("https://", "http://", "tg://")):
        raise ApiError(400, "Bad Request: BUTTON_URL_INVALID")
    if kinds == ["switch_inline_query_chosen_chat"]:
        if not inline:
            raise ApiError(400, "Bad Request: BUTTON_TYPE_INVALID")
        if units(value.get("query", "")) > _LONGEST_QUERY:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")


def check_inline(results: list[Json], button: Json | None) -> list[Parsed]:
    """The texts that the results would send."""
    if len(results) > _MOST_RESULTS:
        raise ApiError(400, "Bad Request: RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if len(set(ids)) != len(ids):
        raise ApiError(400, "Bad Request: RESULT_ID_DUPLICATE")
    if any(not 1 <= len(each.encode()) <= 64 for each in ids):
        raise ApiError(400, "Bad Request: RESULT_ID_INVALID")
    if any(not result.get("title") for result in results):
        raise ApiError(400, "Bad Request: ARTICLE_TITLE_EMPTY")
    if button is not None and not 1 <= units(button["text"]) <= 64:
        raise ApiError(400, "Bad Request: SWITCH_PM_TEXT_INVALID")
    for result in results:
        check_keyboard(result.get("reply_markup"), inline=True)
    return [content_of(result["input_message_content"], "message_text") for result in results]


def check_commands(commands: list[Json]) -> None:
    for each in commands:
        name, description = each["command"], each["description"]
        fits = name.isascii() and name == name.lower() and 1 <= len(name) <= 32
        if not fits or not 1 <= len(description) <= 256:
            raise ApiError(400, "Bad Request: BOT_COMMAND_INVALID")
