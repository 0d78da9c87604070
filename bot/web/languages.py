"""The language of a page: the one that its address names, else that of the question in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup, escape
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.wording.spoken import speak, spoken
from bot.wording.web import LANGUAGES
from retrieval import Language, language_of

__all__ = ["Languages", "language_values", "language_words", "marked"]

_BY_TAG = {each.value: each for each in Language}
# Chinese within a line of English, with the figures and marks that belong to it.
_CHINESE = re.compile(r"[\d《“‘（]*[\u4e00-\u9fff](?:[^\sA-Za-z]*[\u4e00-\u9fff\d》”’）。？！%])?")


class Languages:
    """Has `app` speak the language of each request's address."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http":  # each time: a connection hands its context on
            operators = scope["path"].startswith("/admin")
            query = QueryParams("" if operators else scope.get("query_string", b""))
            speak(_language(query))
        await self._app(scope, receive, send)


def _language(query: QueryParams) -> Language:
    """`lang`, or that of the question `q`; where it has none, that of the question before it
    (`after`), or of the page on which it was asked (`otherwise`)."""
    if named := _BY_TAG.get(query.get("lang", "")):
        return named
    before = _BY_TAG.get(query.get("otherwise", ""))
    for each in (query.get("after", ""), query.get("q", "")):
        before = language_of(each, before) if each else before
    return before or Language.CHINESE


def language_values(root: str) -> Mapping[str, Any]:
    """What templates say and link in the language that is spoken.

    `lang`: its tag; `chinese`: the attribute of what is the report's own; `to`: the address of a
    page below `root` in this language, `here` that of one beside the page.
    """
    chinese = "" if spoken() is Language.CHINESE else Markup(' lang="{}"').format("zh-CN")
    return {
        "lang": spoken().value,
        "chinese": chinese,
        "to": partial(_address, root),
        "here": partial(_address, ""),
    }


def _address(root: str, path: str) -> str:
    if spoken() is Language.CHINESE:
        return root + path
    address, sign, place = path.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{root}{address}{joint}lang={spoken().value}{sign}{place}"


def marked(text: str) -> Markup:
    """`text` as HTML; on an English page its Chinese is marked as such."""
    escaped = escape(text)
    if spoken() is not Language.ENGLISH:
        return escaped
    return Markup(_CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', str(escaped)))  # noqa: S704


def language_words(request: Request) -> list[tuple[str, str, str]]:
    """The other languages of the page of `request`: tag, name in that language, address."""
    others = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return [
        (each.value, LANGUAGES[each.value], f"?{QueryParams([*others, ('lang', each.value)])}")
        for each in Language
        if each is not spoken()
    ]
