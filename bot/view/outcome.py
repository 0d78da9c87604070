"""The reply to a question whatever its outcome: each goes to the view of its kind."""

from __future__ import annotations

from bot.messages.reply import Reply
from bot.view.answer import answer_view, use_choices
from bot.view.declined import declined_view
from bot.view.introduction import NOTHING_SET, Office
from bot.view.shapes import related_view, several_view
from retrieval import Answer, Library, Outcome, Shape

__all__ = ["outcome_view"]


def outcome_view(
    answer: Answer,
    rank: int,
    library: Library,
    typed: str,
    office: Office = NOTHING_SET,
) -> Reply:
    """`answer` from hit `rank` (from 0); `typed`: what the person wrote.

    Raises LookupError where there is no such hit.
    """
    if answer.related:
        return related_view(answer, library.report, typed)
    if answer.outcome is not Outcome.ANSWERED:
        return declined_view(answer, typed, office, library)
    hit = answer.hits[rank]
    report = library.report(hit.location.report)
    if answer.shape is Shape.EXCERPT and (answer.shown < 2 or answer.side_by_side):
        return answer_view(answer, rank, report, typed, office.public_url)
    return several_view(answer, rank, library.report, typed, use_choices(answer, hit, report))
