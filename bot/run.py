"""All parts of the running bot: journal, web side and Telegram, begun and ended in order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.conversation.conversation import Conversation
from bot.journal import Journal, JournalError
from bot.operators import OperatorService, ReplicaSync, files_changed, reload_on_signal
from bot.runtime.library import LiveLibrary
from bot.runtime.loading import live_library_for
from bot.runtime.metrics import Metrics
from bot.settings import Settings, SettingsError
from bot.telegram.application import build_application
from bot.telegram.context import services_of
from bot.telegram.service import WebhookAddress, serve
from bot.telegram.webhook import Hook, NotReadyError
from retrieval import Library

if TYPE_CHECKING:
    from bot.web import Seen, Webhook

__all__ = ["run"]

# Seconds without an answer of Telegram's after which the bot counts as deaf: a long poll ends after
# ten, and the library waits up to thirty between polls that fail.
_DEAF = 120.0


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


def _metrics(settings: Settings) -> Metrics:
    """What counts, where there is a web side to show it."""
    if settings.web_port is None:
        return Metrics()
    from bot.web import PrometheusMetrics

    return PrometheusMetrics()


def _seen(settings: Settings) -> Seen:
    """Where it is remembered which updates were handled: where limits are counted too."""
    from bot.web import MemorySeen, RedisSeen

    if settings.rate_limit_storage == "memory://":
        return MemorySeen()
    return RedisSeen(settings.rate_limit_storage, settings.bot_digest)


def _webhook(settings: Settings, hook: Hook) -> Webhook:
    from bot.web import Webhook

    url, secret = settings.webhook_url or "", settings.webhook_secret or SecretStr("")
    path = urlsplit(url).path
    seen = _seen(settings)
    return Webhook(path, secret.get_secret_value(), hook.receive, seen, later=(NotReadyError,))


def _address(settings: Settings, hook: Hook | None) -> WebhookAddress | None:
    if hook is None or settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return WebhookAddress(settings.webhook_url, settings.webhook_secret.get_secret_value(), hook)


@contextlib.asynccontextmanager
async def _beside(
    settings: Settings, service: OperatorService, journal: Journal
) -> AsyncIterator[None]:
    """What runs beside answering: operators' actions are followed, signals and files heard."""
    replicas = ReplicaSync(service, journal)
    await replicas.begin()
    tasks = [asyncio.create_task(replicas.for_ever())]
    if settings.watch_files:
        tasks.append(asyncio.create_task(files_changed(service)))
    try:
        with reload_on_signal(service):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def _web(
    settings: Settings, live: LiveLibrary, metrics: Metrics, hook: Hook | None
) -> AsyncIterator[None]:
    """The web side for the length of the `with` block, if there is to be one."""
    if settings.web_port is None:
        yield
        return
    from bot.web import PrometheusMetrics, WebError, WebServer, build_web

    def checks() -> Mapping[str, bool]:
        reached = hook.is_open if hook is not None else metrics.polls.age < _DEAF
        return {"index": live.library.ready, "telegram": reached}

    counted = metrics if isinstance(metrics, PrometheusMetrics) else None
    webhook = _webhook(settings, hook) if hook is not None else None
    app = build_web(lambda: live.library, checks, counted, webhook)
    server = WebServer(app, settings.web_host, settings.web_port)
    try:
        await server.start()
    except WebError as error:
        raise SettingsError(str(error)) from error
    try:
        yield
    finally:
        await server.stop()
        if webhook is not None:
            await webhook.seen.close()


async def run(settings: Settings, library: Library) -> None:
    """Answers in Telegram until SIGINT or SIGTERM.

    Raises SettingsError, and what `bot.telegram.service.serve` raises.
    """
    metrics = _metrics(settings)
    journal = _journal(settings)
    conversation = Conversation(library, public_url=settings.public_url)
    live = live_library_for(settings, conversation)
    live.warm()
    try:
        application = build_application(settings, live, journal, metrics)
    except (RuntimeError, ValueError, OSError) as error:  # proxy or certificates
        message = f"no connection to Telegram can be made ready: {error}"
        raise SettingsError(message) from error
    metrics.index.beat()
    metrics.watch_gaps(lambda: journal.gaps.lost)
    service = services_of(application.bot_data).service
    hook = Hook(application) if settings.webhook_url is not None else None
    await journal.open()
    try:
        async with _web(settings, live, metrics, hook), _beside(settings, service, journal):
            await serve(application, _address(settings, hook))
    finally:
        await journal.close()
