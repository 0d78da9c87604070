"""The pages: the list of reports, a report, and errors."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from cachetools import LRUCache
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot import wording
from bot.journal import Channel
from bot.messages.page_links import Citation, citation_of, report_id
from bot.web.asking import Asking, read_question
from bot.web.languages import language_words
from bot.web.reading_page import shown_parts
from bot.web.rendering import Rendering
from bot.web.templates import render, root_of
from bot.wording.spoken import say, spoken
from bot.wording.web import FAULTS, HINTS, PAGE
from retrieval import Hit, Library, LocationError, Report, ReportMetadata

__all__ = [
    "ListedReport", "Pages", "fault", "listed_reports", "newest_first", "not_modified",
    "to_reports",
]  # fmt: skip

# A report can be replaced at any moment: browsers revalidate their copy.
_CACHE_CONTROL = "public, no-cache"
# Bytes of cached pages: some 150 pages of 50 KB, one for each citation followed.
_CACHE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ListedReport:
    """One line of the list of reports."""

    id: str
    title: str
    facts: tuple[str, ...]


def _facts(report: ReportMetadata) -> tuple[str, ...]:
    """The facts beside the title: place, date, occasion."""
    date = report.date.isoformat() if report.date else ""
    place = "" if report.occasion or report.place in report.title else report.place
    return tuple(fact for fact in (place, date, report.occasion) if fact)


def newest_first(reports: Sequence[ReportMetadata]) -> list[ReportMetadata]:
    """Those without a date last, by name downwards."""
    ordered = sorted(reports, key=lambda report: report.name, reverse=True)
    ordered.sort(key=lambda report: report.date or datetime.date.min, reverse=True)
    return ordered


def listed_reports(reports: Sequence[ReportMetadata]) -> list[ListedReport]:
    """One line for each, newest first."""
    alike = Counter((report.title, _facts(report)) for report in reports)
    listed = []
    for report in newest_first(reports):
        facts = _facts(report)
        # Reports with the same title and facts are distinguished by their file names.
        own = (report_id(report),) if alike[report.title, facts] > 1 else ()
        length = PAGE["paragraphs"].format(report.paragraphs)
        listed.append(ListedReport(report_id(report), report.title, (*facts, *own, length)))
    return listed


def not_modified(request: Request, html: bytes) -> Response:
    """`html`, or 304 where the browser has it cached."""
    # Weak, because a proxy may compress the page.
    tag = f'W/"{hashlib.sha256(html).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _CACHE_CONTROL}
    held = request.headers.get("if-none-match", "")
    if held.strip() == "*" or tag[2:] in (
        each.strip().removeprefix("W/") for each in held.split(",")
    ):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


@dataclass(frozen=True, slots=True)
class _Search:
    """A search within a report: what was typed, what was found, or why it was not tried."""

    text: str
    hits: tuple[Hit, ...] = ()
    refused: str = ""
    personal: str = ""


class Pages:
    """The pages of `library()`, which may return another library each time."""

    def __init__(
        self, library: Callable[[], Library], rendering: Rendering, asking: Asking | None = None
    ) -> None:
        """With `asking` the reports can be searched."""
        self._library, self._rendering, self._asking = library, rendering, asking
        self._cache: LRUCache[Hashable, bytes] = LRUCache(_CACHE_BYTES, getsizeof=len)

    def reports(self, request: Request) -> Response:
        """`/reports`: all reports, newest first."""
        listed = listed_reports(self._library().metadata)
        html = render(
            "reports.html",
            request,
            reports=listed,
            asking=self._asking is not None,
            languages=language_words(request),
        )
        return not_modified(request, html.encode())

    async def report(self, request: Request) -> Response:
        """`/reports/<id>?s=START-END&v=DIGEST#p<n>`: one report, the cited characters marked;
        with `q=…` what was searched for."""
        report = await self._rendering.run(self._report, request)
        question = read_question(request.query_params)
        if self._asking is None or not question.text:
            return await self._rendering.run(self._cited, request, report)
        refusal = await self._asking.refusal(request, question.text, Channel.WEB)
        if refusal is not None:
            search = _Search(question.text, refused=refusal.text)
        else:
            hits = await self._asking.search(report, question.text)
            personal = wording.PERSONAL_DATA if question.personal else ""
            search = _Search(question.text, hits, personal=personal)
        html = await self._rendering.run(self._html, request, report, Citation(), search)
        headers = {"Cache-Control": "no-store", **(refusal.headers if refusal else {})}
        return HTMLResponse(html, refusal.status if refusal else 200, headers)

    def _report(self, request: Request) -> Report:
        try:
            return self._library().report(request.path_params["id"])
        except LocationError:
            raise HTTPException(404) from None

    def _cited(self, request: Request, report: Report) -> Response:
        """The page of `report`, cached, with what the address cites."""
        citation = citation_of(report, request.query_params)
        key = (report.name, report.digest, citation, root_of(request), self._bot_name, spoken())
        html = self._cache.get(key)
        if html is None:
            html = self._html(request, report, citation, None)
            with contextlib.suppress(ValueError):  # larger than the cache
                self._cache[key] = html
        return not_modified(request, html)

    @property
    def _bot_name(self) -> str:
        return self._asking.bot_name() if self._asking else ""

    def _html(
        self, request: Request, report: Report, citation: Citation, search: _Search | None
    ) -> bytes:
        """The page of `report` with what is cited, or found, marked."""
        spans = [citation.span] if citation.span else []
        if search is not None:
            spans = sorted(hit.location.span for hit in search.hits)
        parts = shown_parts(report, spans)
        sections = [section for part in parts for section in part.sections]
        titles = [part.title for part in parts] + [section.title for section in sections]
        paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
        html = render(
            "report.html",
            request,
            report=report,
            id=report_id(report),
            citation=citation,
            search=search,
            languages=language_words(request) if search is None else (),
            bot_name=self._bot_name,
            asking=self._asking is not None,
            parts=parts,
            title_block=[paragraph for paragraph in paragraphs if paragraph.in_title_block],
            has_contents=any(titles),
        )
        return html.encode()


async def to_reports(request: Request) -> Response:
    """`/reports/`, and `/` where nothing can be asked: redirects to the list of reports."""
    return Response(status_code=307, headers={"Location": f"{root_of(request)}reports"})


async def fault(request: Request, error: Exception) -> Response:
    """The error page, with the status of an HTTPException, else 500."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    known = status if status in FAULTS else 500
    heading, sentence = FAULTS[known], HINTS[known]
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": say("{}。{}", "{}. {}", heading, sentence)}, status, headers)
    html = render("fault.html", request, heading=heading, sentence=sentence)
    return HTMLResponse(html, status, {**headers, "Cache-Control": "no-store"})
