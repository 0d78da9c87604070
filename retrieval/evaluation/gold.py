"""Gold: labelled questions, one JSON object a line.

    {"id": "CIT-007", "question": "…", "kind": "colloquial", "answers": ["…"], "answerable": true}

`answers` are verbatim pieces of a report; an excerpt that holds any of them, white space aside, is
right.  A question that is not answerable has none, and is right when it is declined.

Questions over many reports also say which of them answer:

    "reports": ["2023年上海市政府工作报告.txt"]

or, instead of `answers`, what has to be found in each of several: `"each": {"<report>": ["…"], …}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import GoldError
from retrieval.reports.lines import squeeze

__all__ = ["GoldQuestion", "load_gold", "read_json_lines"]

# Characters of a faulty value that a message quotes: enough to find it without flooding a screen.
_QUOTED = 80
_FIELDS = {
    "id": str,
    "question": str,
    "kind": str,
    "answers": list,
    "answerable": bool,
    "reports": list,
    "each": dict,
}


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A labelled question; `reports` is empty where any report may answer."""

    id: str
    question: str
    kind: str
    answers: tuple[str, ...]
    answerable: bool
    reports: tuple[str, ...] = ()
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def prefix(self) -> str:
        """The id without its number: CIT, ANA, NOI, OOS, NEA."""
        return self.id.partition("-")[0]


def load_gold(file: Path) -> tuple[GoldQuestion, ...]:
    """The questions in `file`; raises GoldError, whose message names file, line and reason."""
    questions = tuple(_question(line, row) for line, row in read_json_lines(file))
    if not questions:
        message = f"{file} holds no question; put one JSON object a line in it"
        raise GoldError(message)
    return questions


def read_json_lines(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The JSON objects in `file`, each after the name of its line, for messages; blank lines are
    skipped.  Raises GoldError."""
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); name a file of labelled questions"
        raise GoldError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 text; save it as UTF-8"
        raise GoldError(message) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = f"{file}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = f"{name}: not JSON ({str(error)[:_QUOTED]})"
            raise GoldError(message) from error
        if not isinstance(row, dict):
            message = f"{name}: not a JSON object"
            raise GoldError(message)
        yield name, row


def _question(line: str, row: dict[str, Any]) -> GoldQuestion:
    row = {"reports": [], "each": {}, **row}
    for name, kind in _FIELDS.items():
        value = row.get(name)
        if not isinstance(value, kind):
            found = repr(value)[:_QUOTED]
            message = f"{line}: {name!r} has to be a {kind.__name__}, not {found}"
            raise GoldError(message)
    answers = _texts(line, "answers", row["answers"])
    each = tuple((name, _texts(line, "each", texts)) for name, texts in row["each"].items())
    if bool(answers or each) != row["answerable"]:
        message = f"{line}: a question has answers when it is answerable, and only then"
        raise GoldError(message)
    reports = _texts(line, "reports", row["reports"])
    known = {name: row[name] for name in _FIELDS}
    return GoldQuestion(**(known | {"answers": answers, "reports": reports, "each": each}))


def _texts(line: str, name: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(
        isinstance(value, str) and squeeze(value) for value in values
    ):
        message = f"{line}: {name!r} has to hold texts only, none of them empty"
        raise GoldError(message)
    return tuple(values)
