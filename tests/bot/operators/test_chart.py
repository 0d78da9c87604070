"""The chart of the statistics: days and outcomes by names that people use."""

from __future__ import annotations

import datetime
import warnings

import pytest

from bot.journal import DayCount, Stats
from bot.view.fonts import chinese_family
from bot.wording import chart as wording

pytest.importorskip("matplotlib", reason="needs the extra `statistics`")

FIRST = datetime.date(2026, 11, 23)


def stats(days: int) -> Stats:
    counts = [
        DayCount(FIRST + datetime.timedelta(day), outcome, 3)
        for day in range(days)
        for outcome in ("answered", "not_in_report", "an outcome of later")
    ]
    return Stats(tuple(counts), 2.0, 1, up=4, down=2)


@pytest.mark.parametrize("days", [0, 1, 7, 30])
@pytest.mark.parametrize("words", [wording.CHINESE, wording.ENGLISH], ids=["Chinese", "English"])
def test_it_is_drawn_in_either_language(
    monkeypatch: pytest.MonkeyPatch, days: int, words: wording.ChartWords
) -> None:
    from bot.operators import chart

    if words is wording.ENGLISH:
        monkeypatch.setattr(chart, "chinese_family", lambda: None)
    elif chinese_family() is None:
        pytest.skip("no font with Chinese characters is installed")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of a character that the font has not
        assert chart.draw(stats(days)).startswith(b"\x89PNG")


def test_days_are_named_as_people_do() -> None:
    assert wording.CHINESE.day(FIRST, weekday=True) == "11月23日\n周一"
    assert wording.CHINESE.day(FIRST, weekday=False) == "11月23日"
    assert wording.ENGLISH.day(FIRST, weekday=True) == "11-23\nMon"
    assert wording.CHINESE.outcome("answered") == "已回答"
    assert wording.CHINESE.ratings(4, 2) == "好评 4，差评 2"
