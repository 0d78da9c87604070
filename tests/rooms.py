"""The rooms of the house (packages and modules directly below `retrieval/` and `bot/`) and the
imports between them, read from the source files themselves."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["HOUSES", "imports", "modules", "room_of", "rooms", "tree"]

HOUSES = ("retrieval", "bot")


def modules(house: str) -> dict[str, Path]:
    """The modules and packages of `house` by their dotted names."""
    files = sorted((ROOT / house).rglob("*.py"))
    return {_dotted(file): file for file in files}


def _dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@functools.cache  # reading all sources takes half a second
def imports(house: str) -> tuple[tuple[str, str], ...]:
    """Each import of one module of `house` by another; those within functions too."""
    return tuple(_imports(house))


def _imports(house: str) -> Iterator[tuple[str, str]]:
    known = modules(house)
    for name, file in known.items():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, each.name) for each in node.names if each.name in known)
            elif isinstance(node, ast.ImportFrom) and node.module in known:
                for each in node.names:
                    submodule = f"{node.module}.{each.name}"
                    yield name, submodule if submodule in known else node.module


def room_of(module: str) -> str:
    """The room of a module: the package or the module directly below its house.

    Empty for the house's own `__init__`.
    """
    _, _, rest = module.partition(".")
    return rest.partition(".")[0]


def rooms(house: str) -> dict[str, set[str]]:
    """What each room of `house` imports of the others."""
    found: dict[str, set[str]] = {room_of(module): set() for module in modules(house)}
    for importer, imported in imports(house):
        if room_of(importer) != room_of(imported):
            found[room_of(importer)].add(room_of(imported))
    return found


def tree(house: str) -> str:
    """The packages of `house` with the first sentences of their docstrings, as docs/architecture.md shows them."""
    packages = [
        (name.rpartition(".")[2], ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "")
        for name, file in modules(house).items()
        if file.name == "__init__.py" and name.count(".") == 1
    ]
    width = max(len(name) for name, _ in packages) + 1
    lines = (f"  {name + '/':{width}}  {text.partition(chr(10))[0]}" for name, text in packages)
    return "\n".join([f"{house}/", *lines])
