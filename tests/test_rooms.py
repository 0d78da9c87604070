"""The house stays as it is drawn: which room may import which, and that imports go downward only."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rooms import HOUSES, imports, modules, rooms, tree

# What each room may import of its own house, from the top of the house to its ground.
MAY_IMPORT: dict[str, dict[str, str]] = {
    "retrieval": {
        "__main__": "cli",
        "cli": "answering corpus errors evaluation figures index outcome paragraphs query ranking reports "
        "wording",
        "": "answering corpus errors evaluation figures language outcome paragraphs query reports wording "
        "words",
        "evaluation": "answering corpus errors index language outcome query ranking reports",
        "answering": "cache corpus errors figures index language outcome paragraphs query ranking reports "
        "words",
        "ranking": "errors index language outcome query reports",
        "figures": "cache corpus errors index language query reports words",
        "query": "corpus errors language outcome reports words",
        "index": "cache corpus errors language machine paragraphs reports words",
        "corpus": "documents errors language reports words",
        "paragraphs": "cache errors",
        "language": "cache errors reports words",
        "documents": "errors reports",
        "words": "errors",
        "wording": "",
        "reports": "errors",
        "machine": "",
        "cache": "",
        "outcome": "",
        "errors": "",
    },
    "bot": {
        "__main__": "adopting backup check conversation marking_commands operator_commands run runtime settings telegram wording",
        "backup": "journal operator_commands settings wording",
        "marking_commands": "operator_commands operators wording",
        "run": "journal operators runtime settings telegram web_side wording",
        "web_side": "journal operators runtime settings telegram web wording",
        "check": "journal runtime settings web",
        "telegram": "conversation journal messages operators privacy runtime settings view wording",
        "adopting": "env_file journal operator_commands operators settings wording",
        "operator_commands": "extras journal operators runtime settings wording",
        "web": "conversation journal messages operators privacy runtime view wording",
        "operators": "journal messages runtime view wording",
        "runtime": "conversation journal settings view",
        "settings": "validators",
        "conversation": "messages view wording",
        "journal": "extras privacy",
        "validators": "extras",
        "view": "messages wording",
        "privacy": "",
        "extras": "",
        "env_file": "",
        "wording": "",
        "messages": "",
        "": "",
    },
}
# What the command line and outsiders see first.
# Fourteen since figures (docs/decisions/0040) and messages to operators (0056) have rooms of their own.
_MOST_PACKAGES, _MOST_MODULES = 14, 6
_LONGEST_FILE = 250


@pytest.mark.parametrize("house", HOUSES)
def test_each_room_imports_what_the_table_says_and_nothing_else(house: str) -> None:
    assert {room: " ".join(sorted(others)) for room, others in rooms(house).items()} == {
        room: " ".join(sorted(others.split())) for room, others in MAY_IMPORT[house].items()
    }


@pytest.mark.parametrize("house", HOUSES)
def test_imports_between_rooms_go_downward(house: str) -> None:
    order = list(MAY_IMPORT[house])
    upward = [
        (room, other)
        for room, others in MAY_IMPORT[house].items()
        for other in others.split()
        if order.index(other) <= order.index(room)
    ]
    assert upward == []


@pytest.mark.parametrize("house", HOUSES)
def test_no_modules_import_each_other_in_a_circle(house: str) -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules(house)}
    for importer, imported in imports(house):
        # A package's own module may be imported by way of the package.
        if not importer.startswith(f"{imported}."):
            graph[importer].add(imported)
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_retrieval_knows_nothing_of_the_bot() -> None:
    for name, file in modules("retrieval").items():
        assert "import bot" not in file.read_text("utf-8"), name
        assert "from bot" not in file.read_text("utf-8"), name


def test_the_bot_uses_only_what_retrieval_exports() -> None:
    for name, file in modules("bot").items():
        text = file.read_text("utf-8")
        assert "from retrieval." not in text, name
        assert "import retrieval." not in text, name


def test_retrieval_has_few_rooms() -> None:
    top = [each for each in (ROOT / "retrieval").iterdir() if not each.name.startswith("__pyc")]
    packages = [each.name for each in top if each.is_dir()]
    files = [each.name for each in top if each.suffix == ".py"]
    assert len(packages) <= _MOST_PACKAGES, packages
    assert len(files) <= _MOST_MODULES, files


@pytest.mark.parametrize("house", HOUSES)
def test_the_architecture_shows_the_folder_tree(house: str) -> None:
    assert tree(house) in (ROOT / "docs" / "architecture.md").read_text("utf-8")


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "README.zh.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
    ],
)
def test_what_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"`((?:retrieval|bot|tests|docs|deploy|seeds)/[\w./-]*)`", text))
    assert named
    assert [each for each in sorted(named) if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("house", HOUSES)
def test_files_are_short(house: str) -> None:
    lengths = {name: _lines(file) for name, file in modules(house).items()}
    assert {name: n for name, n in lengths.items() if n > _LONGEST_FILE} == {}


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())
