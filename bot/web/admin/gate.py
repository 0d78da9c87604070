"""The gate of the admin pages: sessions, proof of forms, faults in words, nothing cached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.journal import JournalError
from bot.operators.access import SESSION_SECONDS, Access, Session
from bot.operators.service import OperatorService
from bot.runtime.rate_limit import Limit
from bot.web.templates import render, root_of
from bot.wording import operators as operators_wording
from bot.wording.admin import ADMIN, DONE
from retrieval import RetrievalError

__all__ = ["COOKIE", "Admin", "Gate", "Visit", "open_session", "to"]

COOKIE = "admin"
"""The cookie that holds the session."""

# Bytes of a form: a report of some hundred pages as PDF with pictures in it, and more.
_MOST_BYTES = 32 * 1024 * 1024
# Fields that a browser of ours says with each request since 2020: a form comes from our own page.
_SITE, _OWN_SITES = "sec-fetch-site", ("same-origin", "none")


@dataclass(frozen=True)
class Admin:
    """The parts that the admin pages work with.  `attempts`: limits tries of the token."""

    service: OperatorService
    access: Access
    attempts: Limit = field(default_factory=lambda: Limit("10/minute"))


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of someone who is signed in; `form`: what was sent, empty for a page."""

    request: Request
    session: Session
    form: FormData

    def sent(self, name: str) -> str:
        """A field of the form; empty where it is missing."""
        value = self.form.get(name, "")
        return value if isinstance(value, str) else ""

    def asked(self, name: str) -> str:
        """A parameter of the address; empty where it is missing."""
        return str(self.request.query_params.get(name, ""))

    def file(self, name: str) -> UploadFile | None:
        """A file of the form; None where none was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None


Handler = Callable[[Visit], Awaitable[Response]]


def to(request: Request, path: str) -> Response:
    """Leads to the admin page `path`."""
    return RedirectResponse(f"{root_of(request)}admin{path}", HTTPStatus.SEE_OTHER)


def open_session(request: Request, cookie: str) -> Response:
    """Leads to the first page, with the session in `cookie`."""
    response = to(request, "")
    response.set_cookie(
        COOKIE, cookie, SESSION_SECONDS, httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return response


class Gate:
    """Lets those who are signed in to the pages."""

    def __init__(self, admin: Admin) -> None:
        self.admin = admin

    def route(self, path: str, handler: Handler, *, writes: bool = False) -> Route:
        """The route of a page, or with `writes` of a form."""

        async def endpoint(request: Request) -> Response:
            response = await self._let_in(request, handler)
            response.headers["Cache-Control"] = "no-store"
            return response

        return Route(f"/admin{path}", endpoint, methods=["POST" if writes else "GET"])

    async def _let_in(self, request: Request, handler: Handler) -> Response:
        access = self.admin.access
        session = access.session(request.cookies.get(COOKIE, ""))
        if session is None:
            return to(request, "/login")
        visit = Visit(request, session, await read_form(request))
        try:
            return await self._served(visit, handler)
        finally:
            await visit.form.close()

    async def _served(self, visit: Visit, handler: Handler) -> Response:
        sends = visit.request.method == "POST"
        if sends and not self.admin.access.proves(visit.session, visit.sent("proof")):
            raise HTTPException(HTTPStatus.FORBIDDEN)
        try:
            return await handler(visit)
        except RetrievalError as error:
            text = operators_wording.not_usable(str(error))
        except JournalError:
            text = operators_wording.JOURNAL_FAILED
        return self.page(visit, "admin_fault.html", status=HTTPStatus.CONFLICT, text=text)

    def page(
        self, visit: Visit, template: str, *, status: HTTPStatus = HTTPStatus.OK, **values: Any
    ) -> Response:
        """A page with what all pages of those who are signed in have."""
        common: Mapping[str, Any] = {
            "a": ADMIN,
            "proof": self.admin.access.form_token(visit.session),
            "done": DONE.get(visit.asked("done"), ""),
            "path": visit.request.url.path,
        }
        return HTMLResponse(render(template, visit.request, **common, **values), status)


async def read_form(request: Request) -> FormData:
    """The form of a request, empty for a page.

    Raises HTTPException for one that is too long, or that another site sends.
    """
    if request.method != "POST":
        return FormData()
    if request.headers.get(_SITE, "same-origin") not in _OWN_SITES:
        raise HTTPException(HTTPStatus.FORBIDDEN)
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise HTTPException(HTTPStatus.LENGTH_REQUIRED)
    if int(length) > _MOST_BYTES:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return await request.form(max_files=1, max_fields=20)
