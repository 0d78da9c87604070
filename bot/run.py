"""The composition root: makes all parts of the running bot, passes them on and closes them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import wording
from bot.journal import Journal, JournalError
from bot.operators.replicas import ReplicaSync
from bot.operators.service import OperatorService
from bot.operators.triggers import reload_on_signal, watch_files
from bot.runtime.library import LiveLibrary, live_library_for
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import MEMORY, Limit
from bot.settings import Settings, SettingsError
from bot.telegram.api.client import Client
from bot.telegram.application import AnyApplication, build_application
from bot.telegram.context import Services
from bot.telegram.messages.sending import send_to_all
from bot.telegram.service import WebhookAddress, serve
from bot.telegram.webhook import Hook, NotReadyError
from bot.wording.web import web_privacy
from retrieval import Library

if TYPE_CHECKING:
    from bot.operators.access import Access
    from bot.web import Asking, MemoryDeduplicator

__all__ = ["build_telegram", "run"]

# Seconds without an answer from Telegram after which the bot is not ready: a long poll ends after
# ten, and the library waits up to thirty between polls that fail.
_POLL_SILENCE = 120.0
# Values of WEB_HOST with which a link without PUBLIC_URL leads to the web side, on this machine.
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


async def run(settings: Settings, library: Library) -> None:
    """Answers in Telegram until SIGINT or SIGTERM.

    Raises SettingsError, and what `bot.telegram.service.serve` raises.
    """
    metrics = _metrics(settings)
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
        asking = _asking(settings, services, lambda: application.bot.username)
        await stack.enter_async_context(_web(settings, services, webhook, asking))
        await stack.enter_async_context(_reloading(settings, services.service, journal))
        await serve(application, webhook)


def build_telegram(
    settings: Settings, live: LiveLibrary, journal: Journal, metrics: Metrics
) -> tuple[AnyApplication, Services]:
    """The application for the token and the Bot API server in `settings`, and what its handlers
    work with.  Opens no connection; `Services.limit` is the caller's to close."""
    client = Client(settings, metrics)
    service = OperatorService(
        live,
        journal,
        settings.admin_ids,
        settings.gold_file,
        reloaded=metrics.index.mark,
        notify=functools.partial(send_to_all, client, settings.admin_ids),
    )
    limit = Limit(settings.rate_limit, settings.rate_limit_storage, settings.bot_digest)
    privacy = wording.privacy(settings.retention_days, anonymous=settings.anonymous)
    access = _access(settings, journal)
    services = Services(live, limit, journal, metrics, service, privacy, access=access)
    return build_application(client, services), services


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
    """Prometheus metrics where there is a web side to show them."""
    if settings.web_port is None:
        return Metrics()
    from bot.web import PrometheusMetrics

    return PrometheusMetrics()


def _webhook(settings: Settings, hook: Hook) -> WebhookAddress | None:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return WebhookAddress(settings.webhook_url, settings.webhook_secret.get_secret_value(), hook)


@contextlib.asynccontextmanager
async def _reloading(
    settings: Settings, service: OperatorService, journal: Journal
) -> AsyncIterator[None]:
    """Follows operators' actions in the journal, SIGHUP and, if set, changes of files."""
    replicas = ReplicaSync(service, journal)
    await replicas.start()
    tasks = [asyncio.create_task(replicas.run())]
    if settings.watch_files:
        tasks.append(asyncio.create_task(watch_files(service)))
    try:
        with reload_on_signal(service):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _asking(settings: Settings, services: Services, username: Callable[[], str]) -> Asking | None:
    """What the web side answers with, if it is to answer."""
    if settings.web_port is None or not settings.web_ask:
        return None
    from bot.web import Asking

    def bot_name() -> str:
        with contextlib.suppress(RuntimeError):  # Telegram has not said it yet
            return username()
        return ""

    return Asking(
        services.live,
        services.limit,
        services.journal,
        services.metrics,
        lambda: services.service.paused,
        web_privacy(settings.retention_days, anonymous=settings.anonymous),
        bot_name,
        settings.web_origins,
    )


def _access(settings: Settings, journal: Journal) -> Access | None:
    """Who may use the admin pages, if there are any."""
    token = settings.admin_token.get_secret_value() if settings.admin_token else ""
    if settings.web_port is None or not (token or settings.admin_ids):
        return None
    from bot.operators.access import Access

    own = f"http://{settings.web_host}:{settings.web_port}"
    nearby = settings.web_host in _THIS_MACHINE  # where the operator may sit
    # The same on all replicas, and known to nobody else.
    bot = settings.telegram_bot_token
    secrets = (bot.get_secret_value() if bot else "", settings.journal_secret.get_secret_value())
    return Access(
        journal,
        "\0".join(secrets),
        token=token,
        operators=settings.admin_ids,
        url=settings.public_url or (own if nearby else ""),
    )


def _deduplicator(settings: Settings) -> MemoryDeduplicator:
    """Handled updates, shared by replicas through the Redis that also counts their limits."""
    from bot.web import MemoryDeduplicator, RedisDeduplicator

    if settings.rate_limit_storage == MEMORY:
        return MemoryDeduplicator()
    return RedisDeduplicator(settings.rate_limit_storage, settings.bot_digest)


@contextlib.asynccontextmanager
async def _web(
    settings: Settings,
    services: Services,
    webhook: WebhookAddress | None,
    asking: Asking | None,
) -> AsyncIterator[None]:
    """Runs the web side, if there is to be one, until the `with` block ends."""
    if settings.web_port is None:
        yield
        return
    from bot.web import Admin, PrometheusMetrics, WebError, Webhook, WebServer, build_web

    live, metrics = services.live, services.metrics

    def checks() -> Mapping[str, bool]:
        polled = metrics.polls.age < _POLL_SILENCE
        return {
            "index": live.library.ready,
            "telegram": webhook.hook.is_open if webhook else polled,
        }

    async with contextlib.AsyncExitStack() as stack:
        route = None
        if webhook is not None:
            deduplicator = _deduplicator(settings)
            stack.push_async_callback(deduplicator.close)
            path, hook = urlsplit(webhook.url).path, webhook.hook
            route = Webhook(
                path, webhook.secret, hook.receive, deduplicator, retry_on=(NotReadyError,)
            )
        counted = metrics if isinstance(metrics, PrometheusMetrics) else None
        access = services.access
        app = build_web(
            lambda: live.library,
            checks,
            counted,
            route,
            asking,
            settings.public_url,
            settings.bot_name,
            Admin(services.service, access) if access is not None else None,
        )
        server = WebServer(app, settings.web_host, settings.web_port, settings.web_proxies)
        try:
            await server.start()
        except WebError as error:
            raise SettingsError(str(error)) from error
        stack.push_async_callback(server.stop)
        yield
