"""The bot end to end: python-telegram-bot talks real HTTP to the loopback server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot import application, wording
from bot.conversation import Conversation
from bot.markup import Block, Run
from bot.settings import Settings
from retrieval import Library
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN, ApiError

CHAT = 4711


def settings_for(server: LoopbackServer) -> Settings:
    return Settings(telegram_bot_token=SecretStr(TOKEN), telegram_api_url=server.url)


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library)


@pytest_asyncio.fixture
async def bot(server: LoopbackServer, conversation: Conversation) -> AsyncIterator[None]:
    settings = settings_for(server)
    app = application.build_application(settings, conversation)
    async with app:
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=application.ALLOWED_UPDATES)
        await app.start()
        yield
        await app.updater.stop()
        await app.stop()


async def said(server: LoopbackServer, text: str | None = None, **content: object) -> str:
    """What the bot says to one message."""
    before = len([sent for sent in server.telegram.sent if sent.chat_id == CHAT])
    await asyncio.to_thread(server.receive, CHAT, text, **content)
    replies = await asyncio.to_thread(server.replies, CHAT, before + 1)
    return replies[-1].text


@pytest.mark.usefixtures("bot")
async def test_a_question_is_answered_with_excerpt_place_and_note(server: LoopbackServer) -> None:
    await said(server, "新增了多少停车位")
    sent = server.telegram.sent[-1]
    assert sent.text == (
        "新增停车位2.64万个,6000辆公租自行车投放运营。\n"
        "《政府工作报告》（2016-12-20） › 五年工作回顾 › "
        "二、坚决治理“大城市病”,城市建设和管理水平显著提升 › 第 13 段\n"
        "以上文字为报告原文。"
    )
    assert sent.content.looks("blockquote") == ["新增停车位2.64万个,6000辆公租自行车投放运营。"]
    assert sent.content.looks("bold") == ["新增停车位"]
    assert server.telegram.rejected == []


@pytest.mark.usefixtures("bot")
async def test_the_title_block_can_be_asked_about(server: LoopbackServer) -> None:
    text = await said(server, "谁作的报告")
    assert "朝阳区人民政府区长\xa0 王\xa0 灏" in text
    assert "报告题头 › 第 1 段" in text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/start", "/help"])
async def test_commands_greet_with_three_examples(server: LoopbackServer, command: str) -> None:
    text = await said(server, command)
    assert text.count("•") == 3
    assert wording.EXAMPLES_LEAD in text


@pytest.mark.usefixtures("bot")
async def test_an_unknown_command_is_no_question(server: LoopbackServer) -> None:
    assert await said(server, "/停车位") == wording.UNKNOWN_COMMAND


@pytest.mark.usefixtures("bot")
async def test_where_the_report_is_silent_examples_are_offered(server: LoopbackServer) -> None:
    text = await said(server, "周杰伦的老婆叫什么")
    said_first, nearest, lead, *examples = text.splitlines()
    assert said_first == "这份报告里没有找到与您的问题相关的内容。"
    assert nearest.startswith("报告里最接近的部分：")
    assert lead == "您可以试试这样问："
    assert len(examples) == 2
    assert all(example.startswith("• ") for example in examples)


@pytest.mark.usefixtures("bot")
async def test_what_is_no_text_gets_a_clear_sentence(server: LoopbackServer) -> None:
    sticker = {
        "file_id": "f",
        "file_unique_id": "u",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
    assert await said(server, sticker=sticker) == wording.NOT_TEXT
    location = {"latitude": 39.9, "longitude": 116.4}
    assert await said(server, location=location) == wording.NOT_TEXT


@pytest.mark.usefixtures("bot")
async def test_service_messages_get_no_reply(server: LoopbackServer) -> None:
    await asyncio.to_thread(server.receive, CHAT, pinned_message=None, group_chat_created=True)
    assert await said(server, "/start")
    assert len(server.telegram.sent) == 1


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "question",
    ["<b>加粗</b><a href='x'>停车位&lt;</a>", "停车位 & <script>", "*停车位* _新增_ [x](y)"],
)
async def test_markup_in_a_question_is_harmless(server: LoopbackServer, question: str) -> None:
    assert "停车位2.64万个" in await said(server, question)
    assert server.telegram.rejected == []


@pytest.mark.usefixtures("bot")
async def test_rejected_markup_goes_out_plain_once(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = ApiError(400, "Bad Request: can't parse entities: made up")
    server.fail_once("sendMessage", refusal)
    text = await said(server, "新增了多少停车位")
    assert "新增停车位2.64万个" in text
    assert server.telegram.sent[-1].content.entities == ()
    assert "rejected our markup" in caplog.text


@pytest.mark.usefixtures("bot")
async def test_a_long_reply_is_split_and_nothing_is_lost(
    server: LoopbackServer, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "这是一句很长的话😀,含有<尖括号>&符号。"
    long = [Block((Run(sentence * 300), Run("完", bold=True)), quotation=True)]
    monkeypatch.setattr(conversation, "answer", lambda _: long)
    await asyncio.to_thread(server.receive, CHAT, "问")
    replies = await asyncio.to_thread(server.replies, CHAT, 2)
    while not replies[-1].text.endswith("完"):
        replies = await asyncio.to_thread(server.replies, CHAT, len(replies) + 1)
    assert "".join(reply.text for reply in replies) == sentence * 300 + "完"
    assert all(reply.text.endswith(("。", "完")) for reply in replies)
    assert server.telegram.rejected == []


@pytest.mark.usefixtures("bot")
async def test_a_fault_of_ours_is_logged_and_excused(
    server: LoopbackServer,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_: str) -> list[Block]:
        raise RuntimeError("made up")

    monkeypatch.setattr(conversation, "answer", broken)
    assert await said(server, "新增了多少停车位") == wording.APOLOGY
    assert "RuntimeError: made up" in caplog.text


@pytest.mark.usefixtures("bot")
async def test_an_apology_that_cannot_be_sent_is_logged(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        server.fail_once("sendMessage", ApiError(400, "Bad Request: made up"))
    await asyncio.to_thread(server.receive, CHAT, "新增了多少停车位")
    assert await said(server, "/start")
    assert "The apology could not be sent either" in caplog.text


@pytest.mark.usefixtures("bot")
async def test_someone_who_has_blocked_the_bot_is_left_alone(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_once("sendMessage", ApiError(403, "Forbidden: bot was blocked by the user"))
    with caplog.at_level(logging.INFO):
        await asyncio.to_thread(server.receive, CHAT, "新增了多少停车位")
        assert await said(server, "/start")
    assert "has blocked the bot" in caplog.text
    assert not any(record.levelno >= logging.ERROR for record in caplog.records)
    assert server.telegram.calls.count("sendMessage") == 2


@pytest.mark.usefixtures("bot")
async def test_polling_goes_on_after_a_server_error(server: LoopbackServer) -> None:
    server.fail_once("getUpdates", ApiError(502, "Bad Gateway"))
    assert "停车位" in await said(server, "新增了多少停车位")


async def test_questions_from_while_the_bot_was_down_are_answered(
    server: LoopbackServer, request: pytest.FixtureRequest
) -> None:
    await asyncio.to_thread(server.receive, CHAT, "新增了多少停车位")
    settings = settings_for(server)
    library: Library = request.getfixturevalue("library")
    app = application.build_application(settings, Conversation(library))
    async with app:
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=application.ALLOWED_UPDATES)
        await app.start()
        replies = await asyncio.to_thread(server.replies, CHAT)
        await app.updater.stop()
        await app.stop()
    assert "新增停车位2.64万个" in replies[0].text
