"""Templates, and static files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from bot.web.languages import language_values, marked
from bot.wording.terminal import in_chinese
from bot.wording.web import PAGE

__all__ = ["STATIC", "render", "root_of", "static"]

STATIC: Mapping[str, str] = {"icon.svg": "image/svg+xml", "style.css": "text/css"}
"""The static files with their media types."""

# A year: the URL of a file changes with its content.
_UNCHANGING = "public, max-age=31536000, immutable"
_REVALIDATED = "no-cache"


@cache
def _contents() -> Mapping[str, bytes]:
    folder = files("bot.web") / "static"
    return {name: (folder / name).read_bytes() for name in STATIC}


@cache
def _digest() -> str:
    """A digest of all static files together."""
    digest = hashlib.sha256()
    for name, content in _contents().items():
        digest.update(name.encode() + content)
    return digest.hexdigest()[:12]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,  # a misspelt name in a template raises
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["in_chinese"] = in_chinese
    environment.filters["marked"] = marked
    return environment


def root_of(request: Request) -> str:
    """The relative URL from the requested page to the root: `../` for `/reports/x`.

    Links are relative, so that a reverse proxy may serve the pages under any path.
    """
    raw: bytes = request.scope.get("raw_path", request.scope["path"].encode())
    return "../" * (raw.count(b"/") - 1) or "./"


def render(template: str, request: Request, **values: Any) -> str:
    """`template` with `values`, as HTML."""
    page = _environment().get_template(template)
    site = getattr(getattr(request.scope.get("app"), "state", None), "site", "")
    words = {**PAGE, "site": site, "ask_site": site} if site else PAGE
    root = root_of(request)
    said = language_values(root)
    return page.render(words=words, root=root, assets=_digest(), **said, **values)


async def static(request: Request) -> Response:
    """`/static/<name>`, cached for good where the URL has the digest of the content."""
    name = request.url.path.rpartition("/")[2]
    current = request.query_params.get("v") == _digest()
    return Response(
        _contents()[name],
        media_type=STATIC[name],
        headers={"Cache-Control": _UNCHANGING if current else _REVALIDATED},
    )
