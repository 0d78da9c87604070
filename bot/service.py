"""The bot in Telegram as a service: long polling from start to a clean stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal

from telegram.error import InvalidToken, TelegramError

from bot.application import ALLOWED_UPDATES, AnyApplication

__all__ = ["serve"]

_log = logging.getLogger(__name__)

# A service manager is promised an end within five seconds.
_GRACE = 4.0
# Seconds between tries to reach Telegram at the start: quick at first, then twice a minute.
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 30.0


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


async def _answer(application: AnyApplication) -> None:
    """Answers until it is cancelled; raises InvalidToken where the token is or becomes refused."""
    assert application.updater is not None  # noqa: S101 - for the type checker
    await _initialize(application)
    _log.info("Answering as @%s", application.bot.username)
    await application.updater.start_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=-1,  # without end, as above
        drop_pending_updates=False,  # questions from while the bot was down are answered
        error_callback=_on_polling_fault,
    )
    await application.start()
    await application.bot.refused()
    message = "refused while polling"
    raise InvalidToken(message)


async def _shut_down(application: AnyApplication) -> None:
    """Ends polling, answers what was fetched, closes connections; gives up after `_GRACE`."""
    try:
        async with asyncio.timeout(_GRACE):
            if application.updater is not None and application.updater.running:
                await application.updater.stop()
            if application.running:
                await application.stop()
            await application.shutdown()
    except TimeoutError:
        left = application.update_queue.qsize()
        _log.warning("Not all was answered in %.0f s; %d questions were left", _GRACE, left)
    except Exception:
        _log.exception("The end was not clean")


async def serve(application: AnyApplication) -> None:
    """Answers until SIGINT or SIGTERM.

    Raises telegram.error.InvalidToken where the server does not know the token, or no longer.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts instead
            loop.add_signal_handler(number, stop.set)
    answering = asyncio.create_task(_answer(application))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({answering, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if not answering.done():
            answering.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await answering
        await _shut_down(application)
    if not answering.cancelled():
        answering.result()
