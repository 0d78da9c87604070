"""Operators' commands in a terminal.

They work on the journal and on the files; a running bot applies them within seconds.
"""

from __future__ import annotations

import asyncio
import datetime
import getpass
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.extras import missing
from bot.journal import Journal, JournalError
from bot.operators.audit import PAUSE, RESUME, OperatorRecords
from bot.operators.service import OperatorService
from bot.operators.view import reloaded_text, stats_text, trial_text, unanswered_text
from bot.runtime.library import live_library_for, load_for
from bot.settings import Settings, SettingsError, read_settings
from bot.wording import operators as wording
from bot.wording.terminal import say
from retrieval import Addition, LexiconLine, RetrievalError, phrasing_of

__all__ = ["DAYS", "Days", "actor", "add_commands", "failure", "since", "with_service"]

# A month: long enough to see a trend, short enough to be about the bot as it is.
DAYS = 30
# Groups of questions that fit on a screen.
_GROUPS = 10

T = TypeVar("T")
Days = Annotated[int, typer.Option(min=1, help="How many days back to look.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep it; without, it is only tried.")]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Keep it even where the trial speaks against it.")
]


def since(days: int) -> datetime.datetime:
    """The moment `days` ago."""
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)


def actor() -> str:
    """The actor for the audit: the account in the terminal."""
    try:
        return f"terminal:{getpass.getuser()}"
    except (KeyError, OSError):  # an account without a name, as containers have
        return "terminal"


def failure(message: str) -> typer.Exit:
    """Prints `message` as an error; the exit to raise, with code 2."""
    say(f"error: {message}", err=True)
    return typer.Exit(2)


def _with_journal(work: Callable[[Settings, Journal], Awaitable[T]]) -> T:
    """The result of `work`; exits with an error message where it fails."""

    async def run() -> T:
        settings = read_settings()
        url, secret = settings.database_url, settings.journal_secret
        journal = Journal(url.get_secret_value(), secret=secret.get_secret_value())
        await journal.open()
        try:
            return await work(settings, journal)
        finally:
            await journal.close()

    try:
        return asyncio.run(run())
    except (SettingsError, RetrievalError) as error:
        message = str(error)
    except JournalError as error:
        message = f"DATABASE_URL: {error}"
    raise failure(message)


def _with_records(work: Callable[[OperatorRecords], Awaitable[T]]) -> T:
    return _with_journal(lambda _, journal: work(OperatorRecords(journal)))


def with_service(work: Callable[[OperatorService], Awaitable[T]]) -> T:
    """The result of `work` with the reports and the journal of the settings; exits with an error
    message where it fails."""

    async def run(settings: Settings, journal: Journal) -> T:
        live = live_library_for(settings, await asyncio.to_thread(load_for, settings))
        return await work(OperatorService(live, journal, gold=settings.gold_file))

    return _with_journal(run)


def _stats(
    days: Days = DAYS,
    picture: Annotated[Path | None, typer.Option(help="Draw them into this PNG file.")] = None,
) -> None:
    """Show how many questions there were, how they ended and how long they took."""
    found = _with_records(lambda records: records.stats(actor(), since(days)))
    say(stats_text(found, days))
    if picture is None:
        return
    if needed := missing("statistics"):
        message = f"--picture {needed}"
        raise failure(message)
    from bot.operators.chart import draw

    try:
        picture.write_bytes(draw(found))
    except OSError as error:
        message = f"{picture} cannot be written ({error.strerror})"
        raise failure(message) from error


def _unanswered(
    days: Days = DAYS, page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1
) -> None:
    """Show what was declined or voted down, in groups of similar wording, the worst first."""
    groups = with_service(lambda service: service.unanswered(actor(), since(days)))
    say(unanswered_text(groups, page, _GROUPS))


def _export(days: Days = DAYS) -> None:
    """Write the questions as JSON lines that become gold once their answers are filled in."""

    async def write(records: OperatorRecords) -> None:
        async for line in records.export(actor(), since(days)):
            sys.stdout.write(line + "\n")

    _with_records(write)


async def _add(
    service: OperatorService, addition: Addition, question: str, *, keep: bool, anyway: bool
) -> None:
    trial = await service.attempt(actor(), addition, [question] if question else [])
    say(trial_text(trial, service.live.library))
    if not keep:
        say(wording.NOT_KEPT)
        return
    if not (trial.advisable or anyway):
        say(wording.NOT_ADVISED)
        raise typer.Exit(1)
    library = await service.keep(actor(), addition)
    say(wording.kept(len(library.metadata)))


def _lexicon(
    line: Annotated[str, typer.Argument(help=f"Such as {wording.LEXICON_EXAMPLE!r}.")],
    ask: Annotated[str, typer.Option(help="A question to try it on.")] = "",
    keep: Keep = False,
    anyway: Anyway = False,
) -> None:
    """Try a line of the lexicon on the labelled questions, and keep it if wanted."""
    with_service(lambda service: _add(service, LexiconLine(line), ask, keep=keep, anyway=anyway))


def _phrasing(
    quotation: Annotated[str, typer.Argument(help="A piece of the sentence, word for word.")],
    text: Annotated[str, typer.Argument(help="How people ask for it.")],
    report: Annotated[
        str, typer.Option(help="Name of the report; else the home place's newest.")
    ] = "",
    keep: Keep = False,
    anyway: Anyway = False,
) -> None:
    """Try a phrasing for a sentence on the labelled questions, and keep it if wanted."""

    async def add(service: OperatorService) -> None:
        library = service.live.library
        found = library.report(report) if report else library.home_report
        await _add(service, phrasing_of(found, quotation, text), text, keep=keep, anyway=anyway)

    with_service(add)


def _reload() -> None:
    """Have the running bot reload reports, lexicon and phrasings, if they can be used."""

    async def reload(service: OperatorService) -> None:
        say(reloaded_text(await service.reload(actor())))

    with_service(reload)


def _pause(reason: Annotated[str, typer.Argument(help="The reason, which citizens read.")]) -> None:
    """Have the running bot tell citizens that it is paused, and why."""
    _with_records(lambda records: records.audit(actor(), PAUSE, reason))
    say(wording.is_paused(reason))


def _resume() -> None:
    """End the pause."""
    _with_records(lambda records: records.audit(actor(), RESUME))
    say(wording.RESUMED)


def add_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    for name, command in (
        ("stats", _stats),
        ("unanswered", _unanswered),
        ("lexicon", _lexicon),
        ("phrasing", _phrasing),
        ("reload", _reload),
        ("pause", _pause),
        ("resume", _resume),
        ("export", _export),
    ):
        app.command(name)(command)
