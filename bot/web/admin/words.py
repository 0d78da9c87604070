"""Admin pages of words: phrasings beside their sentence, the lexicon, trials, keeping, undoing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.journal import AuditEvent
from bot.messages.page_links import report_id
from bot.operators.trial import Trial
from bot.operators.view import result
from bot.operators.worklist import everyday_terms
from bot.view.paging import page_of
from bot.web.admin.gate import Gate, Visit, to
from bot.web.admin.questions import number_of, sentence_at, since
from bot.wording import operators as wording
from retrieval import (
    Addition,
    GoldQuestion,
    LexiconLine,
    Library,
    NewPhrasing,
    Report,
    coverage_of,
    read_own_lexicon,
    read_phrasings,
)

__all__ = ["WordPages"]

# Sentences on a page, phrasings that are shown of each, and questions of a list in a trial.
_SENTENCES, _PHRASINGS, _QUESTIONS = 20, 5, 20
# Unanswered questions that a lexicon line is tried on.
_CONCERNED = 5
# Phrasings below which a sentence is worth a look, as `retrieval phrasings` counts.
_FEW = 3


@dataclass(frozen=True, slots=True)
class _Covered:
    """A sentence with its phrasings."""

    start: int
    end: int
    paragraph: int
    text: str
    phrasings: tuple[str, ...]
    count: int


class WordPages:
    """The pages of words."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._service = gate.admin.service

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes of these pages."""
        route = self._gate.route
        return [
            route("/phrasings", self.phrasings),
            route("/lexicon", self.lexicon),
            route("/try", self.attempt, writes=True),
            route("/keep", self.keep, writes=True),
            route("/undo", self.undo, writes=True),
        ]

    async def phrasings(self, visit: Visit) -> Response:
        """`/admin/phrasings?report=…&only=none&page=2`: sentences with their phrasings."""
        return await asyncio.to_thread(self._phrasings, visit)

    def _phrasings(self, visit: Visit) -> Response:
        library = self._service.live.library
        name = visit.asked("report")
        report = library.report(name) if name else library.home_report
        known = read_phrasings(self._service.live.seeds_dir, report, (), [])
        texts = {
            sentence: tuple(each.text for each in group)
            for sentence, group in groupby(known, key=lambda each: each.sentence)
        }
        coverage = coverage_of(report, known)
        only = visit.asked("only")
        wanted = [
            each
            for each in coverage.sentences
            if only not in ("none", "few") or each.count < (1 if only == "none" else _FEW)
        ]
        page = page_of(wanted, number_of(visit.asked("page")), _SENTENCES)
        shown = [
            _Covered(
                each.sentence.start, each.sentence.end, each.paragraph, each.text,
                texts.get(each.sentence, ())[:_PHRASINGS], each.count,
            )
            for each in page.items
        ]  # fmt: skip
        return self._gate.page(
            visit,
            "admin_phrasings.html",
            report=report,
            id=report_id(report),
            reports=library.metadata,
            coverage=coverage,
            few=_FEW,
            only=only,
            page=page,
            sentences=shown,
        )

    async def lexicon(self, visit: Visit) -> Response:
        """`/admin/lexicon`: the office's own lines."""
        lines = await asyncio.to_thread(read_own_lexicon, self._service.live.seeds_dir)
        return self._gate.page(visit, "admin_lexicon.html", lines=[line for _, line in lines])

    async def attempt(self, visit: Visit) -> Response:
        """`POST /admin/try`: what an addition would change, before and after."""
        library = self._service.live.library
        addition = await asyncio.to_thread(_addition, visit, library)
        trial = await self._service.attempt(
            visit.session.actor, addition, await self._concerned(visit, addition)
        )
        before = await asyncio.to_thread(
            lambda: [result(library.ask(each.question, 1)) for each in trial.answers]
        )
        report = None if isinstance(addition, LexiconLine) else library.report(addition.report)
        return self._gate.page(
            visit,
            "admin_trial.html",
            trial=trial,
            sentence=_sentence(addition, report),
            answers=[
                (each.question, was, result(each))
                for each, was in zip(trial.answers, before, strict=True)
            ],
            lists=_lists(trial),
            warnings=[
                *([wording.DOES_NOT_HELP] if not trial.helps else []),
                *([wording.HARMS] if trial.harms else []),
            ],
            no_gold=wording.NO_GOLD,
            fields=_fields(addition),
        )

    async def _concerned(self, visit: Visit, addition: Addition) -> list[str]:
        """The questions to try `addition` on: its own, or unanswered ones with a term of its."""
        if isinstance(addition, NewPhrasing):
            return [addition.text]
        if question := visit.sent("q").strip():
            return [question]
        terms = everyday_terms(addition.line)
        groups = await self._service.unanswered(visit.session.actor, since())
        wordings = [each for group in groups for each in group.wordings]
        return [each for each in wordings if any(term in each for term in terms)][:_CONCERNED]

    async def keep(self, visit: Visit) -> Response:
        """`POST /admin/keep`: an addition that was tried."""
        addition = await asyncio.to_thread(_addition, visit, self._service.live.library)
        await self._service.keep(visit.session.actor, addition)
        page = "/lexicon" if isinstance(addition, LexiconLine) else "/phrasings"
        return to(visit.request, f"{page}?done=kept")

    async def undo(self, visit: Visit) -> Response:
        """`POST /admin/undo`: the change that the page showed, where it is still the last one."""
        event: AuditEvent | None = await self._service.last_kept()
        if event is None or str(event.id) != visit.sent("event"):
            return to(visit.request, "?done=nothing")
        await self._service.undo(visit.session.actor, event)
        return to(visit.request, "?done=undone")


def _addition(visit: Visit, library: Library) -> Addition:
    """The addition of a form; raises HTTPException where it names no sentence."""
    if line := visit.sent("line").strip():
        return LexiconLine(line)
    try:
        report, span = sentence_at(
            library, visit.sent("report"), visit.sent("start"), visit.sent("end")
        )
    except LookupError:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    return NewPhrasing(report.name, span, visit.sent("text").strip())


def _fields(addition: Addition) -> dict[str, str]:
    """`addition` as the fields of a form."""
    if isinstance(addition, LexiconLine):
        return {"line": addition.line}
    start, end = addition.sentence.start, addition.sentence.end
    return {
        "report": addition.report, "start": str(start), "end": str(end), "text": addition.text
    }  # fmt: skip


def _sentence(addition: Addition, report: Report | None) -> str:
    if isinstance(addition, LexiconLine) or report is None:
        return ""
    return addition.sentence.of(report.text)


def _lists(trial: Trial) -> list[tuple[str, tuple[GoldQuestion, ...], int]]:
    """The labelled questions that change, some of each kind, with their number."""
    found = trial.comparison
    if found is None:
        return []
    lists = (
        (wording.MENDED, found.mended),
        (wording.BROKEN, found.broken),
        (wording.ALTERED, found.altered),
    )
    return [(name, each[:_QUESTIONS], len(each)) for name, each in lists if each]
