"""Telegram's menus and descriptions of the bot, in Chinese and in English."""

from __future__ import annotations

import logging
from collections.abc import Sequence

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

# Telegram uses those without a language code for every language that has none of its own.
_LANGUAGES = {"": "zh", "en": "en"}
# Without commands for things that are better read in private.
_IN_GROUPS = ("ask", "contents", "help", "about")
_NOT_SET = "A menu or description could not be set: %s"


def _commands(names: tuple[str, ...], language: str) -> list[BotCommand]:
    return [BotCommand(name, wording.COMMANDS[name][language]) for name in names]


async def set_menus(bot: Bot, operators: Sequence[int] = ()) -> None:
    """Sets all of them; the bot works as well without, so that a refusal is only logged."""
    scopes: dict[BotCommandScope, tuple[str, ...]] = {
        BotCommandScopeDefault(): tuple(wording.COMMANDS),
        BotCommandScopeAllPrivateChats(): tuple(wording.COMMANDS),
        BotCommandScopeAllGroupChats(): _IN_GROUPS,
    }
    try:
        for code, language in _LANGUAGES.items():
            for scope, names in scopes.items():
                commands = _commands(names, language)
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            await bot.set_my_description(wording.DESCRIPTION[language], language_code=code)
            short = wording.SHORT_DESCRIPTION[language]
            await bot.set_my_short_description(short, language_code=code)
    except TelegramError as error:
        _log.warning(_NOT_SET, error)
        return
    own = [BotCommand(name, what) for name, what in OPERATORS_COMMANDS.items()]
    for operator in operators:
        try:
            commands = _commands(tuple(wording.COMMANDS), "zh") + own
            await bot.set_my_commands(commands, scope=BotCommandScopeChat(operator))
        except TelegramError as error:  # no private chat: this operator never wrote to the bot
            _log.warning(_NOT_SET, error)
    _log.info("Menus and descriptions are set")
