"""Messages to operators as the source files have them: templates with `{}` for what is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["filled", "leftover", "templates"]

# Two words of English with a blank between them make a message; names, keys and units are one word.
_ENGLISH = re.compile(r"[A-Za-z]{2,}[,:;]? [a-z{(]")
_HAN = re.compile("[\u4e00-\u9fff]")
# What commands and settings are called stays in English in any language.
_STAYS = re.compile(
    r"python -m [a-z]+(?: [a-z]+)?|pip install|\b(?:5 per 10 seconds)\b|'[^']*'|`[^`]*`"
)
# Calls whose texts no operator sees in a terminal, or that are no texts.
_ELSEWHERE = ("_log.", "log.", "logging.", "re.compile")


def _template(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def _texts(node: ast.AST) -> Iterator[str]:
    """The literals below `node`, without docstrings and the texts of logs."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(_ELSEWHERE):
        return
    text = _template(node) if isinstance(node, ast.expr) else None
    if text is not None:
        yield text.strip()
    inner = (
        [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
        if isinstance(node, ast.JoinedStr)
        else ast.iter_child_nodes(node)
    )
    for child in inner:
        yield from _texts(child)


def templates(file: Path) -> Iterator[str]:
    """The English messages in a source file."""
    return (text for text in _texts(ast.parse(file.read_text("utf-8"))) if _ENGLISH.search(text))


def filled(template: str) -> str:
    """A message made of `template`."""
    return re.sub(r"\{[^{}]*\}", "7", template)


def leftover(text: str, *, english: bool) -> str:
    """What of `text` is in the language that it should not be in; empty where nothing is."""
    found = (_ENGLISH if english else _HAN).search(_STAYS.sub("", text))
    return text if found else ""
