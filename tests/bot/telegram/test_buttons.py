"""Buttons below an answer, pressed through real HTTP."""

from __future__ import annotations

import logging

import pytest
import pytest_asyncio

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import Count, ShowAnswer, ShowParagraph, pack
from retrieval import Library
from tests.bot.telegram.conftest import CHAT, Visitor, running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import ApiError, Sent


@pytest_asyncio.fixture
async def answer(visitor: Visitor) -> Sent:
    return await visitor.say("新增了多少停车位")


async def test_an_answer_has_five_buttons_at_most(answer: Sent) -> None:
    assert [[each["text"] for each in row] for row in answer.rows] == [
        [wording.next_answer(1, 2), wording.CONTEXT],
        [wording.SHARE, wording.USEFUL, wording.NOT_USEFUL],
    ]


async def test_the_next_best_answer_and_after_the_last_the_first(
    visitor: Visitor, answer: Sent
) -> None:
    first = answer.text
    await visitor.press(answer, wording.NEXT_ANSWER)
    assert answer.button(wording.next_answer(2, 2))
    assert answer.text != first
    await visitor.press(answer, wording.NEXT_ANSWER)
    assert answer.text == first
    assert visitor.count(CHAT) == 1


async def test_the_count_below_an_older_message_explains_itself(
    visitor: Visitor, answer: Sent
) -> None:
    notice = await visitor.do(visitor.server.press_data, answer, pack(Count(0, 2)))
    assert notice["text"] == wording.rank_in_words(1, 2)
    assert answer.edits == 0


async def test_paragraphs_before_and_after_and_back_to_the_answer(
    visitor: Visitor, answer: Sent
) -> None:
    first = answer.text
    await visitor.press(answer, wording.CONTEXT)
    assert answer.content.looks("underline") == ["新增停车位2.64万个,6000辆公租自行车投放运营。"]
    assert "第 13 段" in answer.text
    await visitor.press(answer, wording.NEXT_PARAGRAPH)
    assert answer.content.looks("underline") == []
    assert "第 14 段" in answer.text
    await visitor.press(answer, wording.PREVIOUS_PARAGRAPH)
    await visitor.press(answer, wording.PREVIOUS_PARAGRAPH)
    assert "第 12 段" in answer.text
    await visitor.press(answer, wording.BACK)
    assert answer.text == first


async def test_the_whole_section_and_back(visitor: Visitor, answer: Sent) -> None:
    first = answer.text
    await visitor.press(answer, wording.CONTEXT)
    await visitor.press(answer, wording.WHOLE_SECTION)
    assert answer.content.looks("underline") == ["新增停车位2.64万个,6000辆公租自行车投放运营。"]
    assert "第 10 段" in answer.text
    assert "第 13 段" in answer.text
    assert answer.content.looks("bold") == [
        "五年工作回顾 › 二、坚决治理“大城市病”,城市建设和管理水平显著提升"
    ]
    await visitor.press(answer, wording.BACK)
    assert answer.text == first


async def test_the_citation_can_be_copied(visitor: Visitor, answer: Sent) -> None:
    await visitor.press(answer, wording.CONTEXT)
    text = answer.button(wording.COPY)["copy_text"]["text"]
    assert text.startswith(
        "“新增停车位2.64万个,6000辆公租自行车投放运营。”——《政府工作报告》（朝阳区，2016-12-20）"
    )
    assert text.endswith("第 13 段")


async def test_an_answer_is_shared_inline(answer: Sent) -> None:
    shared = answer.button(wording.SHARE)["switch_inline_query_chosen_chat"]
    assert shared["query"] == "新增了多少停车位"


@pytest.mark.parametrize("label", [wording.USEFUL, wording.NOT_USEFUL])
async def test_a_rating_is_thanked_for_and_given_once(
    visitor: Visitor, answer: Sent, label: str
) -> None:
    text = answer.text
    notice = await visitor.notice(answer, label)
    assert notice["text"] == wording.THANKS
    await visitor.do(visitor.server.called, "editMessageReplyMarkup")
    await visitor.say("/help")
    labels = [each["text"] for row in answer.rows for each in row]
    assert wording.USEFUL not in labels
    assert wording.NOT_USEFUL not in labels
    assert wording.CONTEXT in labels
    assert answer.text == text


