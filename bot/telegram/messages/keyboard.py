"""Inline keyboards from choices."""

from __future__ import annotations

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    SwitchInlineQueryChosenChat,
    User,
)
from telegram.helpers import create_deep_linked_url

from bot import wording
from bot.messages.actions import pack
from bot.messages.reply import Choice, Choices, Copy, Link, Press, Share

__all__ = ["as_keyboard", "start_url", "without_rating"]

# Phones show less of a label, and titles of this length can still be told apart.
_LABEL = 60


def start_url(me: User, payload: str) -> str:
    """The deep link to the private chat with the bot `me` with `payload`."""
    return create_deep_linked_url(me.username or "", payload)


def _button(choice: Choice, me: User) -> InlineKeyboardButton:
    label = choice.label if len(choice.label) <= _LABEL else choice.label[: _LABEL - 1] + "…"
    match choice.does:
        case Press(action):
            return InlineKeyboardButton(label, callback_data=pack(action))
        case Copy(text):
            return InlineKeyboardButton(label, copy_text=CopyTextButton(text))
        case Link(url):
            return InlineKeyboardButton(label, url=url)
        case Share() as share if me.supports_inline_queries:
            there = SwitchInlineQueryChosenChat(
                share.question,
                allow_user_chats=True,
                allow_group_chats=True,
                allow_channel_chats=True,
            )
            return InlineKeyboardButton(label, switch_inline_query_chosen_chat=there)
        case Share(_, start):
            # Without inline mode, which is set at @BotFather, Telegram rejects its buttons.
            shared = f"https://t.me/share/url?url={start_url(me, start)}"
            return InlineKeyboardButton(label, url=shared)


def as_keyboard(choices: Choices, me: User) -> InlineKeyboardMarkup | None:
    """The keyboard below a message of the bot `me`; None without choices."""
    if not choices:
        return None
    return InlineKeyboardMarkup([[_button(each, me) for each in row] for row in choices])


def without_rating(keyboard: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """`keyboard` without the buttons that rate the answer."""
    labels = {wording.USEFUL, wording.NOT_USEFUL}
    rows = [[each for each in row if each.text not in labels] for row in keyboard.inline_keyboard]
    return InlineKeyboardMarkup([row for row in rows if row])
