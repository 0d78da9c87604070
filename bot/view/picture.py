"""The picture of a series: bars with their values on them.  Needs the extra `statistics`."""

from __future__ import annotations

import io

from bot.view.figures import point_name, series_name
from bot.view.fonts import chinese_family
from bot.wording import figures as words
from retrieval import Series

__all__ = ["draw_series"]

# Inches and dots an inch: 1200 by 675 dots, sharp on a phone, some 40 KB.
_SIZE, _DOTS = (8, 4.5), 150
# Okabe and Ito's blue, which colour-blind people see, and grey for what is not there.
_BLUE, _GREY = "#0072B2", "#999999"
# Beyond as many bars the values are turned, so that they do not run into each other.
_UPRIGHT = 12


def draw_series(series: Series) -> bytes:
    """A PNG; empty where the system has no font with Chinese characters.

    Raises ModuleNotFoundError without matplotlib.  May run in any thread.
    """
    from matplotlib.figure import Figure as Canvas  # without pyplot, which keeps a state of its own
    from matplotlib.font_manager import FontProperties

    family = chinese_family()
    if family is None:
        return b""
    font = FontProperties(family=family)
    canvas = Canvas(figsize=_SIZE, layout="constrained")
    axes = canvas.subplots()
    many = len(series.points) > _UPRIGHT
    for at, point in enumerate(series.points):
        if point.figure is None:
            # Open where a report says nothing: neither zero nor a line across.
            axes.text(at, 0, words.PAGE["silent"], ha="center", va="bottom", color=_GREY,
                      fontproperties=font, rotation=90 if many else 0, fontsize=9)  # fmt: skip
            continue
        value = float(point.figure.value)
        axes.bar(at, value, color=_BLUE, width=0.6)
        axes.text(at, value, f" {point.figure.written.shown}", ha="center", va="bottom",
                  fontproperties=font, rotation=90 if many else 0, fontsize=9)  # fmt: skip
    names = [point_name(series, point) for point in series.points]
    axes.set_xticks(range(len(names)), names, fontproperties=font, rotation=60 if many else 0)
    axes.set_title(series_name(series), fontproperties=font, fontsize=13, loc="left")
    axes.margins(y=0.25)
    axes.set_yticks([])  # the values are written on the bars
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    places = sorted({point.report.place for point in series.points})
    years = sorted({point.report.year for point in series.points if point.report.year})
    canvas.supxlabel(words.source(places, years), fontproperties=font, fontsize=8, color=_GREY)
    picture = io.BytesIO()
    canvas.savefig(picture, format="png", dpi=_DOTS)
    return picture.getvalue()
