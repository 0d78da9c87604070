"""Admin pages of the office: overview, reports and what was understood of them, upload, audit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from bot.journal import AuditEvent
from bot.messages.page_links import report_id
from bot.operators.incoming import discard, put_in, stage
from bot.view.paging import page_of
from bot.web.admin.gate import Gate, Visit, to
from bot.web.admin.questions import number_of, since
from bot.web.pages import newest_first
from bot.wording.admin import ACTIONS
from bot.wording.operators import OUTCOMES
from retrieval import Inspection, answers_rightly, inspect_report

__all__ = ["OfficePages"]

# Days of the overview.
_DAYS = 7
# Events of the audit that are looked through, and on a page.
_EVENTS, _ON_PAGE = 1_000, 50
# Actions that change nothing, which are left out unless all are wanted.
_LOOKS = ("stats", "unanswered", "review")
# Hours by which the time of Beijing, which all of China uses, is ahead.
_BEIJING = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class _Event:
    """A row of the audit as it is shown."""

    time: str
    actor: str
    action: str
    detail: str


class OfficePages:
    """The pages of the office."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._service = gate.admin.service

    @property
    def routes(self) -> list[BaseRoute]:
        """The routes of these pages."""
        route = self._gate.route
        return [
            route("", self.overview),
            route("/reports", self.reports),
            route("/report", self.report),
            route("/upload", self.upload, writes=True),
            route("/incoming", self.incoming, writes=True),
            route("/audit", self.audit),
        ]

    async def overview(self, visit: Visit) -> Response:
        """`/admin`: the week, what is open, the last change."""
        actor, library = visit.session.actor, self._service.live.library
        stats = await self._service.stats(actor, since(_DAYS))
        groups = await self._service.unanswered(actor, since())
        marks = self._service.marks
        right = await asyncio.to_thread(
            lambda: sum(answers_rightly(library, each) for each in marks)
        )
        return self._gate.page(
            visit,
            "admin_overview.html",
            stats=stats,
            outcomes=[
                (OUTCOMES.get(name, name), count, round(100 * count / max(stats.total, 1)))
                for name, count in stats.outcomes.items()
            ],
            open_groups=len(groups),
            marks=len(marks),
            right=right,
            faults=library.faults,
            last=await self._service.last_kept(),
        )

    async def reports(self, visit: Visit) -> Response:
        """`/admin/reports`: what is loaded, and a form to send a report."""
        library = self._service.live.library
        listed = [(report_id(each), each) for each in newest_first(library.metadata)]
        return self._gate.page(visit, "admin_reports.html", reports=listed, faults=library.faults)

    async def report(self, visit: Visit) -> Response:
        """`/admin/report?id=…`: what was understood of a loaded report."""
        report = await asyncio.to_thread(self._service.live.library.report, visit.asked("id"))
        found = await asyncio.to_thread(inspect_report, report)
        return self._inspected(visit, found, id=report_id(report))

    async def upload(self, visit: Visit) -> Response:
        """`POST /admin/upload`: what is understood of a report that was sent; nothing is in use."""
        file = visit.file("file")
        if file is None:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
        name, found = await stage(self._service, file.filename or "", await file.read())
        loaded = {each.name for each in self._service.live.library.metadata}
        return self._inspected(visit, found, incoming=name, replaces=name in loaded)

    def _inspected(
        self,
        visit: Visit,
        found: Inspection,
        *,
        id: str = "",  # noqa: A002 - as in the templates
        incoming: str = "",
        replaces: bool = False,
    ) -> Response:
        return self._gate.page(
            visit,
            "admin_report.html",
            found=found,
            serious=[each for each in found.findings if each.serious],
            others=[each for each in found.findings if not each.serious],
            id=id,
            incoming=incoming,
            replaces=replaces,
        )

    async def incoming(self, visit: Visit) -> Response:
        """`POST /admin/incoming`: puts the report that was sent in, or throws it away."""
        name = visit.sent("name")
        if visit.sent("keep") != "1":
            await asyncio.to_thread(discard, self._service, name)
            return to(visit.request, "/reports?done=discarded")
        _ = await put_in(self._service, visit.session.actor, name)
        return to(visit.request, "/reports?done=put-in")

    async def audit(self, visit: Visit) -> Response:
        """`/admin/audit?page=2`: operators' actions, the latest first."""
        everything = visit.asked("all") == "1"
        events = [
            each
            for each in await self._service.audited(_EVENTS)
            if everything or each.action not in _LOOKS
        ]
        page = page_of(events, number_of(visit.asked("page")), _ON_PAGE)
        return self._gate.page(
            visit,
            "admin_audit.html",
            page=page,
            events=[_event(each) for each in page.items],
            everything=everything,
        )


def _event(event: AuditEvent) -> _Event:
    time = (event.time + _BEIJING).strftime("%Y-%m-%d %H:%M")
    return _Event(time, event.actor, ACTIONS.get(event.action, event.action), event.detail)
