"""What /privacy promises, sentence by sentence: looked for in database, memory and log after the fact."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram.request import BaseRequest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.runtime.logs import set_up_logging
from bot.telegram.application import AnyApplication
from retrieval import LexiconLine, NewPhrasing
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor, idle, running
from tests.conftest import few_gold, few_phrasings
from tests.loopback.server import LoopbackServer

SAID = "我叫张三，电话13812345678"
ASKED = "新增了多少停车位"


@pytest.fixture
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


async def rows(bot: AnyApplication, table: str = "questions") -> list[tuple[Any, ...]]:
    """All rows of a table of the journal, read beside the bot."""
    await idle(bot)
    with sqlite3.connect("journal.db") as database:
        return database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # no input


def sentences(anonymous: bool) -> list[str]:
    return [
        each for each in re.split(r"[。\n；]", wording.privacy(30, anonymous=anonymous)) if each
    ]


def test_each_sentence_has_a_test() -> None:
    """A new sentence needs a test below, and its beginning in this list."""
    tested = [
        "隐私说明", "• 为改进服务，我会保存问题的文字", "姓名、住址等认不出来", "不保存您的姓名和账号", "发送 /forget", "• 您的问题不会发给",
        "日志不记录", "• 最近问过的问题", "为了听懂追问", "为了在您修改问题时", "• 为改进服务，管理员", "• 请不要发送", "• Telegram 如何",
    ]  # fmt: skip
    found = sentences(anonymous=False)
    assert len(found) == len(tested)
    for sentence, beginning in zip(found, tested, strict=True):
        assert sentence.startswith(beginning)


async def test_text_is_kept_without_what_can_be_recognised(
    visitor: Visitor, bot: AnyApplication
) -> None:
    personal = (
        "13812345678", "11010519491231002X", "110105194912310021", "4111111111111111", "a@b.cn", "京A12345",
        "一三八一二三四五六七八", "wxid_abc123def", "010-65941234",
    )  # fmt: skip
    for each in personal:
        await visitor.say(f"{each} {ASKED}")
    found = str(await rows(bot))
    assert found.count(ASKED) == len(personal)
    for each in personal:
        assert each not in found
    kept = bot.bot_data.conversation.memory.last(str(CHAT))
    assert kept is not None
    assert personal[-1] not in kept.question


async def test_neither_names_nor_numbers_of_people_are_kept(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say(ASKED)
    await visitor.say("/ask " + ASKED, chat=GROUP, user=5712)
    found = str([*await rows(bot), *await rows(bot, "audit"), *await rows(bot, "keys")])
    for each in (str(CHAT), "5712", str(abs(GROUP)), "居民"):
        assert not re.search(f"(?<![0-9a-f]){each}(?![0-9a-f])", found)  # not within a hash


async def test_forget_deletes_all_of_a_person_and_nothing_else(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say(ASKED)
    await visitor.say("谁作的报告", chat=CHAT + 1)
    assert (await visitor.say("/forget")).text == wording.forgot(1)
    (left,) = await rows(bot)
    assert "谁作的报告" in left


async def test_forget_leaves_nothing_to_go_on_from(visitor: Visitor, bot: AnyApplication) -> None:
    for chat in (CHAT, GROUP):
        sent = await visitor.say("/ask " + ASKED, chat=chat)
        services = bot.bot_data
        await idle(bot)  # it is remembered once the message is sent
        assert services.sent.question(chat, sent.message_id)
        await visitor.say("/forget", chat=chat)
        assert services.sent.question(chat, sent.message_id) == ""
        assert services.conversation.memory.last(str(chat)) is None


async def test_new_forgets_the_last_question_at_once(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say(ASKED)
    assert bot.bot_data.conversation.memory.last(str(CHAT)) is not None
    await visitor.say("/new")
    assert bot.bot_data.conversation.memory.last(str(CHAT)) is None


class TestTried:
    @pytest.fixture
    def changes(self, tmp_path: Path) -> dict[str, Any]:
        return {"gold_file": few_gold(tmp_path / "gold.jsonl")}

    async def test_what_an_operator_tries_of_a_citizens_words_is_not_kept(
        self, visitor: Visitor, bot: AnyApplication, tmp_path: Path
    ) -> None:
        bot.bot_data.live.chosen_dir = few_phrasings(tmp_path / "seeds")
        service, library = bot.bot_data.service, bot.bot_data.live.library
        await visitor.say("我家楼下老王停哪儿")
        report = library.home_report
        sentence = report.paragraphs[12].sentences[0]
        for addition in (
            NewPhrasing(report.name, sentence, "我家楼下老王停哪儿"),
            LexiconLine("老王停哪儿 → 停车位"),
        ):
            await service.attempt("telegram:1", addition, ())
        await visitor.say("/forget")
        assert "老王" not in str([*await rows(bot), *await rows(bot, "audit")])


async def test_a_question_in_a_deep_link_is_kept_without_personal_data_too(
    visitor: Visitor, bot: AnyApplication
) -> None:
    from bot.messages.deep_links import question_link

    await visitor.do(visitor.server.receive, CHAT, "/start " + question_link("13812345678 停车位"))
    (sent,) = await visitor.do(visitor.server.replies, CHAT, 1)
    assert "13812345678" not in sent.text
    assert "13812345678" not in str(await rows(bot))


@pytest.mark.parametrize(
    "words",
    [
        "https://evil.example/x",
        "evil.example",
        "@someone",
        "t.me/x",
        "#tag",
        "/stop",
        "找例子.中国",
    ],
)
async def test_links_in_a_question_are_not_made_live(visitor: Visitor, words: str) -> None:
    """The bot would write them as links under its own name."""
    from bot.messages.deep_links import question_link

    sent = await visitor.say("/start " + question_link(f"停车位 {words}"))
    line = sent.text.partition("\n")[0]
    assert line == f"{wording.QUESTION_LEAD}停车位 {words}"
    code = [each for each in sent.content.entities if each.type == "code"]
    assert [(each.offset, each.length) for each in code] == [(3, len(line) - 3)]


async def test_an_ordinary_question_looks_as_ever(visitor: Visitor) -> None:
    from bot.messages.deep_links import question_link

    sent = await visitor.say("/start " + question_link("停车位2.64万个"))
    assert [each.type for each in sent.content.entities if each.type == "code"] == []


class TestAnonymous:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"anonymous": True}

    async def test_no_text_is_kept(self, visitor: Visitor) -> None:
        assert "文字" not in (await visitor.say("/privacy")).text


@pytest.mark.usefixtures("_as_before")
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_a_visit_leaves_no_word_and_no_number_in_the_log(
    server: LoopbackServer,
    conversation: Conversation,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    level: str,
) -> None:
    set_up_logging(level, ("journal-secret",))
    parse = BaseRequest.parse_json_payload

    def cut_off(payload: bytes) -> Any:
        """An answer that quotes the chat is cut off, once."""
        if b'"text"' in payload and str(CHAT).encode() in payload:
            monkeypatch.setattr(BaseRequest, "parse_json_payload", staticmethod(parse))
            payload = payload[:-1]
        return parse(payload)

    async with running(server, conversation):
        visitor = Visitor(server)
        await visitor.say(f"{SAID}，新增了多少停车位")
        monkeypatch.setattr(BaseRequest, "parse_json_payload", staticmethod(cut_off))
        await visitor.do(server.receive, CHAT, f"{SAID}，谁作的报告")
        await visitor.do(server.replies, CHAT, 2)
        await visitor.say("/forget")
        sent = server.telegram.sent[0]
        sent.content  # noqa: B018  # there is one
        await visitor.do(server.inline, CHAT, SAID)
    shown = capsys.readouterr().err
    for secret in ("张三", "13812345678", "停车位", "作的报告", str(CHAT), "journal-secret"):
        assert secret not in shown
    assert "invalid JSON data" in shown
