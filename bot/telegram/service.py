"""The bot in Telegram as a service, by polling or by webhook, from start to a clean stop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.telegram.api.menus import set_menus
from bot.telegram.api.updates import ALLOWED_UPDATES
from bot.telegram.application import AnyApplication
from bot.telegram.per_chat import InOrder
from bot.telegram.webhook import Hook

__all__ = ["WebhookAddress", "WebhookError", "serve"]

_log = logging.getLogger(__name__)

# Seconds after a signal to stop in which at least one more update has to be finished, or the rest
# is given up: an idle bot is to end within the five seconds that deployments count on.
_GRACE = 4.0
# Seconds after which it ends in any case.  A service manager's own limit, 90 s with systemd, has to
# be above it.
_LONGEST_STOP = 60.0
# Seconds between looks at the progress.  A machine that stands still for longer than that takes
# nothing from the grace: it is counted by looks.
_LOOK = 0.1
# Seconds between attempts to reach Telegram at the start: short at first, then twice a minute.
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0


class WebhookError(Exception):
    """Telegram rejects the webhook's URL; the message says why."""


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram delivers updates, and the secret that it sends with them."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    hook: Hook


async def _retried(work: Callable[[], Awaitable[object]], failure: str) -> None:
    """Awaits `work()` until it succeeds, however long that takes.

    Raises InvalidToken and WebhookError.  Any other fault may pass: no network yet, a proxy or a
    server that is still starting.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            await work()
        except (InvalidToken, WebhookError):
            raise
        except Exception as error:
            reason = error if isinstance(error, TelegramError) else type(error).__name__
            _log.warning("%s (%s); trying again in %.0f s", failure, reason, wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return


def _on_polling_fault(error: TelegramError) -> None:
    _log.warning("Telegram could not be asked for updates: %s", error)


async def _poll(application: AnyApplication) -> None:
    assert application.updater is not None  # noqa: S101 - for the type checker
    await application.updater.start_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,  # without end, as above
        drop_pending_updates=False,  # questions from while the bot was down are answered
        error_callback=_on_polling_fault,
    )


async def _set_webhook(application: AnyApplication, address: WebhookAddress) -> None:
    try:
        await application.bot.set_webhook(
            address.url,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=address.secret,
            drop_pending_updates=False,
        )
    except BadRequest as error:
        raise WebhookError(error.message) from error


async def _answer(application: AnyApplication, address: WebhookAddress | None) -> None:
    """Answers until it is cancelled; raises the reason where it cannot go on."""
    await _retried(application.initialize, "Telegram cannot be reached")
    _log_bot_settings(application)
    if address is None:
        await _poll(application)
    else:
        address.hook.open()
        set_webhook = functools.partial(_set_webhook, application, address)
        await _retried(set_webhook, "The webhook cannot be set")
        _log.info("Telegram brings updates to the webhook")
    await application.start()
    menus = asyncio.create_task(_keep_profile(application))
    try:
        raise await application.bot.watch.ended()
    finally:
        menus.cancel()


async def _keep_profile(application: AnyApplication) -> None:
    """Sets menus and descriptions, and anew whenever other reports are in use; at the start tells
    the operators what is left out of the files."""
    services, shown, first = application.bot_data, None, True
    while True:
        replaced = asyncio.create_task(services.live.replaced())
        profile = await asyncio.to_thread(services.conversation.profile)
        if profile != shown:
            await set_menus(application.bot, profile, services.service.operators)
            shown = profile
        if first:
            await services.service.tell_left_out()
        first = False
        await replaced


def _log_bot_settings(application: AnyApplication) -> None:
    """Logs the settings at @BotFather that operators have to know."""
    me = application.bot.bot
    _log.info("Answering as @%s", me.username)
    if not me.can_read_all_group_messages:
        _log.info("Privacy mode is on: in groups only commands, replies and mentions arrive")
    if not me.supports_inline_queries:
        _log.info("Inline mode is off: @BotFather turns it on with /setinline")


async def _end(application: AnyApplication, address: WebhookAddress | None) -> None:
    """Accepts no more updates, finishes the accepted ones, closes connections.

    The webhook stays set: other replicas may use it, and Telegram keeps what it cannot deliver.
    """
    if address is not None:
        await address.hook.close()
    if application.updater is not None and application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()


async def _shut_down(application: AnyApplication, address: WebhookAddress | None) -> None:
    """A clean end; given up once no update was finished for `_GRACE`."""
    processor = application.update_processor
    assert isinstance(processor, InOrder)  # noqa: S101 - for the type checker
    ending = asyncio.create_task(_end(application, address))
    last = asyncio.get_running_loop().time() + _LONGEST_STOP
    done, waited = processor.done, 0.0
    while not ending.done() and waited < _GRACE and asyncio.get_running_loop().time() < last:
        await asyncio.wait({ending}, timeout=_LOOK)
        waited = waited + _LOOK if processor.done == done else 0.0
        done = processor.done
    if ending.done():
        if ending.exception() is not None:
            _log.error("The end was not clean", exc_info=ending.exception())
        return
    left = application.update_queue.qsize() + processor.current_concurrent_updates
    ending.cancel()
    _log.warning("Not all was answered before the end; %d updates were left", left)


async def serve(application: AnyApplication, address: WebhookAddress | None = None) -> None:
    """Answers updates until SIGINT or SIGTERM, by polling or by the webhook at `address`.

    Raises telegram.error.InvalidToken where the server rejects the token, SecondPollerError where
    another process polls with the same token, WebhookError where Telegram rejects the URL.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            loop.add_signal_handler(number, stop.set)
    answering = asyncio.create_task(_answer(application, address))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({answering, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if not answering.done():
            answering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await answering
        await _shut_down(application, address)
    if not answering.cancelled():
        answering.result()
