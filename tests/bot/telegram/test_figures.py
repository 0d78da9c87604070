"""/figures in Telegram."""

from __future__ import annotations

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.wording import figures as words
from retrieval import Library
from tests.bot.telegram.conftest import CHAT, Visitor, running
from tests.loopback.server import LoopbackServer
from tests.retrieval.figures.years import library_of_years


async def test_topics_then_lines_then_the_place(visitor: Visitor) -> None:
    sent = await visitor.say("/figures")
    label = next(each["text"] for row in sent.rows for each in row if each["text"][:2] == "交通")
    await visitor.press(sent, label)
    assert "新增停车位：2.64万个（已完成）" in sent.text
    number = sent.text.partition(". 新增停车位")[0].rpartition("\n")[2]
    await visitor.press(sent, f"{number} · 第13段")
    assert "新增停车位2.64万个" in sent.text


async def test_words_after_the_command_narrow_it_down(visitor: Visitor) -> None:
    assert "2.64万个" in (await visitor.say("/figures 停车位")).text
    assert (await visitor.say("/figures 外星人")).text == words.about_none()
    back = await visitor.say("/figures")
    assert wording.UP not in str(back.rows)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of_years(tmp_path_factory.mktemp("years"))


async def test_a_series_comes_as_a_photo_with_its_lines(
    server: LoopbackServer, years: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The picture itself is tested apart: systems without a Chinese font draw none.
    monkeypatch.setattr("bot.conversation.figures._picture", lambda _: b"\x89PNG picture")
    async with running(server, Conversation(years)):
        sent = await Visitor(server).say("/figures 历年GDP增长目标")
        assert sent.fields["file"]["name"] == "figures.png"
        assert "2014：8%左右" in sent.text
        assert "没有写到的：2015。" in sent.text


async def test_without_a_picture_the_lines_come_alone(
    server: LoopbackServer, years: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.figures._picture", lambda _: b"")
    async with running(server, Conversation(years)):
        visitor = Visitor(server)
        sent = await visitor.say("/figures 历年GDP增长目标")
        assert "file" not in sent.fields
        await visitor.press(sent, "2016")
        assert "7%以上" in sent.text
        assert visitor.count(CHAT) == 1


async def test_a_question_for_several_figures_gets_them_as_lines(visitor: Visitor) -> None:
    sent = await visitor.say("2017年的硬指标")
    assert "地区生产总值：超过5200亿元（全年）" in sent.text
    assert "超过5200亿元" in sent.content.looks("bold")
    assert len(sent.content.looks("bold")) == sent.text.count("：")
    number = sent.text.partition(" 环境优美大街")[0][-1]
    await visitor.press(sent, str("①②③④⑤⑥⑦⑧⑨⑩".index(number) + 1))
    assert "建成25条环境优美大街" in sent.text
    back = await visitor.say("2017年的硬指标")
    await visitor.press(back, wording.MORE)
    assert "拆违任务：400万平方米（年内）" in back.text


async def test_an_inline_query_for_several_figures_begins_with_the_table(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, "GDP和收入分别是多少")
    assert answer["results"][0]["title"] == words.table_title(2)
    assert answer["texts"][0].text.startswith("① 地区生产总值：4942亿元（2016年）")
