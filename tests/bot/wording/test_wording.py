"""All wording: how long, how calm, with every gap filled."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from bot import wording
from bot.messages.rich_text import utf16_length
from bot.wording import menus
from bot.wording.texts import Texts
from retrieval import Outcome

# What people see in one place, with the most that fits there.
LIMITS = {
    "message": 4096, "notice": 200, "button": 24, "command": 256, "description": 512, "short": 120,
}  # fmt: skip
BUTTONS = (
    "NEXT_ANSWER", "CONTEXT", "NEXT_PARAGRAPH", "PREVIOUS_PARAGRAPH", "NEXT_PAGE",
    "PREVIOUS_PAGE", "WHOLE_SECTION", "BACK", "CONTENTS", "UP", "COPY", "SHARE", "USEFUL",
    "NOT_USEFUL", "OPEN_IN_BOT",
)  # fmt: skip
NOTICES = ("THANKS", "OUT_OF_DATE", "REPORT_CHANGED", "QUESTION_LOST")
ARGUMENTS = {"str": "某某", "int": 12, "float": 1.5, "Outcome": Outcome.NOT_IN_REPORT, "bool": True}
ARGUMENTS |= {"Sequence[int]": [12, 1998], "Sequence[str]": ["某某"]}


def made() -> Iterator[tuple[str, str]]:
    """What each function of the module says, with arguments that can be found again."""
    for name in wording.__all__:
        function = getattr(wording, name)
        if inspect.isfunction(function):
            parameters = inspect.signature(function).parameters.values()
            given = {each.name: ARGUMENTS[str(each.annotation)] for each in parameters}
            yield name, function(**given)


def texts() -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(Texts, name)) for name in vars(Texts) if name.isupper())
    yield from ((outcome.name, text) for outcome, text in wording.REPLIES.items())
    yield from ((outcome.name, text) for outcome, text in wording.MANY_REPLIES.items())
    yield from made()


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_every_text_fits_and_is_calm(name: str, text: str) -> None:
    limit = LIMITS["message"]
    if name in BUTTONS:
        limit = LIMITS["button"]
    elif name in (*NOTICES, "rank_in_words", "please_wait"):
        limit = LIMITS["notice"]
    assert 0 < utf16_length(text) <= limit
    assert "！" not in text
    assert "!" not in text
    assert not re.search(r"[{}]|%s", text), "a placeholder was left"
    assert "你" not in text, "people are 您"


@pytest.mark.parametrize(("name", "text"), list(made()))
def test_arguments_are_said(name: str, text: str) -> None:
    signature = inspect.signature(getattr(wording, name))
    for parameter in signature.parameters.values():
        if parameter.annotation in ("str", "int"):
            assert str(ARGUMENTS[parameter.annotation]) in text


def test_menus_fit_and_are_said_in_both_languages() -> None:
    for texts_by_language in menus.COMMANDS.values():
        assert set(texts_by_language) == {"zh", "en"}
        assert all(0 < len(text) <= LIMITS["command"] for text in texts_by_language.values())
    long, short = menus.description("某" * 60), menus.short_description("某" * 60)
    assert all(len(text) <= LIMITS["description"] for text in long.values())
    assert all(len(text) <= LIMITS["short"] for text in short.values())
    assert set(long) == set(short) == {"zh", "en"}


def test_the_button_above_inline_results_fits() -> None:
    for outcome in Outcome:
        assert utf16_length(wording.inline_button(outcome)) <= 64
    assert utf16_length(wording.please_wait(10**6)) <= 64


def test_chinese_wording_stands_nowhere_else() -> None:
    from tests.conftest import ROOT

    chinese = re.compile("[\u4e00-\u9fff]")
    for file in (ROOT / "bot").rglob("*.py"):
        if {"wording", "journal", "privacy"} & set(file.parts):
            continue  # the privacy package recognises Chinese units, it does not say them
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", file.read_text(encoding="utf-8"))
        assert not chinese.search(code), f"Chinese wording in {file.name}"
