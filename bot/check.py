"""Checks whether the bot could start, and lists all faults at once."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator

from bot.journal import JournalError
from bot.journal import check as check_journal
from bot.runtime.library import load_for
from bot.settings import Settings
from retrieval import RetrievalError, default_seeds_dir, load_gold, own_gold

__all__ = ["check"]

# Tokens of @BotFather.  Self-hosted servers may issue others, so that settings do not require it.
_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")


def check(settings: Settings) -> tuple[list[str], list[str]]:
    """The passed and the failed checks, a line each that begins with the name of a setting."""
    passed: list[str] = []
    failed: list[str] = []
    token = settings.telegram_bot_token
    if token is None:
        where = "in the terminal" if settings.web_port is None else "on the web side alone"
        passed.append(f"TELEGRAM_BOT_TOKEN: not set, so the conversation runs {where}")
    elif not _TOKEN.fullmatch(token.get_secret_value()):
        failed.append(
            "TELEGRAM_BOT_TOKEN: is no token; copy it again from @BotFather (123456789:AAE…)"
        )
    try:
        library = load_for(settings)
    except RetrievalError as error:
        failed.append(f"SEEDS_DIR: {error}")
    else:
        count = len(library.metadata)
        passed.append(f"SEEDS_DIR: {count} report{'s' if count != 1 else ''}, ready to be asked")
    url = settings.database_url.get_secret_value()
    try:
        asyncio.run(check_journal(url))
    except JournalError as error:
        failed.append(f"DATABASE_URL: {error}")
    else:
        passed.append("DATABASE_URL: a journal can be kept there")
    failed += [*_web_faults(settings), *_operator_faults(settings)]
    return passed, failed


def _operator_faults(settings: Settings) -> Iterator[str]:
    """Faults of the labelled questions on which operators try additions."""
    if settings.gold_file is not None:
        try:
            load_gold(settings.gold_file)
        except RetrievalError as error:
            yield f"GOLD_FILE: {error}"
    try:
        own_gold(settings.seeds_dir or default_seeds_dir())
    except RetrievalError as error:
        yield f"SEEDS_DIR: {error}"


def _web_faults(settings: Settings) -> Iterator[str]:
    """Faults of the web side's address, if there is to be one."""
    if settings.web_port is None:
        return
    from bot.web import WebError, bind

    try:
        with contextlib.closing(bind(settings.web_host, settings.web_port)):
            pass
    except WebError as error:
        yield str(error)
