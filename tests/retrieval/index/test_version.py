"""The version covers what decides on the tables of reports, and nothing else."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from retrieval import cache
from retrieval.corpus.seeds import read_seeds_folder
from retrieval.index.archive import Archive
from retrieval.index.corpus_statistics import collection_of
from retrieval.paragraphs import bm25 as postings
from tests.conftest import ROOT

PACKAGE = ROOT / "retrieval"
# Where what is kept is made: tables, collections, sources, postings of paragraphs.
MADE_BY = (
    Archive.__module__,
    collection_of.__module__,
    read_seeds_folder.__module__,
    postings.__name__,
)
# Imported there, and deciding on nothing that is kept: where it is kept, what is said of faults,
# how much may be used of the machine.
APART = frozenset(("cache.py", "errors.py", "machine.py", "__init__.py"))
# Where files lie; a faster segmenter that gives the same words; a faster sum.
LIBRARIES_APART = frozenset(("cachetools", "platformdirs", "rjieba", "scipy"))


def file_of(module: str) -> Path | None:
    """The file of a module of this package; None for a name that is none."""
    path = ROOT.joinpath(*module.split("."))
    return next(
        (file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None
    )


def imports(file: Path) -> Iterator[str]:
    """The names of what the module in `file` imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{file} imports relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def followed() -> tuple[set[Path], set[str]]:
    """The files of this package that the making of tables imports, directly or not, with all that
    the version covers already (formats are imported by their names), and foreign libraries."""
    todo = [file for module in MADE_BY if (file := file_of(module))]
    todo += [file for file in cache._determining_files() if file.suffix == ".py"]
    files: set[Path] = set()
    foreign: set[str] = set()
    while todo:
        file = todo.pop()
        if file in files:
            continue
        files.add(file)
        for name in imports(file):
            top = name.partition(".")[0]
            if top == PACKAGE.name:
                imported = file_of(name)
                todo += [imported] if imported else []
            elif top not in sys.stdlib_module_names:
                foreign.add(top)
    return files, foreign


def test_every_module_that_tables_are_made_with_is_covered() -> None:
    files, _ = followed()
    needed = {file for file in files if file.relative_to(PACKAGE).as_posix() not in APART}
    assert len(needed) > 30  # imports were followed
    missing = needed - set(cache._determining_files())
    assert missing == set(), "name them in cache._DETERMINING"


def test_every_library_that_tables_are_made_with_is_covered() -> None:
    _, foreign = followed()
    distributions = packages_distributions()
    covered = {_plain(each) for each in cache._LIBRARIES}
    missing = {
        module
        for module in foreign - LIBRARIES_APART
        if not covered.intersection(map(_plain, distributions.get(module, [])))
    }
    assert missing == set(), "name their distributions in cache._LIBRARIES"


def _plain(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_what_it_names_is_there() -> None:
    for name in cache._DETERMINING:
        assert (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file(), name


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of which the version is taken."""
    for name in ("cli/app.py", "index/builder.py", "reports/parser.py", "words/places.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("# as it was\n", encoding="utf-8")
    (tmp_path / "words" / "lexicon").mkdir()
    (tmp_path / "words" / "lexicon" / "traffic.txt").write_text("堵车 → 拥堵\n", encoding="utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["index/builder.py", "reports/parser.py", "words/places.txt"])
def test_what_decides_on_tables_makes_another_version(copy: Path, name: str) -> None:
    before = cache.current_version().name
    (copy / name).write_text("# edited\n", encoding="utf-8")
    assert cache.current_version().name != before


@pytest.mark.parametrize(
    "name", ["cli/app.py", "words/lexicon/traffic.txt", "reports/__pycache__/x"]
)
def test_an_edit_elsewhere_keeps_what_is_there(copy: Path, name: str) -> None:
    before = cache.current_version().name
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_text("# edited\n", encoding="utf-8")
    assert cache.current_version().name == before
