"""Notes of a report by what people call the terms that they explain."""

from __future__ import annotations

import re

from retrieval.language.normalization import fold
from retrieval.reports.model import Report

__all__ = ["Notes", "notes_of"]

# What parts the terms of one note (“两重”、“两新”), and what is around a term.
_PARTS = re.compile("[、,;/]")
_MARKS = "\"'“”‘’《》「」[]()# "
_QUOTED = re.compile('["“「]([^"”」]+)["”」]')
# A single character names nothing.
_SHORTEST = 2

Notes = dict[int, tuple[str, ...]]
"""The normalized names of the term that each note explains, by the number of its paragraph; of a
paragraph that goes on with a note: none."""


def notes_of(report: Report) -> Notes:
    """The notes of `report`."""
    notes: Notes = {}
    for paragraph in report.paragraphs:
        if paragraph.note is not None:
            own = paragraph.note.within(paragraph.span)
            notes[paragraph.number] = _names(paragraph.note.of(report.text)) if own else ()
    return notes


def _names(term: str) -> tuple[str, ...]:
    """The whole term, what it quotes, and its parts where it is several terms."""
    text = fold(term).text
    pieces = [text, *_QUOTED.findall(text), *_PARTS.split(text)]
    names = (piece.strip(_MARKS) for piece in [re.sub('["“”]', "", text), *pieces])
    return tuple(dict.fromkeys(name for name in names if len(name) >= _SHORTEST))
