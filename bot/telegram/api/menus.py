"""Telegram's menus and descriptions of the bot, in Chinese and in English."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.wording import menus as wording
from bot.wording.operators import COMMANDS as OPERATORS_COMMANDS

__all__ = ["set_menus"]

_log = logging.getLogger(__name__)

# Telegram shows what is set without a language to everyone whose language has none of its own.
_LANGUAGES = {"": "zh", "en": "en"}
# In a group nobody needs a menu of what is better read alone.
_IN_GROUPS = ("ask", "contents", "help", "about")


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(name, wording.COMMANDS[name][language]) for name in names]


async def _set(what: Awaitable[bool]) -> bool:
    """Whether `what` could be done; the bot answers as well without."""
    try:
        await what
    except TelegramError as error:
        _log.warning("A menu or description could not be set: %s", error)
        return False
    return True


async def _set_for(bot: Bot, operators: Sequence[int]) -> None:
    """Each operator's menu in their private chat; one who never wrote to the bot has none yet."""
    everyone = _commands(tuple(wording.COMMANDS), "zh")
    own = [BotCommand(name, what) for name, what in OPERATORS_COMMANDS.items()]
    for number in operators:
        await _set(bot.set_my_commands(everyone + own, scope=BotCommandScopeChat(number)))


async def set_menus(bot: Bot, operators: Sequence[int] = ()) -> None:
    """Sets all of them; ends at the first that Telegram does not take, with a warning."""
    scopes: dict[BotCommandScope, tuple[str, ...]] = {
        BotCommandScopeDefault(): tuple(wording.COMMANDS),
        BotCommandScopeAllPrivateChats(): tuple(wording.COMMANDS),
        BotCommandScopeAllGroupChats(): _IN_GROUPS,
    }
    for code, language in _LANGUAGES.items():
        for scope, names in scopes.items():
            commands = _commands(names, language)
            if not await _set(bot.set_my_commands(commands, scope=scope, language_code=code)):
                return
        description, short = wording.DESCRIPTION[language], wording.SHORT_DESCRIPTION[language]
        if not await _set(bot.set_my_description(description, language_code=code)):
            return
        if not await _set(bot.set_my_short_description(short, language_code=code)):
            return
    await _set_for(bot, operators)
    _log.info("Menus and descriptions are set")
