from __future__ import annotations

import pytest

from retrieval import Report
from retrieval.language.time_frames import Frame, Period, load_time_words, working_year
from retrieval.language.years import load_year_parser, years_meant

WORDS = load_time_words()
YEARS = load_year_parser()


def test_the_year_whose_work_a_report_proposes(report: Report) -> None:
    assert working_year(report) == (2017, True)


def test_the_frames_of_parts(report: Report) -> None:
    frames = WORDS.frames([part.title for part in report.parts], 2017)
    assert frames == [Frame.UNKNOWN, Frame.REVIEW, Frame.PLAN, Frame.NEXT]


@pytest.mark.parametrize(
    ("titles", "year", "expected"),
    [
        (["一、2024年工作回顾", "二、2025年工作安排", "三、政府自身建设"], 2025, "RNN"),
        (["一、过去五年政府工作的回顾", "二、对今年政府工作的建议"], 2003, "RN"),
        (["一、去年国内工作的回顾", "二、搞好国有企业"], 1997, "RU"),
        (["一", "二"], 1960, "UU"),
        (["今后五年的奋斗目标"], None, "P"),
    ],
)
def test_headings_of_other_reports(titles: list[str], year: int | None, expected: str) -> None:
    assert "".join(frame.name[0] for frame in WORDS.frames(titles, year)) == expected


@pytest.mark.parametrize(
    ("question", "frames", "years"),
    [
        ("明年建几所幼儿园", "N", (2017,)),
        ("17年建几所幼儿园", "N", (2017,)),
        ("今年gdp是多少", "R", (2016,)),
        ("2016年gdp是多少", "R", (2016,)),
        ("今后五年有什么目标", "P", ()),
        ("2021年要建成什么", "P", (2021,)),
        ("过去五年拆了多少", "R", ()),
        ("折腾了二十来年", "", ()),
        ("gdp是多少", "", ()),
        ("2010年呢", "", (2010,)),
    ],
)
def test_what_a_question_says_of_time(question: str, frames: str, years: tuple[int, ...]) -> None:
    period = _period(question, 2017, late=True)
    assert "".join(frame.name[0] for frame in sorted(period.frames)) == frames
    assert period.years == years


def _period(question: str, year: int, *, late: bool) -> Period:
    return WORDS.period(question, year, years_meant(YEARS.parse(question), year - late))


def test_this_year_is_the_working_year_of_a_report_given_in_spring() -> None:
    period = _period("今年的目标", 2025, late=False)
    assert period.years == (2025,)
    assert period.frames == {Frame.NEXT}


def test_the_tense_leans() -> None:
    assert _period("拆了多少违建", 2017, late=True).leaning == -1
    assert _period("打算拆多少违建", 2017, late=True).leaning == 1
    assert _period("违建", 2017, late=True).leaning == 0
