"""What search engines are told: which pages there are, and which are not for them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.messages.page_links import report_id
from bot.web.pages import newest_first
from retrieval import Library

__all__ = ["Crawlers"]

_CACHE = {"Cache-Control": "no-cache"}


class Crawlers:
    """`/robots.txt` and `/sitemap.xml` of the reports of `library()`."""

    def __init__(
        self, library: Callable[[], Library], public_url: str | None, *, asks: bool
    ) -> None:
        """`asks`: whether there are a front page and pages to ask on."""
        self._library, self._asks = library, asks
        self._base = public_url.rstrip("/") if public_url else None

    def robots(self, _: Request) -> Response:
        """Answers are not for search engines: each would leave a question in the journal."""
        lines = ["User-agent: *", "Disallow: /ask", "Disallow: /api/", "Disallow: /rate"]
        lines += [] if self._base is None else [f"Sitemap: {self._base}/sitemap.xml"]
        return PlainTextResponse("\n".join(lines) + "\n", headers=_CACHE)

    def sitemap(self, _: Request) -> Response:
        """The front page, the list of reports, each report and its figures."""
        names = [quote(report_id(each), safe="") for each in newest_first(self._library().metadata)]
        pages = [*([""] if self._asks else []), "reports", *(f"reports/{name}" for name in names)]
        pages += [f"reports/{name}/figures" for name in names]
        urls = "".join(
            f"<url><loc>{escape(f'{self._base}/{page}')}</loc></url>\n" for page in pages
        )
        xml = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
        )
        return Response(xml, media_type="application/xml", headers=_CACHE)
