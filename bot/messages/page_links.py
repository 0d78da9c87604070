"""Links to reading pages: which report, which paragraph, which characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from retrieval import Location, Report, ReportMetadata, Span

__all__ = [
    "Citation",
    "citation_of",
    "figures_url",
    "reading_path",
    "reading_url",
    "report_id",
    "short_digest",
]

# Hexadecimal digits that tell any number of reports apart, few enough for a button.
_DIGEST_DIGITS = 8
# Nine digits count the characters of any text; more are no offset, and slow to convert.
_OFFSETS = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a link cites: the characters to mark, if any.

    `outdated`: the link was made from another text of the report, in which its offsets mark other
    words.
    """

    span: Span | None = None
    outdated: bool = False


def report_id(report: Report | ReportMetadata) -> str:
    """The name of `report` in addresses: that of its seed file without suffix."""
    return Path(report.name).stem


def short_digest(report: Report | ReportMetadata) -> str:
    """The name of a report with this very text, in buttons and links."""
    return report.digest[:_DIGEST_DIGITS]


def reading_path(report: Report, location: Location) -> str:
    """The address below the root of the web side of the page that shows `location` marked."""
    return (
        f"reports/{quote(report_id(report), safe='')}?s={location.start}-{location.end}"
        f"&v={short_digest(report)}#p{location.paragraph}"
    )


def reading_url(public_url: str, report: Report, location: Location) -> str:
    """The same under `public_url`."""
    return f"{public_url.rstrip('/')}/{reading_path(report, location)}"


def figures_url(public_url: str, report: Report) -> str:
    """The address of the page of the figures of `report` under `public_url`."""
    return f"{public_url.rstrip('/')}/reports/{quote(report_id(report), safe='')}/figures"


def citation_of(report: Report, query: Mapping[str, str]) -> Citation:
    """What `query` (`s=START-END`, `v=DIGEST`) cites of `report`.

    Offsets that are malformed, or not within one paragraph, cite nothing.  A link without `v` is
    one to the current text.
    """
    offsets = _OFFSETS.fullmatch(query.get("s", ""))
    if not offsets:
        return Citation()
    if query.get("v", short_digest(report)) != short_digest(report):
        return Citation(outdated=True)
    span = Span(int(offsets[1]), int(offsets[2]))
    cited = span.start < span.end and any(
        span.within(paragraph.span) for paragraph in report.paragraphs
    )
    return Citation(span if cited else None)
