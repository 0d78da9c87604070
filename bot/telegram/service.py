"""The bot in Telegram as a service, by polling or by webhook, from start to a clean stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.telegram.api.menus import set_menus
from bot.telegram.application import AnyApplication
from bot.telegram.per_chat import InOrder
from bot.telegram.routes import ALLOWED_UPDATES
from bot.telegram.webhook import Hook

__all__ = ["WebhookAddress", "WebhookError", "serve"]

_log = logging.getLogger(__name__)

# Seconds in which at least one more update has to be dealt with after a signal to stop, or the rest
# is given up: with nothing left to do, a service manager is promised an end within five seconds.
_GRACE = 4.0
# Seconds after which the end comes all the same.  A service manager's own limit, 90 s with systemd,
# has to be above it.
_LONGEST_STOP = 60.0
# Seconds between tries to reach Telegram at the start: quick at first, then twice a minute.
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0


class WebhookError(Exception):
    """Telegram does not take the webhook's address; the message says why."""


def _on_polling_fault(error: TelegramError) -> None:
    _log.warning("Telegram could not be asked for updates: %s", error)


async def _initialize(application: AnyApplication) -> None:
    """Reaches Telegram, however long it takes; raises InvalidToken where the token is refused.

    Any other fault may pass: no network yet, a proxy or a server that is still starting.
    """
    wait = _FIRST_WAIT
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            raise
        except Exception as error:
            reason = error if isinstance(error, TelegramError) else type(error).__name__
            _log.warning("Telegram cannot be reached (%s); trying again in %.0f s", reason, wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram brings updates, and what it shows with them."""

    url: str = field(repr=False)
    secret: str = field(repr=False)
    hook: Hook


async def _poll(application: AnyApplication) -> None:
    assert application.updater is not None  # noqa: S101 - for the type checker
    await application.updater.start_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,  # without end, as above
        drop_pending_updates=False,  # questions from while the bot was down are answered
        error_callback=_on_polling_fault,
    )


async def _be_brought(application: AnyApplication, address: WebhookAddress) -> None:
    """Has updates brought to `address`, however long it takes to tell Telegram."""
    address.hook.open()
    wait = _FIRST_WAIT
    while True:
        try:
            await application.bot.set_webhook(
                address.url,
                allowed_updates=ALLOWED_UPDATES,
                secret_token=address.secret,
                drop_pending_updates=False,
            )
        except InvalidToken:
            raise
        except BadRequest as error:
            raise WebhookError(error.message) from error
        except TelegramError as error:
            _log.warning("The webhook cannot be set (%s); trying again in %.0f s", error, wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            _log.info("Telegram brings updates to the webhook")
            return


async def _answer(
    application: AnyApplication, operators: Sequence[int], address: WebhookAddress | None
) -> None:
    """Answers until it is cancelled, or raises why that makes no sense any more."""
    await _initialize(application)
    _introduce(application)
    if address is None:
        await _poll(application)
    else:
        await _be_brought(application, address)
    await application.start()
    menus = asyncio.create_task(set_menus(application.bot, operators))
    try:
        raise await application.bot.watch.ended()
    finally:
        menus.cancel()


def _introduce(application: AnyApplication) -> None:
    """Says what an operator has to know of how the bot is set at @BotFather."""
    me = application.bot.bot
    _log.info("Answering as @%s", me.username)
    if not me.can_read_all_group_messages:
        _log.info("Privacy mode is on: in groups only commands, replies and mentions arrive")
    if not me.supports_inline_queries:
        _log.info("Inline mode is off: @BotFather turns it on with /setinline")


async def _end(application: AnyApplication, address: WebhookAddress | None) -> None:
    """Takes no more updates, answers what was taken, closes connections.

    The webhook stays set: other replicas may be there, and Telegram keeps what it cannot bring.
    """
    if address is not None:
        await address.hook.close()
    if application.updater is not None and application.updater.running:
        await application.updater.stop()
    if application.running:
        await application.stop()
    await application.shutdown()


async def _shut_down(application: AnyApplication, address: WebhookAddress | None) -> None:
    """A clean end; given up after `_GRACE` in which nothing more was answered."""
    processor = application.update_processor
    assert isinstance(processor, InOrder)  # noqa: S101 - for the type checker
    ending = asyncio.create_task(_end(application, address))
    last = asyncio.get_running_loop().time() + _LONGEST_STOP
    done = -1
    while not ending.done() and processor.done > done and asyncio.get_running_loop().time() < last:
        done = processor.done
        await asyncio.wait({ending}, timeout=_GRACE)
    if ending.done():
        if ending.exception() is not None:
            _log.error("The end was not clean", exc_info=ending.exception())
        return
    left = application.update_queue.qsize() + processor.current_concurrent_updates
    ending.cancel()
    _log.warning("Not all was answered before the end; %d updates were left", left)


async def serve(
    application: AnyApplication,
    operators: Sequence[int] = (),
    address: WebhookAddress | None = None,
) -> None:
    """Answers until SIGINT or SIGTERM: by polling, or by webhook at `address`.

    `operators`: Telegram ids of those whose command menu also lists the operators' commands.

    Raises telegram.error.InvalidToken where the server does not know the token, or no longer,
    SecondPollerError where another process polls with the same token, and WebhookError where
    Telegram does not take the address.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            loop.add_signal_handler(number, stop.set)
    answering = asyncio.create_task(_answer(application, operators, address))
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
