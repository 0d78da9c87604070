"""Relative words of a question (今年, 明年) with the years that they mean in one report."""

from __future__ import annotations

from retrieval.corpus.metadata import ReportMetadata
from retrieval.query.question import Question

__all__ = ["relative_years"]


def relative_years(question: Question, meta: ReportMetadata) -> tuple[tuple[str, int], ...]:
    """Each relative word of `question`, as read, with its year in the report of `meta`; each once.

    Empty where the year of the report is not known.
    """
    read = {
        each.span.of(question.read.text): year
        for each in question.years
        if each.offset is not None and (year := each.year_from(meta.this_year)) is not None
    }
    return tuple(read.items())
