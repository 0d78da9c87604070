"""`python -m bot`: the bot in Telegram with a token, in the console without one."""

from __future__ import annotations

import logging
import sys

import typer
from telegram.error import InvalidToken

from bot import application, console
from bot.conversation import Conversation
from bot.logs import set_up_logging
from bot.settings import Settings, SettingsError, read_settings
from retrieval import RetrievalError, load

__all__ = ["app"]

_log = logging.getLogger("bot")

_NOWHERE_TO_TALK = (
    "TELEGRAM_BOT_TOKEN is not set, and there is no terminal to talk in. Get a token from "
    "@BotFather in Telegram and set it in the environment or in .env, or run this in a terminal."
)
_NOT_ACCEPTED = (
    "TELEGRAM_BOT_TOKEN is not accepted by {url}. Copy the token again from @BotFather, "
    "or check TELEGRAM_API_URL."
)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


def _end(message: str) -> typer.Exit:
    """Says `message` to the operator; the exit to raise."""
    typer.echo(f"error: {message}", err=True)
    return typer.Exit(2)


def _talk(settings: Settings) -> None:
    token = settings.telegram_bot_token
    if token is None and not sys.stdin.isatty():
        raise _end(_NOWHERE_TO_TALK)
    set_up_logging(settings.log_level, (token.get_secret_value(),) if token else ())
    conversation = Conversation(load(settings.seeds_dir))
    if token is None:
        console.run(conversation)
        return
    _log.info("Answering in Telegram through %s", settings.telegram_api_url)
    try:
        application.run(settings, conversation)
    except InvalidToken as error:
        raise _end(_NOT_ACCEPTED.format(url=settings.telegram_api_url)) from error
    _log.info("Stopped")


@app.command()
def main() -> None:
    """Answer questions about the report: in Telegram with TELEGRAM_BOT_TOKEN set, else here."""
    try:
        _talk(read_settings())
    except (RetrievalError, SettingsError) as error:
        raise _end(str(error)) from error


if __name__ == "__main__":
    app(prog_name="python -m bot")
