"""Rows: paragraphs as Milvus takes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from retrieval.paragraphs.interface import ReportRows

__all__ = ["BATCH", "batches", "report_id", "token_of"]

# Rows that go over the wire at once: about 5 MB.
BATCH = 500
# Letters of a digest by which a term, a report or an edition is known: among a million terms two
# share forty bits once in a while, which moves a score a little.
_TERM_BYTES = 5
_REPORT_BYTES = 12
# What a field of text takes, in bytes: five thousand terms, three times the longest paragraph seen.
_MOST_BYTES = 65_535


def token_of(term: str) -> str:
    """`term` as any analyzer leaves it: one word of small letters and digits."""
    digest = hashlib.blake2s(term.encode("utf-8", "surrogatepass"), digest_size=_TERM_BYTES)
    return f"t{digest.hexdigest()}"


def report_id(name: str) -> str:
    """What stands for the report called `name` in the ids of its rows."""
    return hashlib.blake2s(name.encode(), digest_size=_REPORT_BYTES).hexdigest()


def batches(reports: Sequence[ReportRows]) -> Iterator[tuple[list[dict[str, Any]], int]]:
    """The rows of `reports` in batches, with how many each has."""
    batch: list[dict[str, Any]] = []
    for report in reports:
        name = report_id(report.report)
        for number, terms in enumerate(report.terms(), start=1):
            batch.append(
                {
                    "id": f"{name}-{report.digest[:16]}-{number}",
                    "report": report.report,
                    "edition": report.digest,
                    "paragraph": number,
                    "terms": _text(terms),
                }
            )
            if len(batch) == BATCH:
                yield batch, len(batch)
                batch = []
    if batch:
        yield batch, len(batch)


def _text(terms: Sequence[str]) -> str:
    """`terms` as the text of a row; a paragraph without any gets one that nobody asks for."""
    tokens = [token_of(term) for term in terms] or ["none"]
    most = _MOST_BYTES // (len(tokens[0]) + 1)
    return " ".join(tokens[:most])
