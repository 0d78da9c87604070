"""What operators ask of the journal in a terminal: how it goes, what went unanswered, an export."""

from __future__ import annotations

import asyncio
import datetime
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from bot import wording
from bot.journal import Group, Journal, JournalError, Stats, page_of
from bot.settings import SettingsError, read_settings

__all__ = ["add_commands"]

# A month: long enough to see a trend, short enough to be about the bot as it is.
_DAYS = 30
# Groups of questions that fit on a screen.
_GROUPS = 10

T = TypeVar("T")
Days = Annotated[int, typer.Option(min=1, help="How many days back to look.")]


def _since(days: int) -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)


def _asked(question: Callable[[Journal], Awaitable[T]]) -> T:
    """What the journal answers; ends with a sentence where it cannot be asked."""

    async def ask() -> T:
        settings = read_settings()
        url, secret = settings.database_url, settings.journal_secret
        journal = Journal(url.get_secret_value(), secret=secret.get_secret_value())
        await journal.open()
        try:
            return await question(journal)
        finally:
            await journal.close()

    try:
        return asyncio.run(ask())
    except SettingsError as error:
        message = str(error)
    except JournalError as error:
        message = f"DATABASE_URL: {error}"
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(2)


def stats_text(stats: Stats, days: int) -> str:
    """Counts, shares of outcomes, the median time, ratings."""
    lines = [wording.stats_lead(days, stats.total, stats.askers)]
    for outcome, count in stats.outcomes.items():
        lines.append(wording.stats_share(outcome, count, stats.total))
    if stats.milliseconds is not None:
        lines.append(wording.stats_time(round(stats.milliseconds, 1)))
    lines.append(wording.stats_ratings(stats.up, stats.down))
    return "\n".join(lines)


def group_text(number: int, group: Group) -> str:
    """Questions in similar words, how many asked them and how they ended."""
    head = wording.group_lead(number, group.askers, group.times, group.down)
    return "\n".join([head, *(f"    {each}" for each in group.wordings)])


def _stats(days: Days = _DAYS) -> None:
    """Show how many questions there were, how they ended and how long they took."""
    typer.echo(stats_text(_asked(lambda journal: journal.stats(_since(days))), days))


def _unanswered(
    days: Days = _DAYS, page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1
) -> None:
    """Show what was declined or voted down, in groups of similar wording, the worst first."""
    groups = _asked(lambda journal: journal.unanswered(_since(days)))
    shown = page_of(groups, page, _GROUPS)
    typer.echo(wording.unanswered_lead(shown.total, shown.number, shown.pages))
    for at, group in enumerate(shown.groups, start=1 + (shown.number - 1) * _GROUPS):
        typer.echo(group_text(at, group))


def _export(days: Days = _DAYS) -> None:
    """Write the questions as JSON lines that become gold once their answers are filled in."""

    async def write(journal: Journal) -> None:
        async for line in journal.export(_since(days)):
            sys.stdout.write(line + "\n")

    _asked(write)


def add_commands(app: typer.Typer) -> None:
    """Adds `stats`, `unanswered` and `export` to `app`."""
    app.command("stats")(_stats)
    app.command("unanswered")(_unanswered)
    app.command("export")(_export)
