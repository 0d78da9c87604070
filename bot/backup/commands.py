"""The commands `backup` and `restore`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.backup.archive import ENV, JOURNAL, Backup, BackupError, read_backup
from bot.backup.office import Office, back_up, office_of, restore
from bot.journal import JournalError
from bot.operator_commands import failure
from bot.settings import Settings, SettingsError, usable_settings
from bot.wording import backup as wording
from bot.wording.terminal import say
from retrieval import OWN_FOLDER, default_seeds_dir, shipped_in

__all__ = ["add_backup_commands"]


def _office(settings: Settings, backup: Backup | None = None) -> Office:
    """The office of `settings`; `backup`: what is to be put back in it."""
    seeds = settings.seeds_dir or default_seeds_dir()
    if backup is not None and settings.seeds_dir is None:
        shipped = shipped_in(seeds)
        # In a fresh clone, reports of an office's own go where `adopt` would put them.
        if shipped and not set(shipped) & set(backup.seeds):
            seeds = Path(OWN_FOLDER)
    return office_of(seeds, settings.database_url.get_secret_value())


def _backup(
    file: Annotated[Path, typer.Argument(help="The file to make, such as office.zip.")],
    secrets: Annotated[
        bool, typer.Option("--secrets", help="With the token and other secrets of .env.")
    ] = False,
) -> None:
    """Back up reports, words, settings and journal, while the bot runs."""
    try:
        office = _office(usable_settings()[0])
        made = back_up(office, file, secrets=secrets)
    except (BackupError, JournalError, SettingsError) as error:
        raise failure(str(error)) from error
    env, journal = ENV in made.files, JOURNAL in made.files
    say(wording.backed_up(str(file), len(made.seeds), env=env, journal=journal))
    if made.left_out:
        say(wording.secrets_left_out(made.left_out))
    if office.journal is None:
        say(wording.JOURNAL_ELSEWHERE)
    if journal:
        say(wording.HOLDS_QUESTIONS)


def _restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    force: Annotated[
        bool, typer.Option("--force", help="Also over what is there, which is kept beside.")
    ] = False,
) -> None:
    """Put a backup back, all of it checked first; stop the bot before."""
    try:
        backup = read_backup(file)
        office = _office(_settings_for(backup), backup)
        done = restore(office, file, force=force)
    except (BackupError, JournalError, SettingsError) as error:
        raise failure(str(error)) from error
    made = done.backup.made
    say(wording.restored(made, done.seeds, env=done.env, journal=done.journal))
    if done.kept:
        say(wording.kept_beside([str(each) for each in done.kept]))
    left_out = done.backup.left_out if done.env else ()
    say(wording.fill_in(left_out) if left_out else wording.CHECK)


def _settings_for(backup: Backup) -> Settings:
    """The settings of this folder; where it has none yet, those of `backup`, which say where its
    parts belong."""
    if Path(".env").exists() or ENV not in backup.files:
        return usable_settings()[0]
    with tempfile.TemporaryDirectory() as folder:
        env = Path(folder) / ENV
        backup.unpack(ENV, env)
        return usable_settings(env)[0]


def add_backup_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    app.command("backup")(_backup)
    app.command("restore")(_restore)
