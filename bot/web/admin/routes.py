"""The routes of the admin pages."""

from __future__ import annotations

from starlette.routing import BaseRoute

from bot.web.admin.entrance import Entrance
from bot.web.admin.gate import Admin, Gate
from bot.web.admin.office import OfficePages
from bot.web.admin.questions import QuestionPages
from bot.web.admin.words import WordPages

__all__ = ["admin_routes"]


def admin_routes(admin: Admin | None) -> list[BaseRoute]:
    """The routes below `/admin`; none without `admin`."""
    if admin is None:
        return []
    gate, entrance = Gate(admin), Entrance(admin)
    return [
        *entrance.routes,
        gate.route("/logout", entrance.leave, writes=True),
        *OfficePages(gate).routes,
        *QuestionPages(gate).routes,
        *WordPages(gate).routes,
    ]
