"""The entrance to the admin pages: by a one-time link, or with ADMIN_TOKEN."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.admin.gate import COOKIE, Admin, Visit, open_session, read_form, to
from bot.web.templates import render
from bot.wording.admin import ADMIN

__all__ = ["Entrance"]


class Entrance:
    """The pages of those who are not signed in."""

    def __init__(self, admin: Admin) -> None:
        self._admin = admin

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes of these pages."""
        return [
            Route("/admin/login", self.form, methods=["GET"]),
            Route("/admin/login", self.login, methods=["POST"]),
            Route("/admin/enter", self.link, methods=["GET"]),
            Route("/admin/enter", self.enter, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """`/admin/login`: how to get in."""
        return self._page(request, "admin_login.html")

    async def login(self, request: Request) -> Response:
        """`POST /admin/login`: with ADMIN_TOKEN."""
        host = request.client.host if request.client else ""
        if await self._admin.attempts.wait(host):
            return self._page(
                request, "admin_login.html", ADMIN["too_many"], HTTPStatus.TOO_MANY_REQUESTS
            )
        token = (await read_form(request)).get("token", "")
        cookie = await self._admin.access.enter_by_token(token if isinstance(token, str) else "")
        if cookie is None:
            return self._page(
                request, "admin_login.html", ADMIN["wrong_token"], HTTPStatus.FORBIDDEN
            )
        return open_session(request, cookie)

    async def link(self, request: Request) -> Response:
        """`/admin/enter?t=…`: a button that uses the link: what only looks at addresses, as
        messengers do for a preview, does not press it."""
        link = request.query_params.get("t", "")
        if not self._admin.access.is_fresh(link):
            return self._gone(request)
        return self._page(request, "admin_enter.html", link=link)

    async def enter(self, request: Request) -> Response:
        """`POST /admin/enter`: signed in, where the link was not used before."""
        link = (await read_form(request)).get("t", "")
        cookie = await self._admin.access.enter(link if isinstance(link, str) else "")
        return self._gone(request) if cookie is None else open_session(request, cookie)

    async def leave(self, visit: Visit) -> Response:
        """`POST /admin/logout`: signed out."""
        response = to(visit.request, "/login")
        response.delete_cookie(COOKIE)
        return response

    def _gone(self, request: Request) -> Response:
        return self._page(request, "admin_login.html", ADMIN["link_gone"], HTTPStatus.FORBIDDEN)

    def _page(
        self,
        request: Request,
        template: str,
        text: str = "",
        status: HTTPStatus = HTTPStatus.OK,
        link: str = "",
    ) -> Response:
        html = render(
            template,
            request,
            a=ADMIN,
            text=text,
            link=link,
            by_token=self._admin.access.has_token,
        )
        return HTMLResponse(html, status, {"Cache-Control": "no-store"})
