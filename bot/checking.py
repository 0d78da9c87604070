"""Whether the bot could start, found out without starting it: every fault at once, by setting."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
from collections.abc import Iterator

from bot.journal import JournalError
from bot.journal import check as check_journal
from bot.settings import Settings
from retrieval import RetrievalError, load

__all__ = ["check"]


def check(settings: Settings) -> tuple[list[str], list[str]]:
    """What is right, and what is wrong; each a line that begins with what it is about."""
    right: list[str] = []
    wrong: list[str] = []
    try:
        library = load(settings.seeds_dir)
    except RetrievalError as error:
        wrong.append(f"SEEDS_DIR: {error}")
    else:
        count = len(library.reports)
        right.append(f"SEEDS_DIR: {count} report{'s' if count != 1 else ''}, ready to be asked")
    url = settings.database_url.get_secret_value()
    try:
        asyncio.run(check_journal(url))
    except JournalError as error:
        wrong.append(f"DATABASE_URL: {error}")
    else:
        right.append("DATABASE_URL: a journal can be kept there")
    wrong += _web_faults(settings)
    return right, wrong


def _web_faults(settings: Settings) -> Iterator[str]:
    """What keeps the web side from starting, if there is to be one."""
    if settings.web_port is None:
        return
    if importlib.util.find_spec("prometheus_client") is None:
        yield "WEB_PORT: needs the extra `web`: python -m pip install '.[web]'"
        return
    from bot.web import WebError, bind

    try:
        with contextlib.closing(bind(settings.web_host, settings.web_port)):
            pass
    except WebError as error:
        yield str(error)
