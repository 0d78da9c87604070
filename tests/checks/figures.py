"""Pages made from the program itself, written: the README's figures and folder tree, the drawing of
the rooms, docs/quality.md, the golden visit.

    python -m tests.checks.figures [--reports FOLDER … [--set FOLDER …]]

Without options: what can be measured with this repository alone; tests/test_figures.py tells which
of these pages are stale.  `--reports`, a folder with the other reports, has docs/quality.md and
docs/quality-many.md measured as a whole, peers beside ours; `--set` adds a public retrieval set.
Read the differences before they are kept.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import retrieval
from bot.conversation.conversation import Conversation
from bot.settings import Settings
from retrieval import Library
from retrieval.cli.app import as_line
from retrieval.cli.evaluate import evaluate
from retrieval.evaluation import Verdict, judge, load_gold, measure
from retrieval.evaluation.page import table_of
from retrieval.evaluation.run import OURS, EvaluationRun
from retrieval.evaluation.verdict import RANKS
from tests.bot.telegram.conftest import Visitor, running
from tests.bot.telegram.visit import play
from tests.checks.architecture import picture
from tests.conftest import ROOT, SEEDS
from tests.loopback.server import LoopbackServer
from tests.rooms import HOUSES, tree

__all__ = ["PAGES"]

_GOLD = ROOT / "tests" / "gold"
_QUALITY = ROOT / "docs" / "quality.md"
_MANY = ROOT / "docs" / "quality-many.md"
# The files of gold about the home report, in the order of docs/quality.md.
_HOME = (
    "questions.dev",
    "questions.kept",
    "questions.rambling",
    "questions.fit",
    "shapes.home.kept",
    "shapes.home.fit",
)
_NO_REPORTS = shutil.ignore_patterns("README*", "*.csv")
# Of gold over many reports, the row of all questions: its name, number and first five shares.
_ALL = r"^## many\.{}$.*?^\| \*\*all\*\* \| (\d+) \|" + r" ([\d.]+)[^|]*\|" * 5


def _replaced(pattern: str, text: str, page: str) -> str:
    """`page` with `text` in the first place that `pattern` finds, which has to be there."""
    changed, found = re.subn(pattern, lambda _: text, page, count=1, flags=re.MULTILINE | re.DOTALL)
    assert found, pattern
    return changed


@functools.cache  # two pages tell of the same questions
def _verdicts(library: Library, name: str) -> list[Verdict]:
    """What becomes of each question of a file of gold about the home report."""
    gold = load_gold(_GOLD / f"{name}.jsonl")
    return [judge(lambda text: library.ask(text, RANKS), each) for each in gold]


def _rooms(_: Library) -> str:
    """The folder tree as the packages describe themselves."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for house in HOUSES:
        page = _replaced(rf"^{house}/\n(?:  [a-z]+/ [^\n]*\n)+", f"{tree(house)}\n", page)
    return page


def _command_line(library: Library) -> str:
    """What `ask --json` writes."""
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    shown = library.ask("新增了多少停车位", top=1).as_dict()
    return _replaced(r'^\{"question".*?$', as_line(shown), page)


def _readme(readme: str, library: Library) -> str:
    """Shares over the home report as measured, those over many as docs/quality-many.md has them."""
    page = (ROOT / readme).read_text(encoding="utf-8")
    for name in ("dev", "kept"):
        verdicts = _verdicts(library, f"questions.{name}")
        found = measure(name, verdicts)
        shares = (found.right, found.ans_at_1, found.ans_at_3, found.kept, found.refused)
        row = " | ".join(f"{share:.2f}" for share in shares)
        row = f"| {name} ({len(verdicts)}) | {row} | {found.excerpt_length:.0f} |"
        page = _replaced(rf"^\| {name} \(\d+\)( \| [\d.]+){{6}} \|$", row, page)
    many = _MANY.read_text(encoding="utf-8")
    for name in ("fit", "kept"):
        row_of_all = re.search(_ALL.format(name), many, re.MULTILINE | re.DOTALL)
        assert row_of_all, name
        count, *shares_of_all = row_of_all.groups()
        row = f"| {name} ({count}) | {' | '.join(shares_of_all)} |"
        page = _replaced(rf"^\| {name} \(\d+\)( \| [\d.]+){{5}} \|$", row, page)
    return page


def _quality(library: Library) -> str:
    """Our rows of the tables about the home report; the peers' need the extra `evaluation`."""
    page = _QUALITY.read_text(encoding="utf-8")
    for name in _HOME:
        table = table_of(EvaluationRun(name, {OURS: _verdicts(library, name)}))
        before, title, after = page.partition(f"## {name}\n")
        assert title, name
        page = before + title + _replaced(r"^\| \| n \|.*?^\| \*\*all\*\* [^\n]*$", table, after)
    return page


def _visit(library: Library) -> str:
    """What people see in a whole visit, from the bot itself against a Bot API of the tests' own."""

    async def visit() -> str:
        with LoopbackServer() as server:
            async with running(server, Conversation(library)):
                text = await play(Visitor(server))
            assert server.telegram.rejected == []
        return text

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):  # with its journal
        return asyncio.run(visit())


# Each page, and what makes its text as it has to read now.
PAGES: dict[str, Callable[[Library], str]] = {
    "README.md": functools.partial(_readme, "README.md"),
    "README.zh.md": functools.partial(_readme, "README.zh.md"),
    "docs/architecture.md": _rooms,
    "docs/command-line.md": _command_line,
    "docs/architecture.svg": lambda _: picture(),
    "docs/quality.md": _quality,
    "tests/bot/telegram/visit.md": _visit,
}


def _measure_all(folders: list[Path], sets: list[Path]) -> None:
    """Writes docs/quality.md and docs/quality-many.md as a whole."""
    gold = [_GOLD / f"{name}.jsonl" for name in _HOME]
    for sort in ("general", "general_shapes"):
        for part in ("kept", "fit"):
            gold += sorted((_GOLD / sort / part).glob("*.jsonl"))
    plot = ROOT / "docs" / "risk-coverage.png"
    with tempfile.TemporaryDirectory() as together:
        for folder in folders:
            shutil.copytree(folder, together, dirs_exist_ok=True, ignore=_NO_REPORTS)
        evaluate(
            [*gold, *sets], SEEDS, reports=Path(together), page=_QUALITY, plot=plot, peers=True
        )
    many = [_GOLD / "many.kept.jsonl", _GOLD / "many.fit.jsonl"]
    evaluate(many, folders[0], page=_MANY, peers=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.checks.figures")
    parser.add_argument(
        "--reports",
        type=Path,
        action="append",
        default=[],
        help="a folder with other reports; those of the first are put together, too",
    )
    parser.add_argument("--set", type=Path, action="append", default=[], help="a retrieval set")
    asked = parser.parse_args()
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)
    if asked.reports:
        folders = [each.resolve() for each in asked.reports]
        _measure_all(folders, [each.resolve() for each in asked.set])
    library = retrieval.load(SEEDS)
    for name, made in PAGES.items():
        file, text = ROOT / name, made(library)
        print(f"{name}: {'as it was' if text == file.read_text('utf-8') else 'written'}")
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
