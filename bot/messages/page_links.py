"""Addresses of reading pages: which report, which paragraph, which characters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from retrieval import Location, Report, ReportMetadata, Span

__all__ = ["Citation", "citation_of", "edition", "reading_url", "report_id"]

# Characters of a digest: enough that two texts of one report do not share them, short in a link.
_EDITION = 8
# Nine digits count the characters of any text; more are no offset, and slow to convert.
_OFFSETS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a link cites: the characters to mark, if any.

    `outdated` is true where the link was made from another text of the report: its offsets would
    mark other words than those that were cited.
    """

    span: Span | None = None
    outdated: bool = False


def report_id(report: Report | ReportMetadata) -> str:
    """The name of `report` in addresses: that of its seed file without suffix."""
    return Path(report.name).stem


def edition(report: Report) -> str:
    """A name for the text of `report`: another text has another one."""
    return hashlib.sha256(report.text.encode(errors="surrogatepass")).hexdigest()[:_EDITION]


def reading_url(public_url: str, report: Report, place: Location) -> str:
    """The address under `public_url` where `place` of `report` is read, the characters marked."""
    page = f"{public_url.rstrip('/')}/reports/{quote(report_id(report), safe='')}"
    return f"{page}?s={place.start}-{place.end}&v={edition(report)}#p{place.paragraph}"


def citation_of(report: Report, query: Mapping[str, str]) -> Citation:
    """What `query` (`s=START-END`, `v=EDITION`) cites of `report`.

    Offsets that are no stretch of one paragraph, or that are no offsets, cite nothing.  A link
    without an edition is taken to mean the text that there is.
    """
    offsets = _OFFSETS.fullmatch(query.get("s", ""))
    if not offsets:
        return Citation()
    if query.get("v", edition(report)) != edition(report):
        return Citation(outdated=True)
    span = Span(int(offsets[1]), int(offsets[2]))
    cited = span.start < span.end and any(
        span.within(paragraph.span) for paragraph in report.paragraphs
    )
    return Citation(span if cited else None)
