"""Gold: labelled questions, one JSON object a line.

    {"id": "CIT-007", "question": "…", "kind": "colloquial", "answers": ["…"], "answerable": true}

`answers` are verbatim pieces of a report; an excerpt that holds any of them, white space aside, is
right.  A question that is not answerable has none, and is right when it is declined.

Questions over many reports also say which of them answer:

    "reports": ["2023年上海市政府工作报告.txt"]

or, instead of `answers`, what has to be found in each of several: `"each": {"<report>": ["…"], …}`.

Questions wider than an excerpt have `parts` instead, a list of alternatives for each: a part is
covered when an excerpt of the first reply holds one of its alternatives.  Of a question that is not
answerable, its one part, or `related`, is what an excerpt that is near would hold; where both are
empty nothing is near.
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
    "parts": list,
    "related": list,
}


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A labelled question; `reports` is empty where any report may answer.

    `parts`: what a wide answer has to show, each as its alternatives; empty where one excerpt is.
    `related`: what an excerpt that is near a question without an answer holds; empty where nothing
    is.
    """

    id: str
    question: str
    kind: str
    answers: tuple[str, ...]
    answerable: bool
    reports: tuple[str, ...] = ()
    each: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    related: tuple[str, ...] = ()

    @property
    def named_reports(self) -> tuple[str, ...]:
        """The reports that it is about, by name; empty where it does not say."""
        return self.reports or tuple(report for report, _ in self.each)

    @property
    def prefix(self) -> str:
        """The id without its number: CIT, ANA, NOI, OOS, NEA."""
        return self.id.partition("-")[0]


def load_gold(file: Path) -> tuple[GoldQuestion, ...]:
    """The questions in `file`; of those with one id the last, so that a file can be appended to.

    Raises GoldError, whose message names file, line and reason.
    """
    rows = [_question(line, row) for line, row in read_json_lines(file)]
    questions = tuple({each.id: each for each in rows}.values())
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
    row = {
        **({"answers": []} if "parts" in row else {}),
        "reports": [],
        "each": {},
        "parts": [],
        "related": [],
        **row,
    }
    for name, kind in _FIELDS.items():
        value = row.get(name)
        if not isinstance(value, kind):
            found = repr(value)[:_QUOTED]
            message = f"{line}: {name!r} has to be a {kind.__name__}, not {found}"
            raise GoldError(message)
    answers = _texts(line, "answers", row["answers"])
    each = tuple((name, _texts(line, "each", texts)) for name, texts in row["each"].items())
    parts = tuple(_texts(line, "parts", part) for part in row["parts"])
    related = _texts(line, "related", row["related"])
    if not row["answerable"] and parts:  # what would be near
        related, parts = (*related, *(text for part in parts for text in part)), ()
    if bool(answers or each or parts) != row["answerable"]:
        message = f"{line}: a question has answers when it is answerable, and only then"
        raise GoldError(message)
    return GoldQuestion(
        id=row["id"],
        question=row["question"],
        kind=row["kind"],
        answers=answers,
        answerable=row["answerable"],
        reports=_texts(line, "reports", row["reports"]),
        each=each,
        parts=parts,
        related=related,
    )


def _texts(line: str, name: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(
        isinstance(value, str) and squeeze(value) for value in values
    ):
        message = f"{line}: {name!r} has to hold texts only, none of them empty"
        raise GoldError(message)
    return tuple(values)
