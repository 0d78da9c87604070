"""Backups: an office is backed up while its bot runs, and put back on another machine."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from bot.backup.env_file import without_secrets
from bot.journal import Channel, Entry, Journal
from tests.bot.journal.kit import written
from tests.bot.web.conftest import CRAFTED
from tests.commands import run

NAME = "某某市2024年.txt"
ENV = """# ours
HOME_PLACE=某某市
TELEGRAM_BOT_TOKEN=123456789:AAEabcdefghijklmnopqrstuvwxyz
JOURNAL_SECRET=hush
DATABASE_URL=sqlite:///journal.db
RATE_LIMIT_STORAGE=memory://
"""


def journal_in(folder: Path, *questions: str) -> None:
    async def write() -> None:
        journal = Journal(f"sqlite:///{folder}/journal.db")
        await journal.open()
        for question in questions:
            await written(journal, Entry(Channel.PRIVATE, "answered", 1.0, question))
        await journal.close()

    asyncio.run(write())


def questions_in(file: Path) -> list[str]:
    with sqlite3.connect(file) as journal:
        rows = journal.execute("SELECT text FROM questions ORDER BY text").fetchall()
    journal.close()
    return [text for (text,) in rows]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An office: a report, words of its own, settings, a journal."""
    folder = tmp_path / "office"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / NAME).write_text(CRAFTED, encoding="utf-8")
    (folder / "seeds" / "own.lexicon.txt").write_text("娃娃名额 → 学位\n", encoding="utf-8")
    (folder / ".env").write_text(ENV, encoding="utf-8")
    journal_in(folder, "问题一", "问题二")
    return folder


@pytest.fixture
def backup(home: Path) -> Path:
    finished = run("-m", "bot", "backup", "../office.zip", home=home, OPERATOR_LANGUAGE="zh")
    assert finished.returncode == 0, finished.stderr
    said = finished.stdout.decode()
    assert "2 个文件" in said
    assert "TELEGRAM_BOT_TOKEN、JOURNAL_SECRET" in said
    return home.parent / "office.zip"


def test_an_office_is_put_back_on_another_machine(home: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "seeds").mkdir(parents=True)
    finished = run("-m", "bot", "restore", str(backup), home=other, OPERATOR_LANGUAGE="zh")
    assert finished.returncode == 0, finished.stderr
    assert "TELEGRAM_BOT_TOKEN、JOURNAL_SECRET" in finished.stdout.decode()
    for name in (NAME, "own.lexicon.txt"):
        assert (other / "seeds" / name).read_bytes() == (home / "seeds" / name).read_bytes()
    assert questions_in(other / "journal.db") == ["问题一", "问题二"]
    env = (other / ".env").read_text("utf-8")
    assert "HOME_PLACE=某某市" in env
    assert "AAE" not in env
    assert "hush" not in env
    again = run("-m", "bot", "restore", str(backup), home=other)
    assert again.returncode == 0, again.stderr  # all of it is there as it is


