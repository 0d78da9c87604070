"""Retrieval sets: paragraphs, and questions with the ids of the paragraphs that answer them.

paragraphs.jsonl  {"id": "…", "text": "…"}
questions.jsonl   {"id": "…", "question": "…", "paragraph_id": "…", "paragraph_ids": ["…"]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import GoldError
from retrieval.reports.model import Paragraph, Part, Report, Section, Span
from retrieval.reports.sentences import sentences_of

__all__ = ["RetrievalSet", "as_report", "is_retrieval_set", "load_retrieval_set"]

_PARAGRAPHS = "paragraphs.jsonl"
_QUESTIONS = "questions.jsonl"


@dataclass(frozen=True)
class RetrievalSet:
    """`paragraphs` by id; `questions` by id; `relevant`: for each question the right paragraphs."""

    name: str
    paragraphs: Mapping[str, str]
    questions: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


def is_retrieval_set(folder: Path) -> bool:
    """Whether `folder` holds one."""
    return (folder / _PARAGRAPHS).is_file() and (folder / _QUESTIONS).is_file()


def load_retrieval_set(folder: Path) -> RetrievalSet:
    """The set in `folder`; raises GoldError, whose message names file, line and reason."""
    paragraphs = {row["id"]: row["text"] for row in _rows(folder / _PARAGRAPHS, ("id", "text"))}
    questions = {}
    relevant = {}
    for row in _rows(folder / _QUESTIONS, ("id", "question", "paragraph_id")):
        questions[row["id"]] = row["question"]
        wanted = frozenset(row.get("paragraph_ids") or [row["paragraph_id"]])
        if not wanted & paragraphs.keys():
            message = f"{folder / _QUESTIONS}: question {row['id']!r} names no paragraph of the set"
            raise GoldError(message)
        relevant[row["id"]] = wanted
    return RetrievalSet(folder.name, paragraphs, questions, relevant)


def _rows(file: Path, names: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file} cannot be read as UTF-8 text ({error})"
        raise GoldError(message) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
        except ValueError as error:
            message = f"{file}, line {number}: not JSON ({error})"
            raise GoldError(message) from error
        if not isinstance(row, dict) or not all(isinstance(row.get(n), str) for n in names):
            message = f"{file}, line {number}: needs the texts {', '.join(names)}"
            raise GoldError(message)
        rows.append(row)
    return rows


def as_report(retrieval_set: RetrievalSet) -> Report:
    """The paragraphs as one report without headings, in the order of the set."""
    text = ""
    paragraphs = []
    for number, content in enumerate(retrieval_set.paragraphs.values(), start=1):
        span = Span(len(text), len(text) + len(content))
        text += content + "\n"
        paragraphs.append(Paragraph(number, span, sentences_of(text, span)))
    section = Section(None, tuple(paragraphs))
    return Report(
        name=retrieval_set.name,
        text=text,
        title="",
        date=None,
        occasion="",
        speaker="",
        office="",
        title_block_end=0,
        parts=(Part(None, (section,)),),
        furniture=(),
    )
