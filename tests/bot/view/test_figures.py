"""Figures as replies, and their picture."""

from __future__ import annotations

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import ShowFigures, ShowParagraph
from bot.messages.reply import Press, Reply
from bot.view.introduction import Office
from bot.view.picture import draw_series
from bot.wording import figures as words
from retrieval import Library
from tests.retrieval.figures.years import library_of_years


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of_years(tmp_path_factory.mktemp("years"))


def bold(reply: Reply) -> list[str]:
    return [run.text for block in reply.blocks for run in block.runs if run.bold]


def actions(reply: Reply) -> list[object]:
    return [
        each.does.action for row in reply.choices for each in row if isinstance(each.does, Press)
    ]


def test_topics_lead_to_all_figures_and_each_to_its_place(library: Library) -> None:
    conversation = Conversation(library)
    topics = conversation.figures()
    shown: list[str] = []
    for action in actions(topics):
        reply = conversation.press("chat", action).reply  # type: ignore[arg-type]
        shown += bold(reply)
        steps = [each for each in actions(reply) if isinstance(each, ShowFigures) and each.page]
        while steps:
            reply = conversation.press("chat", steps[-1]).reply
            shown += bold(reply)
            page = steps[-1].page
            steps = [a for a in actions(reply) if isinstance(a, ShowFigures) and a.page > page]
        assert any(isinstance(each, ShowParagraph) for each in actions(reply))
    figures = library.figures.of(library.home_report.name)
    assert sorted(shown) == sorted(each.written.shown for each in figures)


def test_a_topic_that_is_gone_is_said(library: Library) -> None:
    digest = library.home_report.digest[:8]
    reply = Conversation(library).press("chat", ShowFigures(digest, 999)).reply
    assert reply.text == wording.OUT_OF_DATE


def test_words_find_figures_with_their_time(library: Library) -> None:
    reply = Conversation(library).figures("停车位")
    assert reply.text.startswith("1. 新增停车位：2.64万个（已完成）\n")
    assert "1. 地区生产总值：4942亿元（2016年）\n2. 地区生产总值：6.5%（增减幅度，2016年）" in (
        Conversation(library).figures("地区生产总值").text
    )
    assert Conversation(library).figures("外星人").text == words.about_none()


def test_the_page_is_linked_where_there_is_one(library: Library) -> None:
    reply = Conversation(library, office=Office(public_url="https://example.org/")).figures()
    link = reply.choices[-1][0].does
    assert getattr(link, "url", "") == (
        "https://example.org/reports/government-work-report-2016/figures"
    )


def test_a_series_says_what_is_missing_and_where_it_is_from(years: Library) -> None:
    reply = Conversation(years).figures("历年GDP增长目标")
    assert bold(reply) == ["地区生产总值（目标），增减幅度", "8%左右", "7%以上", "6.5%"]
    assert "没有写到的：2015。" in reply.text
    assert "共 3 个数字，最小 6.5%（2017），最大 8%左右（2014）。" in reply.text
    assert "来源：上海2014—2017年政府工作报告原文" in reply.text
    assert [label for row in reply.choices for label in [each.label for each in row]] == [
        "2014", "2016", "2017",
    ]  # fmt: skip


def test_figures_of_another_kind_are_said_and_not_drawn(years: Library) -> None:
    reply = Conversation(years).figures("历年粮食产量目标")
    assert "单位或性质不同、未列在一起的：2017 2%。" in reply.text


def test_a_series_has_a_picture(years: Library) -> None:
    pytest.importorskip("matplotlib")
    series = years.figures.series("历年GDP增长目标")
    assert series is not None
    picture = draw_series(series)
    if not picture:
        pytest.skip("no font with Chinese characters is installed")
    assert picture.startswith(b"\x89PNG")
    assert picture == draw_series(series)
