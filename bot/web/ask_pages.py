"""The pages to ask on: the front page, an answer, its rating, and what is kept of a question."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.lookup import topics_of
from bot.journal import Channel
from bot.messages.deep_links import question_link
from bot.web.answer_page import PageLink, ask_path, page_links, rates
from bot.web.asking import Asking, WebQuestion, read_question
from bot.web.languages import language_words
from bot.web.pages import listed_reports, not_modified
from bot.web.templates import render, root_of

__all__ = ["AskPages"]

# Reports on the front page; beyond that a link leads to all of them.
_REPORTS = 12
# Bytes of a rating: a name, one digit, and the words around them.
_MOST_BYTES = 1_024
# Each question leaves a row in the journal, and no copy of it on the way or on a shared machine.
_NOT_KEPT = {"Cache-Control": "no-store"}


class AskPages:
    """The pages to ask on, with the parts in `asking`."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def home(self, request: Request) -> Response:
        """`/`: one field, topics, the reports.  Not a coroutine: Starlette runs it in a thread."""
        library = self._asking.live.library
        html = render(
            "home.html",
            request,
            topics=[PageLink(each, ask_path(each)) for each in topics_of(library)],
            reports=listed_reports(library.metadata)[:_REPORTS],
            more=len(library.metadata) > _REPORTS,
            languages=language_words(request),
        )
        return not_modified(request, html.encode())

    def privacy(self, request: Request) -> Response:
        """`/privacy`: what is kept of a question."""
        html = render(
            "privacy.html", request, text=self._asking.privacy(), languages=language_words(request)
        )
        return not_modified(request, html.encode())

    async def ask(self, request: Request) -> Response:
        """`/ask?q=…`: the answer; `n`: from that hit on; `after`, `at`: the question before it, and
        the hit shown for that."""
        question = read_question(request.query_params)
        refusal = await self._asking.refusal(request, question.text, Channel.WEB)
        if refusal is not None:
            page = render("refused.html", request, question=question, text=refusal.text)
            return HTMLResponse(page, refusal.status, {**_NOT_KEPT, **refusal.headers})
        if not question.text:
            return Response(
                status_code=HTTPStatus.SEE_OTHER, headers={"Location": root_of(request)}
            )
        try:
            asked = await self._asking.ask(question, Channel.WEB)
        except LookupError:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        page = await asyncio.to_thread(self._answer, request, question, asked.answered, asked.name)
        return HTMLResponse(page, headers=_NOT_KEPT)

    def _answer(
        self, request: Request, question: WebQuestion, answered: Answered, name: str
    ) -> str:
        reply, library = answered.reply, self._asking.live.library
        understood = reply.question or question.text
        bot = self._asking.bot_name()
        return render(
            "answer.html",
            request,
            question=question,
            understood=understood,
            last=answered.last,
            blocks=reply.blocks,
            rows=page_links(answered, library.by_digest),
            name=name if rates(answered) else "",
            canonical=ask_path(*answered.said, rank=answered.rank or None),
            json=ask_path(understood, page="api/ask"),
            personal=wording.PERSONAL_DATA if question.personal else "",
            in_telegram=f"https://t.me/{bot}?start={question_link(understood)}" if bot else "",
        )

    async def rate(self, request: Request) -> Response:
        """`POST /rate`: an answer was useful, or not."""
        refusal = await self._asking.refusal(request, "", Channel.WEB)
        if refusal is not None:
            page = render("refused.html", request, question=None, text=refusal.text)
            return HTMLResponse(page, refusal.status, {**_NOT_KEPT, **refusal.headers})
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        given = parse_qs(body.decode("ascii", "replace"))
        name, useful = (given.get(each, [""])[0] for each in ("answer", "useful"))
        if not _is_name(name) or useful not in ("0", "1"):
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        self._asking.rate(name, useful=useful == "1")
        return HTMLResponse(render("thanks.html", request, text=wording.THANKS), headers=_NOT_KEPT)


def _is_name(text: str) -> bool:
    """Whether `text` may name an answer: 32 hexadecimal digits."""
    return len(text) == 32 and all(each in "0123456789abcdef" for each in text)
