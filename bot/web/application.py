"""The web side as one ASGI application: its routes and middleware."""

from __future__ import annotations

import functools
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.web.admin.gate import Admin
from bot.web.admin.routes import admin_routes
from bot.web.api import api
from bot.web.ask_pages import AskPages
from bot.web.asking import Asking
from bot.web.crawlers import Crawlers
from bot.web.figure_pages import FigurePages
from bot.web.health import Checks, alive, ready
from bot.web.languages import Languages
from bot.web.pages import Pages, fault, to_reports
from bot.web.prometheus import PrometheusMetrics
from bot.web.rendering import Rendering
from bot.web.security import SecurityHeaders
from bot.web.templates import STATIC, static
from bot.web.webhook import Webhook
from retrieval import Library

__all__ = ["build_web"]

# Chinese HTML shrinks to about a third at any level; this level takes half the time of the highest.
_GZIP_LEVEL = 6


def build_web(
    library: Callable[[], Library],
    checks: Checks,
    metrics: PrometheusMetrics | None = None,
    webhook: Webhook | None = None,
    asking: Asking | None = None,
    public_url: str | None = None,
    site: str = "",
    admin: Admin | None = None,
) -> ASGIApp:
    """The application with the reports of `library()` and the readiness of `checks()`.

    It has `/metrics` with `metrics`, the webhook with `webhook`, pages to ask on and the API with
    `asking`, a sitemap with `public_url`, the base of the pages as citizens reach them, and the
    admin pages with `admin`.  `site`: its name at the head of the pages, where it has one.
    """
    rendering = Rendering()
    pages = Pages(library, rendering, asking)
    figures = FigurePages(library)
    crawlers = Crawlers(library, public_url, asks=asking is not None)
    routes: list[BaseRoute] = [
        *_asking_routes(asking, rendering),
        *admin_routes(admin),
        Route("/reports", rendering.endpoint(pages.reports)),
        Route("/reports/", to_reports),
        Route("/reports/{id}", pages.report),
        Route("/reports/{id}/figures", rendering.endpoint(figures.table)),
        Route("/reports/{id}/figures.csv", rendering.endpoint(figures.csv)),
        Route("/reports/{id}/figures.json", rendering.endpoint(figures.json)),
        Route("/figures", rendering.endpoint(figures.across)),
        *(Route(f"/static/{name}", static, name=name) for name in STATIC),
        Route("/robots.txt", crawlers.robots),
        *([Route("/sitemap.xml", rendering.endpoint(crawlers.sitemap))] if public_url else []),
        Route("/healthz", alive),
        Route("/readyz", functools.partial(ready, checks)),
    ]
    if metrics is not None:
        routes.append(Route("/metrics", metrics.page))
    if webhook is not None:
        routes.append(Route(webhook.path, webhook.__call__, methods=["POST"]))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(GZipMiddleware, compresslevel=_GZIP_LEVEL)],
        exception_handlers={HTTPException: fault, Exception: fault},
    )
    app.state.site = site
    # Starlette would redirect to the Host header, which any client can set.
    app.router.redirect_slashes = False
    return SecurityHeaders(Languages(app))


def _asking_routes(asking: Asking | None, rendering: Rendering) -> list[BaseRoute]:
    """The routes to ask by; without `asking` the root leads to the reports."""
    if asking is None:
        return [Route("/", to_reports)]
    pages = AskPages(asking)
    return [
        Route("/", pages.home),
        Route("/ask", pages.ask),
        Route("/rate", pages.rate, methods=["POST"]),
        Route("/privacy", pages.privacy),
        api(asking, rendering),
    ]
