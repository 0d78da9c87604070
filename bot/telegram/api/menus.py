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

from bot import wording
from bot.wording.operators import COMMANDS as OPERATORS_COMMANDS

__all__ = ["set_menus"]

_log = logging.getLogger(__name__)

# Telegram uses those without a language code for every language that has none of its own.
_LANGUAGES = {"": "zh", "en": "en"}
# Without commands for things that are better read in private.
_IN_GROUPS = ("ask", "contents", "help", "about")


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(name, wording.COMMANDS[name][language]) for name in names]


async def _set(what: Awaitable[bool]) -> bool:
    """Whether `what` succeeded; a failure is only logged, as the bot works without."""
    try:
        await what
    except TelegramError as error:
        _log.warning("A menu or description could not be set: %s", error)
        return False
    return True


async def _set_for(bot: Bot, operators: Sequence[int]) -> None:
    """Sets the menu in each operator's private chat; fails for one who never wrote to the bot."""
    everyone = _commands(tuple(wording.COMMANDS), "zh")
    own = [BotCommand(name, what) for name, what in OPERATORS_COMMANDS.items()]
    for number in operators:
        await _set(bot.set_my_commands(everyone + own, scope=BotCommandScopeChat(number)))


async def set_menus(bot: Bot, operators: Sequence[int] = ()) -> None:
    """Sets all of them; stops with a warning at the first that Telegram rejects."""
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
