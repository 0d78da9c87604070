"""Gold: labelled questions, one JSON object a line.

    {"id": "CIT-007", "question": "…", "kind": "colloquial", "answers": ["…"], "answerable": true}

`answers` are verbatim pieces of a report, spaces dropped; any of them makes an excerpt right.  A
question that is not answerable has none, and is right when it is declined.

Questions over many reports also say which of them are right ones:

    "reports": ["2023年上海市政府工作报告.txt"]

or what has to be found in each of several, instead of answers: `"each": {"<report>": ["…"], …}`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import GoldError
from retrieval.reports.lines import squeeze

__all__ = ["GoldQuestion", "load_gold"]


# Of what is wrong this much is shown: enough to find it, too little to flood a screen.
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A labelled question."""

    id: str
    question: str
    kind: str
    answers: tuple[str, ...]
    answerable: bool
    reports: tuple[str, ...] = ()
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def prefix(self) -> str:
        """What stands before the number of the id: CIT, ANA, NOI, OOS, NEA."""
        return self.id.partition("-")[0]


def load_gold(file: Path) -> tuple[GoldQuestion, ...]:
    """The questions in `file`; raises GoldError, whose message names file, line and reason."""
    try:
        lines = file.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); name a file of labelled questions"
        raise GoldError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 text; save it as UTF-8"
        raise GoldError(message) from error
    questions = [
        _question(f"{file}, line {number}", line)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    if not questions:
        message = f"{file} holds no question; put one JSON object a line in it"
        raise GoldError(message)
    return tuple(questions)


def _question(where: str, line: str) -> GoldQuestion:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"{where}: not JSON ({str(error)[:_SHOWN]})"
        raise GoldError(message) from error
    if not isinstance(row, dict):
        message = f"{where}: not a JSON object"
        raise GoldError(message)
    return GoldQuestion(
        id=_field(where, row, "id", str),
        question=_field(where, row, "question", str),
        kind=_field(where, row, "kind", str),
        answers=_answers(where, row),
        answerable=_field(where, row, "answerable", bool),
        reports=_reports(where, row),
        each=tuple(_each(where, row).items()),
    )


def _field(where: str, row: dict[str, Any], name: str, kind: type) -> Any:
    value = row.get(name)
    if not isinstance(value, kind):
        message = f"{where}: {name!r} has to be a {kind.__name__}, not {repr(value)[:_SHOWN]}"
        raise GoldError(message)
    return value


def _answers(where: str, row: dict[str, Any]) -> tuple[str, ...]:
    answers = _texts(where, "answers", _field(where, row, "answers", list))
    if (bool(answers) or bool(_each(where, row))) != row.get("answerable"):
        message = f"{where}: a question has answers when it is answerable, and only then"
        raise GoldError(message)
    return answers


def _reports(where: str, row: dict[str, Any]) -> tuple[str, ...]:
    """The right reports; none where any may answer."""
    return _texts(where, "reports", _field(where, {"reports": [], **row}, "reports", list))


def _each(where: str, row: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The answers of each report that has to answer."""
    each = _field(where, {"each": {}, **row}, "each", dict)
    return {report: _texts(where, "each", answers) for report, answers in each.items()}


def _texts(where: str, name: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(
        isinstance(value, str) and squeeze(value) for value in values
    ):
        message = f"{where}: {name!r} has to hold texts only, none of them empty"
        raise GoldError(message)
    return tuple(values)
