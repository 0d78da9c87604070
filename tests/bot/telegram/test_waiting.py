"""What takes long holds up nobody else; what needs an index that is away is said or left out."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import AskExample, pack
from bot.runtime.library import LiveLibrary
from bot.view.answer import example_id
from retrieval import IndexUnavailableError, Library, load
from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.corpus.examples import read_examples
from tests.bot.telegram.conftest import CHAT, START, Visitor
from tests.conftest import REPORT, SEEDS

ASKED = "新增了多少停车位"
EXAMPLES = len(read_examples(SEEDS, [REPORT], []))
# Seconds after which a reply that should wait in a thread of its own is known to block all others;
# one that does not block is not waited for, however slow the machine is.
_PATIENCE = 60.0


class Gate:
    """Keeps a method of `conversation` waiting until the gate is opened.

    `come`: a call has come; `opened` says of each call whether it saw the gate open.
    """

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, conversation: Conversation, method: str
    ) -> None:
        self.come = asyncio.Event()
        self.opened: list[bool] = []
        self._loop = asyncio.get_running_loop()
        self._event = threading.Event()
        self._work = getattr(conversation, method)
        monkeypatch.setattr(conversation, method, self._wait)

    def _wait(self, *arguments: Any, **named: Any) -> Any:
        self._loop.call_soon_threadsafe(self.come.set)
        self.opened.append(self._event.wait(_PATIENCE))
        return self._work(*arguments, **named)

    def open(self) -> None:
        self._event.set()


@pytest.mark.parametrize("method", ["start", "help", "contents", "about"])
async def test_a_command_holds_up_no_other_chat(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    gate = Gate(monkeypatch, conversation, method)
    await visitor.do(visitor.server.receive, CHAT, f"/{method}")
    await gate.come.wait()
    assert "2.64万个" in (await visitor.say(ASKED, chat=CHAT + 1)).text
    gate.open()
    await visitor.do(visitor.server.replies, CHAT)
    assert gate.opened == [True]


async def test_a_button_holds_up_no_other_chat(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await visitor.say(ASKED)
    gate = Gate(monkeypatch, conversation, "notice")
    pressed = asyncio.create_task(visitor.press(sent, wording.NEXT_ANSWER))
    await gate.come.wait()
    assert "2.64万个" in (await visitor.say(ASKED, chat=CHAT + 1)).text
    gate.open()
    await pressed
    assert gate.opened == [True]


class TestWithoutIndex:
    @pytest.fixture
    def conversation(self) -> Conversation:
        return Conversation(load(SEEDS))

    @pytest.fixture
    def away(
        self, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
    ) -> pytest.MonkeyPatch:
        """The index is away until this is undone."""

        def search(*_: object, **__: object) -> None:
            raise IndexUnavailableError("made up")

        monkeypatch.setattr(conversation.library.paragraphs, "search", search)
        return monkeypatch

    @pytest.mark.parametrize(("command", "said"), [("/start", START), ("/help", wording.HELP)])
    async def test_greeting_and_help_come_without_examples(
        self, visitor: Visitor, away: pytest.MonkeyPatch, command: str, said: str
    ) -> None:
        assert (await visitor.say(command)).text == said
        assert (await visitor.say(ASKED)).text == wording.INDEX_UNAVAILABLE
        away.undo()
        sent = await visitor.say(command)
        assert sent.text == f"{said}\n{wording.EXAMPLES_LEAD}"
        assert len(sent.rows) == 2

    @pytest.mark.parametrize("query", ["", "停车位"])
    async def test_inline_says_so_and_telegram_does_not_keep_it(
        self, visitor: Visitor, away: pytest.MonkeyPatch, query: str
    ) -> None:
        answer = await visitor.do(visitor.server.inline, CHAT, query)
        assert answer["results"] == []
        assert answer["button"]["text"] == wording.INDEX_UNAVAILABLE
        assert answer["cache_time"] == "0"
        away.undo()
        assert (await visitor.do(visitor.server.inline, CHAT, query))["results"]

    async def test_the_button_of_an_example_says_so(
        self, visitor: Visitor, library: Library, away: pytest.MonkeyPatch
    ) -> None:
        sent = await visitor.say("/help")
        data = pack(AskExample(example_id(library.examples[0])))  # of a greeting before a restart
        notice = await visitor.do(visitor.server.press_data, sent, data)
        assert notice["text"] == wording.INDEX_UNAVAILABLE
        away.undo()
        await visitor.do(visitor.server.press_data, sent, data)
        asked = (await visitor.do(visitor.server.replies, CHAT, 2))[-1]
        assert asked.text.startswith(f"问题：{library.examples[0]}")


async def test_examples_are_asked_beforehand_after_a_start_and_after_a_reload(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[str] = []

    search = Searcher.search

    def counted(searcher: Searcher, text: str, top: int) -> SearchResult:
        searched.append(text)
        return search(searcher, text, top)

    monkeypatch.setattr(Searcher, "search", counted)
    live = LiveLibrary(Conversation(load(SEEDS)), SEEDS)
    live.warm()
    await asyncio.to_thread(live.conversation.help, "a")  # waits for the topics
    await asyncio.to_thread(lambda: live.library.examples)
    assert len(searched) == len(set(searched)) >= EXAMPLES
    searched.clear()
    await live.reload()
    assert len(searched) >= EXAMPLES
    searched.clear()
    assert live.conversation.help("a").choices
    assert searched == []
