"""Admin pages of questions: what is open, the last ones, one of them with sentences to mark."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.journal import AskedQuestion, Feedback, QuestionGroup
from bot.operators.marking_view import mark_of
from bot.operators.view import result
from bot.operators.worklist import marks_by_question
from bot.view.paging import page_of
from bot.web.admin.gate import Gate, Visit, to
from retrieval import (
    GoldQuestion,
    Library,
    Report,
    Span,
    question_key,
    right_answer,
    right_sentence,
    without_answer,
)

__all__ = ["QuestionPages", "ShownSentence", "number_of", "sentence_at", "since"]

# A month, as operators see it in Telegram.
_DAYS = 30
# Questions on a page.
_QUESTIONS = 15
# Sentences to choose from, best first.
_SENTENCES = 8
# Digits of a number in an address; int() itself would convert a million of them.
_MOST_DIGITS = 7


def since(days: int = _DAYS) -> datetime.datetime:
    """The moment `days` ago."""
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)


def number_of(text: str, otherwise: int = 1) -> int:
    """The number in `text`; `otherwise` where it is none."""
    whole = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if whole else otherwise


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """A sentence to choose; `report`, `start`, `end` say which in a form."""

    report: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in a list."""

    texts: tuple[str, ...]
    times: int
    askers: int
    down: int
    small_talk: bool
    answer: str
    mark: str


def sentence_at(library: Library, report: str, start: str, end: str) -> tuple[Report, Span]:
    """The sentence of a form.

    Raises LocationError where there is no such report, LookupError where no such sentence.
    """
    found, span = library.report(report), Span(number_of(start, -1), number_of(end, -1))
    if not any(span in each.sentences for each in found.paragraphs):
        message = f"no sentence {start}-{end} in {report}"
        raise LookupError(message)
    return found, span


class QuestionPages:
    """The pages of questions."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._service = gate.admin.service

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes of these pages."""
        return [
            self._gate.route("/questions", self.questions),
            self._gate.route("/question", self.question),
            self._gate.route("/mark", self.mark, writes=True),
        ]

    async def questions(self, visit: Visit) -> Response:
        """`/admin/questions?list=recent&page=2`."""
        recent = visit.asked("list") == "recent"
        marks = marks_by_question(self._service.marks)
        library = self._service.live.library
        actor = visit.session.actor
        if recent:
            groups = [_alone(each) for each in await self._service.recent(actor, since())]
        else:
            groups = list(await self._service.unanswered(actor, since()))
        page = page_of(groups, number_of(visit.asked("page")), _QUESTIONS)
        shown = await asyncio.to_thread(
            lambda: [_shown(library, each, marks) for each in page.items]
        )
        return self._gate.page(visit, "admin_questions.html", asked=shown, recent=recent, page=page)

    async def question(self, visit: Visit) -> Response:
        """`/admin/question?q=…&p=13`: the answer now, and sentences that may be right."""
        text, at = visit.asked("q").strip(), number_of(visit.asked("p"), 0)
        return await asyncio.to_thread(self._question, visit, text, at)

    def _question(self, visit: Visit, text: str, at: int) -> Response:
        library = self._service.live.library
        answer = library.ask(text, 1) if text else None
        mark = marks_by_question(self._service.marks).get(question_key(text))
        return self._gate.page(
            visit,
            "admin_question.html",
            text=text,
            answer=result(answer) if answer else "",
            excerpts=[hit.excerpt for hit in answer.hits[: max(answer.shown, 1)]] if answer else [],
            mark=mark_of(library, mark),
            sentences=_sentences(library, text, at) if text else [],
            paragraph=at or "",
        )

    async def mark(self, visit: Visit) -> Response:
        """`POST /admin/mark`: a verdict on a question, or on several in similar words."""
        try:
            marks = await asyncio.to_thread(self._marks, visit)
        except LookupError:
            raise HTTPException(HTTPStatus.BAD_REQUEST) from None
        await self._service.mark(visit.session.actor, *marks)
        which = "&list=recent" if visit.sent("list") == "recent" else ""
        return to(visit.request, f"/questions?done=marked{which}")

    def _marks(self, visit: Visit) -> list[GoldQuestion]:
        library, texts = self._service.live.library, visit.form.getlist("q")
        questions = [each for each in texts if isinstance(each, str) and each.strip()]
        home, verdict = library.home_report.name, visit.sent("verdict")
        if verdict == "right":
            return [right_answer(library.ask(each, 1), home) for each in questions]
        if verdict == "outside":
            return [without_answer(each, home) for each in questions]
        report, span = sentence_at(
            library, visit.sent("report"), visit.sent("start"), visit.sent("end")
        )
        return [right_sentence(each, report, span) for each in questions]


def _alone(asked: AskedQuestion) -> QuestionGroup:
    """A question of late as a group of its own; who asked it does not matter here."""
    down = int(asked.feedback == Feedback.DOWN)
    return QuestionGroup((asked.text,), 0, asked.times, down, asked.last)


def _shown(library: Library, group: QuestionGroup, marks: Mapping[str, GoldQuestion]) -> _Asked:
    return _Asked(
        group.wordings,
        group.times,
        group.askers,
        group.down,
        group.small_talk,
        result(library.ask(group.wordings[0], 1)),
        mark_of(library, marks.get(question_key(group.wordings[0]))),
    )


def _sentences(library: Library, text: str, at: int) -> list[ShownSentence]:
    """The sentences of paragraph `at` of the home report; without one those nearest to `text`."""
    home = library.home_report
    if 1 <= at <= len(home.paragraphs):
        spans = home.paragraphs[at - 1].sentences
        return [ShownSentence(home.name, at, *_ends(each), each.of(home.text)) for each in spans]
    return [
        ShownSentence(
            hit.location.report, hit.location.paragraph, hit.location.start, hit.location.end,
            hit.excerpt,
        )
        for hit in library.sentences(text, _SENTENCES)
    ]  # fmt: skip


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
