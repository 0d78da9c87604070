"""A report that an operator sends as a file: understood, confirmed, in use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot import wording as everyone
from bot.conversation.conversation import Conversation
from bot.messages.actions import PutIn, pack
from bot.operators.incoming import short_name
from bot.telegram.application import AnyApplication
from bot.wording import adopting as wording
from retrieval import load
from tests.bot.telegram.conftest import CHAT, Visitor
from tests.conftest import REPORT, SEEDS
from tests.other_report import FULL_REPORT, NAME, PLACE

OPERATOR = 99


@pytest.fixture
def changes() -> dict[str, Any]:
    return {"admin_ids": (OPERATOR,)}


@pytest.fixture
def conversation(tmp_path: Path) -> Conversation:
    """In a working copy: the reports lie in `seeds` of the working folder."""
    (tmp_path / "seeds").mkdir()
    for name in (REPORT, "shipped.list"):
        shutil.copy(SEEDS / name, tmp_path / "seeds" / name)
    return Conversation(load(tmp_path / "seeds"))


async def sent_file(visitor: Visitor, name: str, content: bytes, chat: int = OPERATOR) -> Any:
    before = visitor.count(chat)
    await visitor.do(visitor.server.send_file, chat, name, content)
    return (await visitor.do(visitor.server.replies, chat, before + 1))[-1]


async def test_it_is_understood_confirmed_and_in_use(
    visitor: Visitor, bot: AnyApplication, tmp_path: Path
) -> None:
    shown = await sent_file(visitor, NAME, FULL_REPORT.encode())
    assert PLACE in shown.text
    assert "二、2031年工作安排" in shown.text
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    done = await visitor.press(shown, wording.KEEP)
    assert "已采用" in done.text
    assert REPORT in done.text
    assert PLACE in (await visitor.say("/about")).text
    assert "57个" in (await visitor.say("老年人助餐点建了多少个")).text
    assert "2.64万个" not in (await visitor.say("新增了多少停车位")).text
    assert (tmp_path / "own-reports" / NAME).read_text("utf-8") == FULL_REPORT
    assert (tmp_path / "seeds" / REPORT).read_bytes() == (SEEDS / REPORT).read_bytes()
    assert not list((tmp_path / "seeds" / ".incoming").iterdir())
    assert [each.name for each in bot.bot_data.live.library.metadata] == [NAME]


async def test_it_can_be_thrown_away(visitor: Visitor, tmp_path: Path) -> None:
    shown = await sent_file(visitor, NAME, FULL_REPORT.encode())
    assert wording.DISCARDED in (await visitor.press(shown, wording.DISCARD)).text
    assert not (tmp_path / "own-reports").exists()
    await visitor.do(visitor.server.press_data, shown, pack(PutIn(short_name(NAME), 1)))
    assert (await visitor.do(visitor.server.replies, OPERATOR, 2))[
        -1
    ].text == everyone.REPORT_CHANGED


async def test_what_is_no_report_is_refused_with_the_reason(visitor: Visitor) -> None:
    assert "请打开后另存为 .docx" in (await sent_file(visitor, "r.doc", b"old")).text
    assert "r.docx" in (await sent_file(visitor, "r.docx", b"PK\x03\x04 cut off")).text
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text


async def test_a_citizens_file_is_content_like_any_other(visitor: Visitor, tmp_path: Path) -> None:
    shown = await sent_file(visitor, NAME, FULL_REPORT.encode(), CHAT)
    assert shown.text == everyone.NOT_TEXT
    assert not (tmp_path / "seeds" / ".incoming").exists()
