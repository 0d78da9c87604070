"""The digest: how the bot did in a period, against the one before, in one message."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from bot.journal import AskedQuestion, QuestionGroup, Stats
from bot.operators.view import short
from bot.wording import digest as wording
from bot.wording.operators import OUTCOMES

__all__ = ["DAYS", "Digest", "digest_text", "last_due"]

DAYS = {"daily": 1, "weekly": 7}
"""Days of a digest by the value of DIGEST."""

# Questions of each list that a message shows: more would not be read.
_SHOWN = 5
# Beijing time, which all of China uses, and the hour at which an office begins to work.
_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_HOUR = 9


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells.

    `before`: the period of the same length before.  `asked`: the questions of the period.
    `unanswered`: those that are still open.  `lost`: rows that this process could not write since
    its start.
    """

    days: int
    now: Stats
    before: Stats
    asked: Sequence[AskedQuestion]
    unanswered: Sequence[QuestionGroup]
    lost: int = 0


def last_due(moment: datetime.datetime, days: int) -> datetime.datetime:
    """When the last digest was due: at nine in the morning, of a weekly one on Monday."""
    here = moment.astimezone(_BEIJING)
    due = here.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    if due > here:
        due -= datetime.timedelta(days=1)
    if days > 1:
        due -= datetime.timedelta(days=due.weekday())
    return due


def digest_text(digest: Digest) -> str:
    """The message."""
    now, before = digest.now, digest.before
    lines = [wording.lead(digest.days, now.total, before.total)]
    for outcome, count in now.outcomes.items():
        share, was = _share(count, now.total), _share(before.outcomes.get(outcome, 0), before.total)
        change = round(100 * (share - was)) if before.total else None
        lines.append(wording.outcome(OUTCOMES.get(outcome, outcome), count, share, change))
    if now.up or now.down:
        lines.append(wording.ratings(now.up, now.down))
    if now.milliseconds is not None:
        lines.append(wording.time(round(now.milliseconds, 1)))
    most = sorted(digest.asked, key=lambda each: -each.times)[:_SHOWN]
    lines += _list(wording.ASKED_MOST, [(each.text, each.times) for each in most])
    opened = [group for group in digest.unanswered if not group.small_talk]
    lines += _list(
        wording.unanswered(len(opened)),
        [(group.wordings[0], group.times) for group in opened[:_SHOWN]],
    )
    if failed := now.outcomes.get("failed", 0):
        lines.append(wording.failed(failed))
    if digest.lost:
        lines.append(wording.gaps(digest.lost))
    return "\n".join(lines)


def _share(count: int, total: int) -> float:
    return count / total if total else 0.0


def _list(head: str, questions: Sequence[tuple[str, int]]) -> list[str]:
    if not questions:
        return []
    return [head, *(wording.question(short(text), times) for text, times in questions)]
