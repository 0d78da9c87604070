"""What a report says, free of the white space that formats differ in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from retrieval import Report, SeedError
from retrieval.documents import read_document
from retrieval.reports import read_report
from retrieval.reports.lines import squeeze
from tests.conftest import REPORT, SEEDS

__all__ = ["LINES", "TEXT", "complaint", "read_back", "shape"]

TEXT = (SEEDS / REPORT).read_bytes().decode("utf-8")
LINES = tuple(line.strip() for line in TEXT.split("\n") if line.strip())
"""The lines of the seed that show something."""


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


def read_back(file: Path) -> Report:
    """The report that is read from `file`, whatever its format."""
    return read_report(REPORT, read_document(file).text)


def complaint(file: Path) -> str:
    """What an operator is told about `file`, which cannot be used."""
    with pytest.raises(SeedError) as caught:
        read_document(file)
    message = str(caught.value)
    assert str(file) in message
    assert message.count("\n") == 0
    return message.replace(str(file), file.name)
