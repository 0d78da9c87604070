"""The API: what the pages show, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot import wording
from bot.journal import Channel
from bot.messages.page_links import report_id
from bot.web.asking import Asking, read_question
from bot.web.pages import newest_first
from bot.web.rendering import Rendering
from bot.wording.web import API
from retrieval import IndexUnavailableError, Library, LocationError, Report, ReportMetadata

__all__ = ["api"]

# Excerpts of an answer: as many as `ask --json` gives, and at most.
_TOP, _MOST = 3, 10
_NOT_KEPT = {"Cache-Control": "no-store"}


class _JSON(JSONResponse):
    """JSON in the characters of the report."""

    def render(self, content: Any) -> bytes:
        """The bytes of `content`."""
        return json.dumps(content, ensure_ascii=False).encode()


def api(asking: Asking, rendering: Rendering) -> BaseRoute:
    """The routes below `/api`, readable by scripts of the sites that `asking` names."""
    endpoints = _Api(asking)
    cors = Middleware(CORSMiddleware, allow_origins=asking.origins, allow_methods=["GET"])
    return Mount(
        "/api",
        routes=[
            Route("/ask", endpoints.ask),
            Route("/reports", rendering.endpoint(endpoints.reports)),
            Route("/reports/{id}", rendering.endpoint(endpoints.report)),
            Route("/openapi.json", endpoints.description),
        ],
        middleware=[cors] if asking.origins else [],
    )


class _Api:
    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def ask(self, request: Request) -> Response:
        """`/api/ask?q=…&top=3&after=…`: the answer as `ask --json` writes it."""
        question = read_question(request.query_params)
        top = request.query_params.get("top", str(_TOP))
        if not question.text:
            return _fault(HTTPStatus.BAD_REQUEST, API["no_question"])
        if not (top.isascii() and top.isdecimal() and len(top) < 3 and 1 <= int(top) <= _MOST):
            return _fault(HTTPStatus.BAD_REQUEST, API["top"].format(_MOST))
        refusal = await self._asking.refusal(request, question.text, Channel.API)
        if refusal is not None:
            return _fault(refusal.status, refusal.text, refusal.headers)
        try:
            answer = await self._asking.answer(question, int(top))
        except IndexUnavailableError:
            return _fault(HTTPStatus.SERVICE_UNAVAILABLE, wording.INDEX_UNAVAILABLE)
        return _JSON(answer.as_dict(), headers=_NOT_KEPT)

    def reports(self, _: Request) -> Response:
        """`/api/reports`: the loaded reports, newest first."""
        return _JSON([_metadata(each) for each in newest_first(self._library.metadata)])

    def report(self, request: Request) -> Response:
        """`/api/reports/<id>`: one report with its paragraphs."""
        try:
            report = self._library.report(request.path_params["id"])
        except LocationError:
            return _fault(HTTPStatus.NOT_FOUND, API["no_report"])
        meta = self._library.metadata_of(report.name)
        return _JSON({**_metadata(meta), "text": list(_paragraphs(report))})

    async def description(self, _: Request) -> Response:
        """`/api/openapi.json`: what can be asked, and what comes back."""
        text = (files("bot.web") / "static" / "openapi.json").read_bytes()
        return Response(text, media_type="application/json")

    @property
    def _library(self) -> Library:
        return self._asking.live.library


def _metadata(report: ReportMetadata) -> dict[str, Any]:
    return {
        "id": report_id(report),
        "name": report.name,
        "title": report.title,
        "date": report.date.isoformat() if report.date else None,
        "place": report.place,
        "level": report.level,
        "year": report.year,
        "paragraphs": report.paragraphs,
        "digest": report.digest,
    }


def _paragraphs(report: Report) -> Iterator[dict[str, Any]]:
    """Each paragraph, verbatim, with its place."""
    for part in report.parts:
        for section in part.sections:
            for each in section.paragraphs:
                yield {
                    "paragraph": each.number,
                    "part": part.title,
                    "section": section.title,
                    "start": each.span.start,
                    "end": each.span.end,
                    "text": each.span.of(report.text),
                }


def _fault(status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> Response:
    return _JSON({"error": text}, status, {**_NOT_KEPT, **(headers or {})})
