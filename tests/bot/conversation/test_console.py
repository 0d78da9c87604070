from __future__ import annotations

import builtins
import re
from collections.abc import Iterator

import pytest

from bot import wording
from bot.conversation import console
from bot.conversation.conversation import Conversation
from bot.wording import introducing
from bot.wording.spoken import speaking
from retrieval import Language, Library


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
    monkeypatch.setenv("COLUMNS", "2000")
    return lines


def talk(library: Library, capsys: pytest.CaptureFixture[str]) -> str:
    console.run(Conversation(library))
    return capsys.readouterr().out


def test_the_same_texts_as_in_telegram(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["新增了多少停车位", "/help", "/foo", "周杰伦", "", "[bold]停车位[/bold]", "/ask",
              "/about", "/privacy", "/new", "/contents", "/start"]  # fmt: skip
    shown = talk(library, capsys)
    assert "@BotFather" in shown
    assert "  新增停车位2.64万个,6000辆公租自行车投放运营。" in shown
    assert "朝阳区2016年报告 › 五年回顾 › 第13段" in shown
    for text in (wording.UNKNOWN_COMMAND, introducing.ask_hint("2016年朝阳区的地区生产总值是多少"),
                 wording.FORGOTTEN, wording.CONTENTS_LEAD, wording.LIMITS):  # fmt: skip
        assert text in shown
    assert shown.count(wording.EXAMPLES_LEAD) == 3
    assert "没有找到与您的问题相关的内容" in shown
    assert "请输入您的问题" in shown
    assert shown.rstrip().endswith(wording.FAREWELL)


def test_numbers_choose_what_buttons_do_in_telegram(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["新增了多少停车位", "1"]
    shown = talk(library, capsys)
    assert f"[1] {wording.NEXT_ANSWER}" in shown
    assert wording.SHARE not in shown
    assert "第52段" in shown


def test_passages_citation_and_rating_by_number(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    # Context, next paragraph, back; context, citation, back; useful.
    typed += ["新增了多少停车位", "2", "3", "5", "2", "4", "5", "3"]
    shown = talk(library, capsys)
    assert "第 14 段" in shown
    assert (
        "“新增停车位2.64万个,6000辆公租自行车投放运营。”——《政府工作报告》（朝阳区，2016-12-20）"
        in shown
    )
    assert wording.THANKS in shown


def test_an_example_is_answered_by_its_number(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["1"]
    shown = talk(library, capsys)
    assert wording.QUESTION_LEAD in shown
    assert re.search("第[0-9]+[、—0-9]*段", shown)


def test_a_number_that_is_no_choice(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["9"]
    assert wording.CONSOLE_NO_CHOICE in talk(library, capsys)


def test_a_year_is_a_question_and_no_choice(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["2017"]
    assert wording.CONSOLE_NO_CHOICE not in talk(library, capsys)


def test_follow_ups_as_in_telegram(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["2016年地区生产总值是多少", "那2017年呢？", "/new", "那2017年呢？"]
    shown = talk(library, capsys)
    assert shown.count("接着“2016年地区生产总值是多少”：那2017年呢") == 1
    assert "超过5200亿元" in shown


def test_an_interrupt_leaves_politely(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(builtins, "input", interrupted)
    console.run(Conversation(library))
    assert wording.FAREWELL in capsys.readouterr().out


def test_a_first_question_is_answered_and_the_conversation_goes_on(
    library: Library, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += ["那2017年呢？"]
    console.run(Conversation(library), ["2016年地区生产总值是多少"])
    shown = capsys.readouterr().out
    assert "4942亿元" in shown
    assert "接着“2016年地区生产总值是多少”：那2017年呢" in shown
    assert "@BotFather" not in shown


def test_questions_without_anybody_at_a_terminal_are_one_conversation(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    console.answer_each(
        Conversation(library),
        [
            "2016年地区生产总值是多少\n",
            "那2017年呢？\n",
            "\n",
            "那2017年呢？\n",
            "教育方面做了什么",
        ],
    )
    shown = capsys.readouterr().out
    assert shown.count("接着“2016年地区生产总值是多少”：那2017年呢") == 1
    assert "① " in shown
    assert "[1]" not in shown


def test_what_a_pipe_shows_is_whole_and_can_be_searched(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["新增了多少停车位", "教育方面做了什么", "周杰伦的老婆叫什么", "who is the mayor of Paris",
             "/contents", "/foo", "/new"]  # fmt: skip
    console.answer_each(Conversation(library), asked)
    lines = capsys.readouterr().out.split("\n")
    assert lines[:2] == [
        "  新增停车位2.64万个,6000辆公租自行车投放运营。",
        "朝阳区2016年报告 › 五年回顾 › 第13段",
    ]
    assert all(line == line.rstrip() for line in lines)
    for lead, choice in (
        ("您可以试试：", "养老"), ("You could try:", "Elderly care"),
        ("The contents, please choose:", "五年工作回顾"),
    ):  # fmt: skip
        below = lines[lines.index(lead) + 1 : lines.index(lead) + 4]
        assert any(f"• {choice}" in line for line in below)
    with speaking(Language.ENGLISH):  # as the question before them
        assert wording.UNKNOWN_COMMAND in lines
        assert wording.FORGOTTEN in lines
    assert not any("[1]" in line or wording.CONTEXT in line for line in lines)
