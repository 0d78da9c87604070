"""All parts of the running bot: journal, web side and Telegram, begun and ended in order."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping

from bot.conversation import Conversation
from bot.journal import Journal, JournalError
from bot.metrics import Metrics
from bot.settings import Settings, SettingsError
from bot.telegram.application import build_application
from bot.telegram.service import serve
from retrieval import Library

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
    try:
        from bot.web import PrometheusMetrics
    except ModuleNotFoundError as error:
        message = "WEB_PORT: needs the extra `web`: python -m pip install '.[web]'"
        raise SettingsError(message) from error
    return PrometheusMetrics()


@contextlib.asynccontextmanager
async def _web(settings: Settings, library: Library, metrics: Metrics) -> AsyncIterator[None]:
    """The web side for the length of the `with` block, if there is to be one."""
    if settings.web_port is None:
        yield
        return
    from bot.web import PrometheusMetrics, WebError, WebServer, build_web

    def checks() -> Mapping[str, bool]:
        return {"index": bool(library.reports), "telegram": metrics.polls.age < _DEAF}

    counted = metrics if isinstance(metrics, PrometheusMetrics) else None
    app = build_web(lambda: library, checks, counted)
    server = WebServer(app, settings.web_host, settings.web_port)
    try:
        await server.start()
    except WebError as error:
        raise SettingsError(str(error)) from error
    try:
        yield
    finally:
        await server.stop()


async def run(settings: Settings, library: Library) -> None:
    """Answers in Telegram until SIGINT or SIGTERM.

    Raises SettingsError, and what `bot.telegram.service.serve` raises.
    """
    metrics = _metrics(settings)
    journal = _journal(settings)
    conversation = Conversation(library, public_url=settings.public_url)
    try:
        application = build_application(settings, conversation, journal, metrics)
    except (RuntimeError, ValueError, OSError) as error:  # proxy or certificates
        message = f"no connection to Telegram can be made ready: {error}"
        raise SettingsError(message) from error
    metrics.index.beat()
    metrics.watch_gaps(lambda: journal.gaps.lost)
    await journal.open()
    try:
        async with _web(settings, library, metrics):
            await serve(application)
    finally:
        await journal.close()