async def test_a_button_is_acknowledged_before_the_work(visitor: Visitor, answer: Sent) -> None:
    await visitor.press(answer, wording.NEXT_ANSWER)
    calls = visitor.server.telegram.calls
    assert calls.index("answerCallbackQuery") < calls.index("editMessageText")


async def test_buttons_work_after_a_restart(
    server: LoopbackServer, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    async def with_a_new_bot(text: str | None, sent: Sent | None) -> Sent:
        async with running(server, Conversation(library)):
            visitor = Visitor(server)
            if sent is None:
                sent = await visitor.say(text)
            else:
                await visitor.press(sent, wording.NEXT_ANSWER)
        return sent

    sent = await with_a_new_bot("新增了多少停车位", None)
    first = sent.text
    await with_a_new_bot(None, sent)
    assert sent.text != first
    assert sent.button(wording.next_answer(2, 2))
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)


async def test_buttons_below_a_follow_up_know_what_was_meant(visitor: Visitor) -> None:
    await visitor.say("2016年地区生产总值是多少")
    sent = await visitor.say("那2017年呢？")
    first = sent.text
    assert first.startswith("接着“2016年地区生产总值是多少”：那2017年呢")
    await visitor.press(sent, wording.NEXT_ANSWER)
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")
    await visitor.press(sent, wording.CONTEXT)
    await visitor.press(sent, wording.WHOLE_SECTION)
    await visitor.press(sent, wording.BACK)
    while " 1/" not in sent.button(wording.NEXT_ANSWER)["text"]:
        await visitor.press(sent, wording.NEXT_ANSWER)
    assert sent.text == first


async def test_a_button_whose_report_has_changed_says_so(visitor: Visitor, answer: Sent) -> None:
    data = pack(ShowParagraph("0" * 8, 3))
    notice = await visitor.do(visitor.server.press_data, answer, data)
    assert notice["text"] == wording.REPORT_CHANGED
    assert notice["show_alert"] == "true"
    assert answer.edits == 0


@pytest.mark.parametrize("data", ["x", "p:1", "nonsense:🙂", "p:" + "9" * 50, ":::", "a:x:y"])
async def test_a_button_that_was_never_made(visitor: Visitor, answer: Sent, data: str) -> None:
    notice = await visitor.do(visitor.server.press_data, answer, data)
    assert notice["text"] == wording.OUT_OF_DATE


async def test_a_paragraph_that_there_is_not(
    visitor: Visitor, answer: Sent, library: Library
) -> None:
    data = pack(ShowParagraph(library.reports[0].digest[:8], 999))
    await visitor.do(visitor.server.press_data, answer, data)
    replies = await visitor.do(visitor.server.replies, CHAT, 2)
    assert replies[-1].text == wording.OUT_OF_DATE


async def test_an_answer_whose_question_is_gone(
    visitor: Visitor, answer: Sent, library: Library
) -> None:
    assert answer.replied is not None
    del visitor.server.telegram.received[CHAT, answer.replied]
    data = pack(ShowAnswer(library.reports[0].digest[:8], 1))
    notice = await visitor.do(visitor.server.press_data, answer, data)
    assert notice["text"] == wording.QUESTION_LOST


async def test_a_query_that_is_too_old_is_harmless(
    visitor: Visitor, answer: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    visitor.server.fail_once("answerCallbackQuery", ApiError(400, text))
    data = answer.button(wording.NEXT_ANSWER)["callback_data"]
    with pytest.raises(TimeoutError):  # nobody acknowledged it, and yet:
        await visitor.do(visitor.server.press_data, answer, data, patience=1)
    await visitor.do(visitor.server.until, lambda: answer.edits > 0)
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)


async def test_pressing_the_same_button_twice_is_harmless(
    visitor: Visitor, answer: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    data = answer.button(wording.NEXT_ANSWER)["callback_data"]
    for _ in range(2):
        await visitor.do(visitor.server.press_data, answer, data)
    await visitor.say("/help")
    assert answer.edits == 1
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)


async def test_a_server_without_copy_buttons_gets_the_text_without_buttons(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    text = "Bad Request: can't parse inline keyboard button: unknown type"
    visitor.server.fail_once("sendMessage", ApiError(400, text))
    sent = await visitor.say("新增了多少停车位")
    assert sent.rows == []
    assert sent.content.looks("bold")
    assert "without buttons" in caplog.text
