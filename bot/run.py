"""The composition root: makes all parts of the running bot, passes them on and closes them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import signal
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot import wording
from bot.journal import Journal, JournalError
from bot.operators.background import in_background
from bot.operators.digest import DAYS
from bot.operators.service import OperatorService
from bot.operators.watch import Watch
from bot.runtime.library import LiveLibrary, live_library_for
from bot.runtime.metrics import Metrics
from bot.runtime.network import network_fault
from bot.runtime.rate_limit import Limit
from bot.settings import Settings, SettingsError
from bot.telegram.api.client import Client
from bot.telegram.application import AnyApplication, build_application
from bot.telegram.context import Services
from bot.telegram.messages.sending import send_to_all
from bot.telegram.service import WebhookAddress, serve
from bot.telegram.webhook import Hook
from bot.web_side import access_for, metrics_for, web_side
from retrieval import Library

__all__ = ["build_telegram", "run", "run_web"]


async def run(settings: Settings, library: Library) -> None:
    """Answers in Telegram until SIGINT or SIGTERM.

    Raises SettingsError, and what `bot.telegram.service.serve` raises.
    """
    if fault := network_fault():
        raise SettingsError(fault)
    metrics = metrics_for(settings)
    journal = _journal(settings)
    live = live_library_for(settings, library)
    live.warm()
    try:
        application, services = build_telegram(settings, live, journal, metrics)
    except (RuntimeError, ValueError, OSError) as error:  # proxy or certificates
        message = f"no connection to Telegram can be made ready: {error}"
        raise SettingsError(message) from error
    metrics.index.mark()
    metrics.watch_gaps(lambda: journal.gaps.lost)
    webhook = _webhook(settings, Hook(application, journal, metrics))
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(services.limit.close)
        await journal.open()
        stack.push_async_callback(journal.close)
        username = functools.partial(getattr, application.bot, "username")
        await stack.enter_async_context(web_side(settings, services, webhook, username))
        watch = _watch(settings, services, polls=webhook is None)
        await stack.enter_async_context(_background(settings, services, watch))
        await serve(application, webhook)


async def run_web(settings: Settings, library: Library) -> None:
    """Answers on the web side alone until SIGINT or SIGTERM.  Raises SettingsError."""
    metrics, journal = metrics_for(settings), _journal(settings)
    live = live_library_for(settings, library)
    live.warm()
    services = _services(settings, live, journal, metrics)
    metrics.index.mark()
    metrics.watch_gaps(lambda: journal.gaps.lost)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(services.limit.close)
        await journal.open()
        stack.push_async_callback(journal.close)
        await stack.enter_async_context(web_side(settings, services))
        await stack.enter_async_context(_background(settings, services))
        await stopped.wait()


def build_telegram(
    settings: Settings, live: LiveLibrary, journal: Journal, metrics: Metrics
) -> tuple[AnyApplication, Services]:
    """The application for the token and the Bot API server in `settings`, and what its handlers
    work with.  Opens no connection; `Services.limit` is the caller's to close."""
    client = Client(settings, metrics)
    notify = functools.partial(send_to_all, client, settings.admin_ids)
    services = _services(settings, live, journal, metrics, notify)
    return build_application(client, services), services


def _services(
    settings: Settings,
    live: LiveLibrary,
    journal: Journal,
    metrics: Metrics,
    notify: Callable[[str], Awaitable[None]] | None = None,
) -> Services:
    """The parts that Telegram and the web side share."""
    service = OperatorService(
        live,
        journal,
        settings.admin_ids,
        settings.gold_file,
        reloaded=metrics.index.mark,
        notify=notify,
    )
    limit = Limit(settings.rate_limit, settings.rate_limit_storage, settings.bot_digest)
    privacy = functools.partial(
        wording.privacy,
        settings.retention_days,
        anonymous=settings.anonymous,
        secret=bool(settings.journal_secret.get_secret_value()),
    )
    access = access_for(settings, journal)
    return Services(live, limit, journal, metrics, service, privacy, access=access)


def _journal(settings: Settings) -> Journal:
    try:
        return Journal(
            settings.database_url.get_secret_value(),
            anonymous=settings.anonymous,
            secret=settings.journal_secret.get_secret_value(),
            retention=settings.retention_days,
        )
    except JournalError as error:
        message = f"DATABASE_URL: {error}"
        raise SettingsError(message) from error


def _webhook(settings: Settings, hook: Hook) -> WebhookAddress | None:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return WebhookAddress(settings.webhook_url, settings.webhook_secret.get_secret_value(), hook)


def _watch(settings: Settings, services: Services, *, polls: bool) -> Watch | None:
    """What sends digests and alerts to the operators, if they want any."""
    if settings.digest not in DAYS or not settings.admin_ids:
        return None
    silence = (lambda: services.metrics.polls.age) if polls else (lambda: 0.0)
    return Watch(services.service, services.journal, DAYS[settings.digest], silence)


def _background(
    settings: Settings, services: Services, watch: Watch | None = None
) -> AbstractAsyncContextManager[None]:
    """What goes on for operators beside the answering."""
    return in_background(services.service, services.journal, watch, files=settings.watch_files)
