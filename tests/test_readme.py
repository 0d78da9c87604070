"""The README keeps its word."""

from __future__ import annotations

import json
import re

from retrieval import Library
from retrieval.cli import app
from retrieval.evaluation import judge, load_gold, measure
from retrieval.evaluation.verdict import RANKS
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


def test_the_json_shown_is_what_comes(library: Library) -> None:
    shown = json.loads(next(line for line in README.splitlines() if line.startswith('{"question"')))
    assert library.ask(shown["question"], top=1).as_dict() == shown


def test_the_quality_stated_is_what_is_measured(library: Library) -> None:
    stated = README.partition("## How good it is")[2].partition("## ")[0]
    for name in ("dev", "kept"):
        gold = load_gold(ROOT / "tests" / "gold" / f"questions.{name}.jsonl")
        verdicts = [judge(lambda text: library.ask(text, top=RANKS), each) for each in gold]
        found = measure("all", verdicts)
        shares = (found.right, found.ans_at_1, found.ans_at_3, found.kept, found.refused)
        row = " | ".join(f"{share:.2f}" for share in shares if share is not None)
        assert f"| {name} ({len(gold)}) | {row} | {found.excerpt_length:.0f} |" in stated


def test_constraints_name_no_index_and_no_machine() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"#.*|[a-z0-9_.-]+==[0-9a-z.]+( ; .*)?|", line), line


def test_the_report_is_the_official_one() -> None:
    assert (ROOT / "seeds" / REPORT).stat().st_size == 44145
