"""The commands with which an office makes the bot its own: `adopt` and `set`."""

from __future__ import annotations

import asyncio
import difflib
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bot.env_file import ENV_FILE, set_values
from bot.journal import Journal, JournalError
from bot.operator_commands import actor, failure
from bot.operators.adopting import adopted_text, understood_text
from bot.operators.audit import RELOAD, OperatorRecords
from bot.operators.incoming import safe_name
from bot.settings import Settings, SettingsError, faults_of, usable_settings
from bot.wording import adopting as wording
from bot.wording.terminal import say
from retrieval import (
    Adoption,
    Library,
    RetrievalError,
    adopt,
    default_seeds_dir,
    inspect_file,
    load,
)

__all__ = ["add_adopting_commands"]

# How alike a name has to be to be the one that was meant.
_ALIKE = 0.6
_SECRET = ("TOKEN", "SECRET")


def _adopt(
    file: Annotated[Path, typer.Argument(help="The report: text, Word, PDF, a saved page.")],
    name: Annotated[str, typer.Option(help=f"Call it so, such as {wording.FILE_NAME}.")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="Though it looks wrong.")] = False,
) -> None:
    """Put your own report in, in place of the one that comes with the program."""
    try:
        settings, _ = usable_settings()
        found = inspect_file(file)
        say(understood_text(found))
        if not found.sound and not anyway:
            message = (
                "not put in, because of what is said above; mend the file (--name renames it), or "
                "put it in as it is with --anyway"
            )
            raise failure(message)
        adoption = adopt(file, settings.seeds_dir, safe_name(name) if name else "")
        try:
            library = _loaded(adoption, settings)
        except (RetrievalError, SettingsError, typer.Exit):
            adoption.undo()
            raise
    except (RetrievalError, SettingsError) as error:
        raise failure(str(error)) from error
    say(adopted_text(adoption, library))
    asyncio.run(_tell_running_bot(settings, adoption))
    _say_what_remains(settings, library, adoption)


def _loaded(adoption: Adoption, settings: Settings) -> Library:
    """The library with the report, once the settings lead to it.

    Raises RetrievalError and SettingsError.
    """
    folder = adoption.file.parent
    library = load(folder)
    mine = next((each for each in library.metadata if each.name == adoption.file.name), None)
    if mine is None:
        message = "; ".join(library.faults) or f"{adoption.file} cannot be used"
        raise SettingsError(message)
    wanted = {"HOME_PLACE": mine.place} if mine.place else {}
    chosen = settings.seeds_dir or default_seeds_dir()
    if chosen.resolve() != folder.resolve():
        wanted["SEEDS_DIR"] = str(folder)
    _settle(wanted)
    return load(folder, home=mine.place)


def _settle(wanted: dict[str, str]) -> None:
    """Writes to `.env` what is wanted; raises SettingsError where the environment is against it."""
    against = {name for name, value in wanted.items() if os.environ.get(name, value) != value}
    if against:
        several = " and ".join(f"{name}={wanted[name]}" for name in sorted(against))
        message = f"the environment sets something else, and comes before .env: set {several} there"
        raise SettingsError(message)
    # What the environment or the folder say already needs no line.
    lines = {name: value for name, value in wanted.items() if name not in os.environ}
    try:
        set_values(lines)
    except (OSError, UnicodeDecodeError) as error:
        if "SEEDS_DIR" in lines:
            message = f"{ENV_FILE} cannot be written ({error}); set SEEDS_DIR={lines['SEEDS_DIR']}"
            raise SettingsError(message) from error
        say(f"{ENV_FILE} cannot be written ({error}); HOME_PLACE stays as it is", err=True)


async def _tell_running_bot(settings: Settings, adoption: Adoption) -> None:
    """A bot that runs on the same journal reloads within seconds."""
    try:
        journal = Journal(settings.database_url.get_secret_value())
        await journal.open()
    except JournalError:  # no bot has run here
        return
    try:
        records = OperatorRecords(journal)
        await records.audit(actor(), "report", adoption.file.name)
        await records.audit(actor(), RELOAD, "report")
    finally:
        await journal.close()


def _say_what_remains(settings: Settings, library: Library, adoption: Adoption) -> None:
    mine = next(each for each in library.metadata if each.name == adoption.file.name)
    said = wording.remaining(
        token=settings.telegram_bot_token is not None,
        admins=bool(settings.admin_ids),
        name=bool(settings.bot_name),
        contact=bool(settings.contact_line),
        phrasings=mine.coverage > 0,
    )
    say(said)


def _set(
    name: Annotated[str, typer.Argument(help="The setting, such as BOT_NAME.")],
    value: Annotated[str, typer.Argument(help="Asked for unless given.")] = "",
) -> None:
    """Write a setting to .env, if it can be used."""
    name = name.upper()
    known = [each.upper() for each in Settings.model_fields]
    if name not in known:
        near = difflib.get_close_matches(name, known, 1, _ALIKE)
        message = (
            f"there is no setting {name}; is {near[0]} meant?"
            if near
            else f"there is no setting {name}; docs/settings.md lists them"
        )
        raise failure(message)
    if not value:
        value = typer.prompt(name, hide_input=name.endswith(_SECRET))
    alone: dict[str, Any] = {"_env_file": None, name.lower(): value}
    try:
        Settings(**alone)
    except ValidationError as error:
        own = [each for each in faults_of(error) if each.startswith(f"{name}:")]
        if own:
            raise failure("\n".join(own)) from error
    try:
        set_values({name: value})
    except (OSError, UnicodeDecodeError) as error:
        message = f"{ENV_FILE} cannot be written ({error})"
        raise failure(message) from error
    say(f"{name} is set in {ENV_FILE}; it counts from the next start on")


def add_adopting_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("adopt")(_adopt)
    app.command("set")(_set)
