from __future__ import annotations

import builtins
from collections.abc import Iterator

import pytest

from bot import console, wording
from bot.conversation import Conversation
from retrieval import Library


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lines that a person types; the input ends after them."""
    lines: list[str] = []
    pending: Iterator[str] = iter(lines)

    def read(_: str) -> str:
        for line in pending:
            return line
        raise EOFError

    monkeypatch.setattr(builtins, "input", read)
    monkeypatch.setenv("COLUMNS", "200")
    return lines


def test_the_same_conversation_as_in_telegram(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["新增了多少停车位", "/help", "/foo", "周杰伦", "", "[bold]停车位[/bold]"]
    console.run(Conversation(library))
    shown = capsys.readouterr().out
    assert "@BotFather" in shown
    assert "  新增停车位2.64万个,6000辆公租自行车投放运营。" in shown
    assert "第 13 段" in shown
    assert wording.UNKNOWN_COMMAND in shown
    assert wording.OWN_WORDING in shown
    assert shown.count(wording.EXAMPLES_LEAD) == 2
    assert "没有找到与您的问题相关的内容" in shown
    assert "请输入您的问题" in shown
    assert shown.rstrip().endswith(wording.FAREWELL)


def test_an_interrupt_leaves_politely(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupted)
    console.run(Conversation(library))
    assert wording.FAREWELL in capsys.readouterr().out
