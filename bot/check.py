"""Whether the bot could start, found out without starting it: every fault at once, by setting."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator

from bot.journal import JournalError
from bot.journal import check as check_journal
from bot.runtime.loading import load_for
from bot.settings import Settings
from retrieval import RetrievalError, load_gold

__all__ = ["check"]


# What @BotFather gives out.  Servers of one's own may give out others, so that it is no condition.
_TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")


def check(settings: Settings) -> tuple[list[str], list[str]]:
    """What is right, and what is wrong; each a line that begins with what it is about."""
    right: list[str] = []
    wrong: list[str] = []
    token = settings.telegram_bot_token
    if token is None:
        right.append("TELEGRAM_BOT_TOKEN: not set, so the conversation runs in the terminal")
    elif not _TOKEN.fullmatch(token.get_secret_value()):
        wrong.append(
            "TELEGRAM_BOT_TOKEN: is no token; copy it again from @BotFather (123456789:AAE…)"
        )
    try:
        library = load_for(settings)
    except RetrievalError as error:
        wrong.append(f"SEEDS_DIR: {error}")
    else:
        count = len(library.metadata)
        right.append(f"SEEDS_DIR: {count} report{'s' if count != 1 else ''}, ready to be asked")
    url = settings.database_url.get_secret_value()
    try:
        asyncio.run(check_journal(url))
    except JournalError as error:
        wrong.append(f"DATABASE_URL: {error}")
    else:
        right.append("DATABASE_URL: a journal can be kept there")
    wrong += [*_web_faults(settings), *_operator_faults(settings)]
    return right, wrong


def _operator_faults(settings: Settings) -> Iterator[str]:
    """What keeps operators from trying and reloading words."""
    if settings.gold_file is not None:
        try:
            load_gold(settings.gold_file)
        except RetrievalError as error:
            yield f"GOLD_FILE: {error}"


def _web_faults(settings: Settings) -> Iterator[str]:
    """What keeps the web side from starting, if there is to be one."""
    if settings.web_port is None:
        return
    from bot.web import WebError, bind

    try:
        with contextlib.closing(bind(settings.web_host, settings.web_port)):
            pass
    except WebError as error:
        yield str(error)
