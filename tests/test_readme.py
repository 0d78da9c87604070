"""The README keeps its word."""

from __future__ import annotations

import re

from retrieval.cli.app import app
from tests.conftest import REPORT, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_there_are_two_set_up_commands() -> None:
    commands = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
    assert [re.split(r" && ", command)[-1] for command in commands] == [
        ".venv/bin/python -m bot",
        ".venv/bin/python -m pytest -q",
    ]
    assert all("-c constraints.txt" in command for command in commands)


def test_every_command_is_described() -> None:
    named = set(re.findall(r"^\| `([a-z]+)[ `]", README, re.MULTILINE))
    assert {
        command.callback.__name__ for command in app.registered_commands if command.callback
    } <= (named)


def test_constraints_name_no_index_and_no_machine() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|[a-z0-9_.-]+==[0-9a-z.]+( ; .*)?|", line), line


def test_every_decision_is_listed() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    titles = [each.read_text(encoding="utf-8").partition("\n")[0] for each in records]
    for record, title in zip(records, titles, strict=True):
        number, _, words = title.removeprefix("# ").partition(". ")
        assert f"{number}. [{words}]({record.name})" in listed


def test_the_report_is_the_official_one() -> None:
    assert (ROOT / "seeds" / REPORT).stat().st_size == 44145
