"""Inline mode: excerpts for any chat."""

from __future__ import annotations

import logging

import pytest

from bot import wording
from tests.bot.telegram.conftest import CHAT, Visitor
from tests.loopback.telegram import ApiError


async def test_a_word_gives_excerpts_with_their_place(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, "停车位")
    results = answer["results"]
    assert results[0]["title"].startswith("第 13 段 · ")
    assert results[0]["description"].startswith("新增停车位2.64万个")
    text = answer["texts"][0].text
    assert text.startswith(
        "新增停车位2.64万个,6000辆公租自行车投放运营。\n——《政府工作报告》（朝阳区，2016-12-20）"
    )
    assert text.endswith("第 13 段")
    link = results[0]["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert link.startswith("https://t.me/report_bot?start=p13-")
    assert answer["is_personal"] == "false"


async def test_an_empty_query_gives_examples(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, "")
    assert len(answer["results"]) == 3
    assert answer["is_personal"] == "true"
    assert all(text.text.endswith(" 段") for text in answer["texts"])


async def test_where_the_report_is_silent_a_button_says_so(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, "周杰伦的老婆叫什么")
    assert answer["results"] == []
    assert answer["button"]["text"].startswith("报告里没有找到")


async def test_a_query_that_is_too_old_is_harmless(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    visitor.server.fail_once("answerInlineQuery", ApiError(400, text))
    inline = visitor.server
    with pytest.raises(TimeoutError):
        await visitor.do(inline.inline, CHAT, "停车位", patience=1)
    assert (await visitor.do(inline.inline, CHAT, "停车位"))["results"]
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)


async def test_the_button_above_the_results_leads_to_the_help(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, "地铁票价多少钱")
    sent = await visitor.say(f"/start {answer['button']['start_parameter']}")
    assert sent.text.startswith(wording.HELP)