def test_the_backup_has_secrets_only_where_they_are_wanted(home: Path, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        assert b"AAE" not in archive.read("env")
    finished = run("-m", "bot", "backup", "../whole.zip", "--secrets", home=home)
    assert finished.returncode == 0, finished.stderr
    with zipfile.ZipFile(home.parent / "whole.zip") as archive:
        assert archive.read("env").decode() == ENV
    assert backup.stat().st_mode & 0o077 == 0  # citizens' questions are for nobody else


def test_a_journal_that_is_being_written_is_copied_whole(home: Path) -> None:
    open_still = sqlite3.connect(home / "journal.db")
    open_still.execute("PRAGMA journal_mode=WAL")
    open_still.execute("INSERT INTO audit VALUES ('x', '2026-01-01', 'a', 'b', 'c')")
    open_still.commit()  # stands in the file beside the journal
    assert run("-m", "bot", "backup", "../office.zip", home=home).returncode == 0
    open_still.close()
    with zipfile.ZipFile(home.parent / "office.zip") as archive:
        archive.extract("journal.db", home.parent)
    with sqlite3.connect(home.parent / "journal.db") as copy:
        assert copy.execute("SELECT count(*) FROM audit WHERE id = 'x'").fetchone() == (1,)
    copy.close()


def test_what_is_there_is_replaced_only_with_force_and_kept_beside(
    home: Path, backup: Path
) -> None:
    (home / "seeds" / "own.lexicon.txt").write_text("别的 → 学位\n", encoding="utf-8")
    (home / "seeds" / "another.txt").write_text(CRAFTED.replace("某某", "别的"), "utf-8")
    journal_in(home, "问题三")
    before = {each: each.read_bytes() for each in home.rglob("*") if each.is_file()}
    refused = run("-m", "bot", "restore", str(backup), home=home)
    assert refused.returncode == 2
    assert b"--force" in refused.stderr
    assert {each: each.read_bytes() for each in home.rglob("*") if each.is_file()} == before
    finished = run("-m", "bot", "restore", str(backup), "--force", home=home)
    assert finished.returncode == 0, finished.stderr
    assert "娃娃名额" in (home / "seeds" / "own.lexicon.txt").read_text("utf-8")
    beside = home / "seeds" / ".own.lexicon.txt.before-restore"
    assert beside.read_text("utf-8") == "别的 → 学位\n"
    assert not (home / "seeds" / "another.txt").exists()
    assert questions_in(home / "journal.db") == ["问题一", "问题二"]
    assert questions_in(home / ".journal.db.before-restore") == ["问题一", "问题三", "问题二"]
    checked = run("-m", "retrieval", "ask", "娃娃名额新增多少", home=home)
    assert "4200" in checked.stdout.decode()


def rewritten(backup: Path, name: str, content: bytes, *, sign: bool = True) -> Path:
    """A copy of `backup` in which the file `name` holds `content`."""
    import hashlib

    target = backup.with_name("changed.zip")
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(target, "w") as copy:
        manifest = json.loads(source.read("manifest.json"))
        if sign:
            manifest["files"][name] = hashlib.sha256(content).hexdigest()
        for each in source.namelist():
            if each not in (name, "manifest.json"):
                copy.writestr(each, source.read(each))
        copy.writestr(name, content)
        copy.writestr("manifest.json", json.dumps(manifest))
    return target


@pytest.mark.parametrize(
    ("name", "content", "sign", "why"),
    [
        ("env", b"X=1\n", False, b"damaged"),
        ("journal.db", b"no journal", True, b"journal cannot be read"),
        (f"seeds/{NAME}", b"\x00\x01", True, b"cannot be loaded"),
        ("seeds/../../outside.txt", b"x", True, b"written elsewhere"),
        ("/etc/outside.txt", b"x", True, b"written elsewhere"),
        ("more.txt", b"x", False, b"not those of its manifest"),
    ],
)
def test_a_backup_that_is_not_sound_changes_nothing(
    backup: Path, tmp_path: Path, name: str, content: bytes, sign: bool, why: bytes
) -> None:
    other = tmp_path / "other"
    (other / "seeds").mkdir(parents=True)
    changed = rewritten(backup, name, content, sign=sign)
    finished = run("-m", "bot", "restore", str(changed), home=other)
    assert finished.returncode == 2
    assert why in finished.stderr, finished.stderr
    assert b"Traceback" not in finished.stderr
    assert [each.name for each in other.rglob("*") if each.is_file()] == []
    assert not (tmp_path / "outside.txt").exists()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_backup_is_said(home: Path, content: bytes) -> None:
    (home / "x.zip").write_bytes(content)
    for file in ("x.zip", "nowhere.zip"):
        finished = run("-m", "bot", "restore", file, home=home)
        assert finished.returncode == 2
        assert file.encode() in finished.stderr
        assert b"Traceback" not in finished.stderr


def test_where_nothing_can_be_written_it_is_said(home: Path) -> None:
    finished = run("-m", "bot", "backup", "nowhere/office.zip", home=home)
    assert finished.returncode == 2
    assert b"cannot be written" in finished.stderr


def test_secrets_are_known_by_the_kind_of_setting_and_by_name() -> None:
    text, names = without_secrets(
        "# a comment\nDATABASE_URL=postgresql://u:p@h/d\nINDEX_URL=http://u:p@h:19530\n"
        "export ADMIN_TOKEN=x\nPOSTGRES_PASSWORD=y\nADMIN_IDS=1,2\nWEBHOOK_SECRET=\n"
    )
    assert names == ("DATABASE_URL", "INDEX_URL", "ADMIN_TOKEN", "POSTGRES_PASSWORD")
    assert "ADMIN_IDS=1,2" in text
    assert "# a comment" in text
    assert not any(secret in text for secret in ("u:p", "=x", "=y"))
    assert without_secrets("DATABASE_URL=sqlite:///journal.db\n")[1] == ()
