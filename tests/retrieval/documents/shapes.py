"""The content of a report without the white space in which formats differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from retrieval import Report, SeedError
from retrieval.documents import Document, document_of, read_content
from retrieval.reports import read_report
from retrieval.reports.lines import squeeze
from tests.conftest import REPORT, SEEDS

__all__ = ["LINES", "TEXT", "complaint", "read_back", "read_document", "shape"]

TEXT = (SEEDS / REPORT).read_bytes().decode("utf-8")
LINES = tuple(line.strip() for line in TEXT.split("\n") if line.strip())
"""The lines of the seed that are not blank."""


def shape(report: Report) -> dict[str, Any]:
    """Title block, and each paragraph with its part, its section and its sentences."""
    text = report.text
    return {
        "title": report.title,
        "date": report.date,
        "occasion": report.occasion,
        "speaker": (report.office, report.speaker),
        "paragraphs": [
            (
                squeeze(part.title),
                squeeze(section.title),
                squeeze(paragraph.heading.of(text)) if paragraph.heading else "",
                [squeeze(sentence.of(text)) for sentence in paragraph.sentences],
            )
            for part, section, paragraph in report.walk()
        ],
    }


def read_document(file: Path) -> Document:
    """The text of `file`, whatever its format."""
    return document_of(file, read_content(file))


def read_back(file: Path) -> Report:
    """The report in `file`, whatever its format."""
    document = read_document(file)
    return read_report(REPORT, document.text, document.pages)


def complaint(file: Path) -> str:
    """The message for operators about `file`, which cannot be used."""
    with pytest.raises(SeedError) as caught:
        read_document(file)
    message = str(caught.value)
    assert str(file) in message
    assert message.count("\n") == 0
    return message.replace(str(file), file.name)
