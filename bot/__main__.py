"""`python -m bot`: the bot in Telegram with a token, in the console without one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Iterator

import typer
from telegram.error import InvalidToken

from bot import check as checking
from bot.conversation import console
from bot.conversation.conversation import Conversation
from bot.operator_commands import add_commands
from bot.run import run
from bot.runtime.library import load_for
from bot.runtime.logs import set_up_logging
from bot.settings import Settings, SettingsError, read_settings, usable_settings
from bot.telegram.api.poll_watch import SecondPollerError
from bot.telegram.service import WebhookError
from retrieval import RetrievalError

__all__ = ["app"]

_log = logging.getLogger("bot")

_NOWHERE_TO_TALK = (
    "TELEGRAM_BOT_TOKEN is not set, and there is no terminal to talk in. Get a token from "
    "@BotFather in Telegram and set it in the environment or in .env, or run this in a terminal."
)
_NOT_ACCEPTED = (
    "TELEGRAM_BOT_TOKEN is not accepted by the server. Copy the token again from @BotFather, "
    "or check TELEGRAM_API_URL."
)

_SECOND_POLLER = (
    "another process polls with the same TELEGRAM_BOT_TOKEN, and only one may; stop the other one, "
    "or give this one a token of its own"
)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def _end(message: str) -> typer.Exit:
    """Says `message` to the operator; the exit to raise."""
    typer.echo(f"error: {message}", err=True)
    return typer.Exit(2)


@contextlib.contextmanager
def _leaving_on_signals() -> Iterator[None]:
    """A signal while the bot is still loading ends it as cleanly as one later on."""

    def leave(*_: object) -> None:
        raise SystemExit(0)

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM)}
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None:  # asks for what is being done already
        before[hangup] = signal.signal(hangup, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _answer_in_telegram(settings: Settings, token: str) -> None:
    set_up_logging(settings.log_level, (token,), settings.log_format)
    with _leaving_on_signals():
        _log.info("Loading the reports")
        library = load_for(settings)
        try:
            asyncio.run(run(settings, library))
        except InvalidToken as error:
            raise _end(_NOT_ACCEPTED) from error
        except SecondPollerError as error:
            raise _end(_SECOND_POLLER) from error
        except WebhookError as error:
            message = f"WEBHOOK_URL: Telegram does not take it ({error}); mend it"
            raise _end(message) from error
        _log.info("Stopped")


def _answer_in_console(settings: Settings) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise _end(_NOWHERE_TO_TALK)
    # The person at the terminal is no operator: what is said to them is the conversation.
    set_up_logging("ERROR")
    with contextlib.suppress(KeyboardInterrupt):
        console.run(Conversation(load_for(settings)))


def _start() -> None:
    settings = read_settings()
    token = settings.telegram_bot_token
    if token is None:
        _answer_in_console(settings)
    else:
        _answer_in_telegram(settings, token.get_secret_value())


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Answer questions about the report: in Telegram with TELEGRAM_BOT_TOKEN set, else here."""
    if context.invoked_subcommand is not None:
        return
    try:
        _start()
    except (RetrievalError, SettingsError) as error:
        raise _end(str(error)) from error


@app.command()
def check() -> None:
    """Say whether the bot could start, and every fault by the name of its setting."""
    try:
        settings, faults = usable_settings()
        right, wrong = checking.check(settings)
        wrong = [*faults, *wrong]
    except SettingsError as error:
        right, wrong = [], str(error).splitlines()
    for line in right:
        typer.echo(line)
    for line in wrong:
        typer.echo(line, err=True)
    if wrong:
        raise typer.Exit(2)


add_commands(app)

if __name__ == "__main__":
    app(prog_name="python -m bot")
