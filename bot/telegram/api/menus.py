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
from telegram.constants import BotDescriptionLimit
from telegram.error import TelegramError

from bot.view.introduction import Profile
from bot.wording import menus as wording
from bot.wording.operators import COMMANDS as OPERATORS_COMMANDS

__all__ = ["set_menus"]

_log = logging.getLogger(__name__)

# Telegram uses those without a language code for every language that has none of its own.
_LANGUAGES = {"": "zh", "en": "en"}
# Without commands for things that are better read in private.
_IN_GROUPS = ("ask", "contents", "figures", "help", "about")
_LONGEST = int(BotDescriptionLimit.MAX_DESCRIPTION_LENGTH)
_LONGEST_SHORT = int(BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH)
_NOT_SET = "A menu or description could not be set: %s"


def _commands(names: tuple[str, ...], language: str, example: str) -> list[BotCommand]:
    described = {name: wording.COMMANDS[name][language] for name in names}
    if example and language == "zh":
        described["ask"] = wording.ask_command(example)
    return [BotCommand(name, text) for name, text in described.items()]


async def _set_name(bot: Bot, name: str) -> None:
    """Telegram allows few changes of a name a day, so that the same one is not set again."""
    if name and (await bot.get_my_name()).name != name:
        await bot.set_my_name(name)


async def set_menus(bot: Bot, profile: Profile, operators: Sequence[int] = ()) -> None:
    """Sets all of them as `profile` has it; the bot works as well without, so that a refusal is
    only logged.

    `operators`: Telegram ids of those whose menu also lists the operators' commands.
    """
    scopes: dict[BotCommandScope, tuple[str, ...]] = {
        BotCommandScopeDefault(): tuple(wording.COMMANDS),
        BotCommandScopeAllPrivateChats(): tuple(wording.COMMANDS),
        BotCommandScopeAllGroupChats(): _IN_GROUPS,
    }
    try:
        await _set_name(bot, profile.name)
        for code, language in _LANGUAGES.items():
            for scope, names in scopes.items():
                commands = _commands(names, language, profile.example)
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            long = wording.description(profile.subject)[language][:_LONGEST]
            await bot.set_my_description(long, language_code=code)
            short = wording.short_description(profile.subject)[language][:_LONGEST_SHORT]
            await bot.set_my_short_description(short, language_code=code)
    except TelegramError as error:
        _log.warning(_NOT_SET, error)
        return
    own = [BotCommand(name, what) for name, what in OPERATORS_COMMANDS.items()]
    for operator in operators:
        try:
            commands = _commands(tuple(wording.COMMANDS), "zh", profile.example) + own
            await bot.set_my_commands(commands, scope=BotCommandScopeChat(operator))
        except TelegramError as error:  # no private chat: this operator never wrote to the bot
            _log.warning(_NOT_SET, error)
    _log.info("Menus and descriptions are set")
