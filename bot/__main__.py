"""The command `python -m bot`: Telegram with a token, without one the web side or the console."""

from __future__ import annotations

import contextlib
import gc
import logging
import signal
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from telegram.error import InvalidToken

from bot import check as checking
from bot.adopting import add_adopting_commands
from bot.backup.commands import add_backup_commands
from bot.conversation import console
from bot.marking_commands import add_marking_commands
from bot.operator_commands import add_commands, failure
from bot.run import run, run_web
from bot.runtime.ending import run_to_the_end
from bot.runtime.library import live_library_for, load_for
from bot.runtime.logs import set_up_logging
from bot.settings import Settings, SettingsError, read_settings, usable_settings
from bot.telegram.api.poll_watch import PollingEndedError, SecondPollerError
from bot.telegram.service import WebhookError
from bot.wording.terminal import CommandGroup, say
from retrieval import Library, RetrievalError

__all__ = ["app"]

_log = logging.getLogger("bot")

_NOWHERE_TO_TALK = (
    "TELEGRAM_BOT_TOKEN is not set, and there is no terminal to talk in. Get a token from "
    "@BotFather in Telegram and set it in the environment or in .env, set WEB_PORT, run this in a "
    "terminal, or pipe questions to `python -m bot ask`."
)
_NOT_ACCEPTED = (
    "TELEGRAM_BOT_TOKEN is not accepted by the server. Copy the token again from @BotFather, "
    "or check TELEGRAM_API_URL."
)

_SECOND_POLLER = (
    "another process polls with the same TELEGRAM_BOT_TOKEN, and only one may; stop the other one, "
    "or give this one a token of its own"
)

app = typer.Typer(cls=CommandGroup, add_completion=False, pretty_exceptions_enable=False)


@contextlib.contextmanager
def _leaving_on_signals() -> Iterator[None]:
    """Exits with 0 on SIGINT and SIGTERM while the bot is still loading."""

    def leave(*_: object) -> None:
        raise SystemExit(0)

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, signal.SIGTERM)}
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None:  # a reload, and the reports are being loaded already
        before[hangup] = signal.signal(hangup, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _loaded(settings: Settings) -> Library:
    """The library of the reports, for good: the garbage collector would look through it again and
    again, and everybody waits a tenth of a second for that."""
    library = load_for(settings)
    gc.collect()
    gc.freeze()
    return library


def _answer_in_telegram(settings: Settings) -> None:
    set_up_logging(settings.log_level, settings.secrets, settings.log_format)
    with _leaving_on_signals():
        _log.info("Loading the reports")
        library = _loaded(settings)
        try:
            run_to_the_end(run(settings, library))
        except InvalidToken as error:
            raise failure(_NOT_ACCEPTED) from error
        except SecondPollerError as error:
            raise failure(_SECOND_POLLER) from error
        except PollingEndedError as error:  # a service manager starts it again
            _log.critical("Telegram is not polled any more; this process ends, to be started again")
            raise typer.Exit(1) from error
        except WebhookError as error:
            message = f"WEBHOOK_URL: Telegram does not take it ({error}); mend it"
            raise failure(message) from error
        _log.info("Stopped")


def _answer_on_the_web(settings: Settings) -> None:
    set_up_logging(settings.log_level, settings.secrets, settings.log_format)
    with _leaving_on_signals():
        _log.info("Loading the reports")
        run_to_the_end(run_web(settings, _loaded(settings)))
        _log.info("Stopped")


def _on_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _answer_in_console(settings: Settings, questions: Sequence[str] = ()) -> None:
    """A conversation in the terminal that begins with `questions`; without a terminal only they are
    answered, or the lines of standard input."""
    # The person at the terminal is no operator, and sees the conversation only.
    set_up_logging("ERROR")
    conversation = live_library_for(settings, load_for(settings)).conversation
    with contextlib.suppress(KeyboardInterrupt):
        if _on_a_terminal():
            console.run(conversation, questions)
        else:
            console.answer_each(conversation, questions or sys.stdin or ())


def _start() -> None:
    settings = read_settings()
    token = settings.telegram_bot_token
    if token is None and settings.web_port is not None:
        _answer_on_the_web(settings)
    elif token is None:
        if not _on_a_terminal():
            raise failure(_NOWHERE_TO_TALK)
        _answer_in_console(settings)
    else:
        _answer_in_telegram(settings)


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Answer questions about the report: in Telegram with TELEGRAM_BOT_TOKEN set, else on the web
    side with WEB_PORT set, else here."""
    if context.invoked_subcommand is not None:
        return
    try:
        _start()
    except (RetrievalError, SettingsError) as error:
        raise failure(str(error)) from error


@app.command()
def ask(
    questions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION",
            help="Questions; from a pipe one a line; an empty line begins another conversation.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Answer questions here as in Telegram; on a terminal the conversation goes on."""
    try:
        _answer_in_console(read_settings(), questions or ())
    except (RetrievalError, SettingsError) as error:
        raise failure(str(error)) from error


@app.command()
def check() -> None:
    """Say whether the bot could start, and every fault by the name of its setting."""
    try:
        settings, faults = usable_settings()
        found = checking.check(settings)
        found.failed[:0] = faults
    except SettingsError as error:
        found = checking.Outcome(failed=str(error).splitlines())
    for line in found.passed:
        say(line)
    for line in found.odd:
        say(f"warning: {line}", err=True)
    for line in found.failed:
        say(line, err=True)
    if found.failed:
        raise typer.Exit(2)


add_adopting_commands(app)
add_commands(app)
add_marking_commands(app)
add_backup_commands(app)

if __name__ == "__main__":
    app(prog_name="python -m bot")
