"""The web side of the running bot, beside Telegram or alone: made of its parts, run and closed."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.journal import Journal
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import MEMORY
from bot.settings import Settings, SettingsError
from bot.telegram.context import Services
from bot.telegram.service import WebhookAddress
from bot.telegram.webhook import NotReadyError
from bot.wording.privacy import web_privacy

if TYPE_CHECKING:
    from bot.operators.access import Access
    from bot.web import Asking, MemoryDeduplicator

__all__ = ["access_for", "metrics_for", "web_side"]

# Seconds without an answer from Telegram after which the bot is not ready: a long poll ends after
# ten, and the library waits up to thirty between polls that fail.
_POLL_SILENCE = 120.0
# Values of WEB_HOST with which a link without PUBLIC_URL leads to the web side, on this machine.
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def metrics_for(settings: Settings) -> Metrics:
    """Prometheus metrics where there is a web side to show them."""
    if settings.web_port is None:
        return Metrics()
    from bot.web import PrometheusMetrics

    return PrometheusMetrics()


def access_for(settings: Settings, journal: Journal) -> Access | None:
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


@contextlib.asynccontextmanager
async def web_side(
    settings: Settings,
    services: Services,
    webhook: WebhookAddress | None = None,
    username: Callable[[], str] | None = None,
) -> AsyncIterator[None]:
    """Runs the web side, if there is to be one, until the `with` block ends.

    `username`: the bot's name in Telegram, which raises RuntimeError while it is not known; None
    without Telegram.  Raises SettingsError where it cannot listen.
    """
    if settings.web_port is None:
        yield
        return
    from bot.web import Admin, PrometheusMetrics, WebError, Webhook, WebServer, build_web

    live, metrics = services.live, services.metrics

    def checks() -> Mapping[str, bool]:
        told = {"index": live.library.ready}
        if username is None:
            return told
        polled = metrics.polls.age < _POLL_SILENCE
        return told | {"telegram": webhook.hook.is_open if webhook else polled}

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
            _asking(settings, services, username),
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


def _asking(
    settings: Settings, services: Services, username: Callable[[], str] | None
) -> Asking | None:
    """What the web side answers with, if it is to answer."""
    if not settings.web_ask:
        return None
    from bot.web import Asking

    def bot_name() -> str:
        with contextlib.suppress(RuntimeError):  # Telegram has not said it yet
            return username() if username else ""
        return ""

    return Asking(
        services.live,
        services.limit,
        services.journal,
        services.metrics,
        lambda: services.service.paused,
        functools.partial(web_privacy, settings.retention_days, anonymous=settings.anonymous),
        bot_name,
        settings.web_origins,
    )


def _deduplicator(settings: Settings) -> MemoryDeduplicator:
    """Handled updates, shared by replicas through the Redis that also counts their limits."""
    from bot.web import MemoryDeduplicator, RedisDeduplicator

    if settings.rate_limit_storage == MEMORY:
        return MemoryDeduplicator()
    return RedisDeduplicator(settings.rate_limit_storage, settings.bot_digest)
