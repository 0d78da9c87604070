"""Retrieval sets: paragraphs, and questions with the ids of the paragraphs that answer them.

paragraphs.jsonl  {"id": "…", "text": "…"}
questions.jsonl   {"id": "…", "question": "…", "paragraph_id": "…", "paragraph_ids": ["…"]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.errors import GoldError
from retrieval.evaluation.gold import GoldQuestion, read_json_lines
from retrieval.reports.model import Paragraph, Part, Report, Section, Span
from retrieval.reports.sentences import sentences_of

__all__ = ["RetrievalSet", "as_report", "is_retrieval_set", "load_retrieval_set"]

# As many as a report has questions of its own.
_MOST_UNANSWERABLE = 300
_PARAGRAPHS = "paragraphs.jsonl"
_QUESTIONS = "questions.jsonl"


@dataclass(frozen=True)
class RetrievalSet:
    """Paragraphs and questions by id; `relevant`: the right paragraphs of each question."""

    name: str
    paragraphs: Mapping[str, str]
    questions: Mapping[str, str]
    relevant: Mapping[str, frozenset[str]]


def is_retrieval_set(folder: Path) -> bool:
    """Whether `folder` holds one."""
    return (folder / _PARAGRAPHS).is_file() and (folder / _QUESTIONS).is_file()


def load_retrieval_set(folder: Path) -> RetrievalSet:
    """The set in `folder`; raises GoldError, whose message names file, line and reason."""
    paragraphs = {row["id"]: row["text"] for row in _rows(folder / _PARAGRAPHS, "id", "text")}
    questions = {}
    relevant = {}
    for row in _rows(folder / _QUESTIONS, "id", "question", "paragraph_id"):
        questions[row["id"]] = row["question"]
        right = frozenset(row.get("paragraph_ids") or [row["paragraph_id"]])
        if not right & paragraphs.keys():
            message = f"{folder / _QUESTIONS}: question {row['id']!r} names no paragraph of the set"
            raise GoldError(message)
        relevant[row["id"]] = right
    return RetrievalSet(folder.name, paragraphs, questions, relevant)


def unanswerable(folder: Path) -> list[GoldQuestion]:
    """Some of the questions of the set in `folder`, evenly spread, as questions that no report
    answers and none is near; raises GoldError as above."""
    questions = list(load_retrieval_set(folder).questions.items())
    step = max(1, len(questions) // _MOST_UNANSWERABLE)
    return [
        GoldQuestion(name, text, folder.name, (), answerable=False)
        for name, text in questions[::step][:_MOST_UNANSWERABLE]
    ]


def _rows(file: Path, *names: str) -> Iterator[dict[str, Any]]:
    for line, row in read_json_lines(file):
        if not all(isinstance(row.get(name), str) for name in names):
            message = f"{line}: needs the texts {', '.join(names)}"
            raise GoldError(message)
        yield row


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
