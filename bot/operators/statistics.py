"""Statistics and unanswered questions as text, the same in Telegram and in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.journal import QuestionGroup, Stats, page_of
from bot.wording import operators as wording

__all__ = ["group_text", "stats_text", "unanswered_text"]


def stats_text(stats: Stats, days: int) -> str:
    """Counts, shares of outcomes, the median time, ratings."""
    lines = [wording.stats_lead(days, stats.total, stats.askers)]
    for outcome, count in stats.outcomes.items():
        lines.append(wording.stats_share(outcome, count, stats.total))
    if stats.milliseconds is not None:
        lines.append(wording.stats_time(round(stats.milliseconds, 1)))
    lines.append(wording.stats_ratings(stats.up, stats.down))
    return "\n".join(lines)


def group_text(number: int, group: QuestionGroup) -> str:
    """Questions in similar words, how many asked them and how they ended."""
    head = wording.group_lead(number, group.askers, group.times, group.down)
    return "\n".join([head, *(f"    {each}" for each in group.wordings)])


def unanswered_text(groups: Sequence[QuestionGroup], page: int, size: int) -> str:
    """One page (from 1) of `groups`, `size` of them a page."""
    shown = page_of(groups, page, size)
    if not shown.groups:
        return wording.NOTHING_UNANSWERED
    first = 1 + (shown.number - 1) * size
    return "\n".join(
        [
            wording.unanswered_lead(shown.total, shown.number, shown.pages),
            *(group_text(at, group) for at, group in enumerate(shown.groups, start=first)),
        ]
    )
