"""The chart of the statistics: questions a day by outcome, and ratings.  Needs the extra
`statistics`."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

from bot.journal import Stats
from bot.view.fonts import chinese_family
from bot.wording import chart as wording

__all__ = ["draw"]

# Inches and dots an inch: 1200 by 600 dots, sharp on a phone, some 30 KB.
_SIZE = (8, 4)
_DOTS = 150
# Outcomes in stacking order from the bottom, others on top in grey; the colours are Okabe and
# Ito's, which colour-blind people tell apart.
_COLOURS = {
    "answered": "#009E73",
    "related": "#000000",
    "not_in_report": "#E69F00",
    "other_year": "#56B4E9",
    "other_place": "#0072B2",
    "unclear": "#CC79A7",
    "small_talk": "#F0E442",
    "failed": "#D55E00",
}
_GREY = "#999999"
# Days that are named with their weekday: more would not fit.
_FEW_DAYS = 8


def draw(stats: Stats) -> bytes:
    """A PNG; in English on a machine without Chinese characters to draw with.

    Raises ModuleNotFoundError without matplotlib.  May run in any thread.
    """
    from matplotlib.figure import Figure  # without pyplot, which keeps state of its own
    from matplotlib.font_manager import FontProperties
    from matplotlib.ticker import MaxNLocator

    family = chinese_family()
    font = FontProperties(family=family) if family else FontProperties()
    words = wording.CHINESE if family else wording.ENGLISH
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.subplots()
    days = _days(stats)
    names = [_name(words.day, day, days) for day in days]
    bottom = [0] * len(days)
    for outcome in sorted(stats.outcomes, key=_order):
        counts = {each.day: each.count for each in stats.days if each.outcome == outcome}
        heights = [counts.get(day, 0) for day in days]
        label = words.outcome(outcome)
        axes.bar(
            names, heights, bottom=bottom, color=_COLOURS.get(outcome, _GREY), label=label
        )  # fmt: skip
        bottom = [below + height for below, height in zip(bottom, heights, strict=True)]
    axes.set_ylabel(words.questions, fontproperties=font)
    axes.set_title(words.ratings(stats.up, stats.down), loc="left", fontproperties=font)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    for tick in axes.get_xticklabels():
        tick.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if days:
        figure.legend(loc="outside right upper", frameon=False, prop=font)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=_DOTS)
    return picture.getvalue()


def _name(named: Callable[..., str], day: datetime.date, days: list[datetime.date]) -> str:
    return named(day, weekday=len(days) <= _FEW_DAYS)


def _order(outcome: str) -> tuple[int, str]:
    names = list(_COLOURS)
    return (names.index(outcome) if outcome in names else len(names), outcome)


def _days(stats: Stats) -> list[datetime.date]:
    """Every day from the first question to the last, days without one included."""
    if not stats.days:
        return []
    first = min(each.day for each in stats.days)
    last = max(each.day for each in stats.days)
    return [first + datetime.timedelta(days=at) for at in range((last - first).days + 1)]
