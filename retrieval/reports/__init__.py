"""The text of a report as parts, sections, paragraphs, sentences."""

from retrieval.reports.parser import read_report

__all__ = ["read_report"]
