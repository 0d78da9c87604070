"""Checks whether the bot could start, and lists all faults at once."""

from __future__ import annotations

import asyncio

from bot.check.outcome import Outcome
from bot.check.reach import check_port, check_redis, check_telegram
from bot.check.reports import check_gold, check_reports
from bot.check.spelling import check_spelling
from bot.journal import JournalError
from bot.journal import check as check_journal
from bot.runtime.network import network_fault
from bot.settings import Settings

__all__ = ["Outcome", "check"]


def check(settings: Settings) -> Outcome:
    """What is right, what is odd and what is wrong."""
    outcome = Outcome()
    check_spelling(outcome)
    _check_environment(settings, outcome)
    asyncio.run(_reach(settings, outcome))
    library = check_reports(settings, outcome)
    check_gold(settings, library, outcome)
    return outcome


def _check_environment(settings: Settings, outcome: Outcome) -> None:
    """What no connection is needed for: proxies, certificates, the secret of the journal."""
    if settings.telegram_bot_token is not None and (fault := network_fault()):
        outcome.failed.append(fault)
    if not settings.journal_secret.get_secret_value():
        outcome.passed.append(
            "JOURNAL_SECRET: not set, so that a copy of the journal is enough to find out who"
            " asked; set it before the first start"
        )


async def _reach(settings: Settings, outcome: Outcome) -> None:
    """What lies outside of this process: Telegram, the database, Redis, the port."""
    await check_telegram(settings, outcome)
    try:
        await check_journal(settings.database_url.get_secret_value())
    except JournalError as error:
        outcome.failed.append(f"DATABASE_URL: {error}")
    else:
        outcome.passed.append("DATABASE_URL: a journal can be kept there")
    await check_redis(settings, outcome)
    await check_port(settings, outcome)
