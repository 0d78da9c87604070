"""Every wording has its Chinese and its English, and each message is answered in its language."""

from __future__ import annotations

import datetime
import importlib
import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from bot import wording
from bot.messages.rich_text import utf16_length
from bot.wording import shapes, web
from bot.wording.spoken import Words, of_code, say, speaking
from bot.wording.texts import Texts
from retrieval import Language, Missing, Outcome

HAN = re.compile("[\u3400-\u9fff]")
# Modules of what is said to citizens; the others are for operators, who read Chinese.
CITIZENS = ["asked", "figures", "introducing", "outcomes", "places", "privacy", "shapes",
            "small_talk", "web"]  # fmt: skip
# Patterns of titles.
NOT_SAID = {("places", "shorter")}
ARGUMENTS: dict[str, Any] = {
    "str": "X", "int": 12, "bool": True, "Outcome": Outcome.NOT_IN_REPORT,
    "Sequence[int]": [12, 1998], "Sequence[str]": ["X", "Y"], "int | None": 1998,
    "Missing | None": Missing.TIME, "datetime.date | None": datetime.date(2016, 12, 20),
    "Sequence[tuple[str, int]]": [("X", 2017)],
}  # fmt: skip
# Arguments that are keys of a table.
KEYS = {"role": "change", "kind": "change", "tense": "plan"}


def of_module(module: ModuleType, name: str) -> Iterator[tuple[str, str]]:
    """All that `module` says."""
    for each, value in vars(module).items():
        if (name, each) in NOT_SAID or each.startswith("_"):
            continue
        if isinstance(value, Words):
            yield from ((f"{name}.{each}.{key}", text) for key, text in value.items())
        elif each.isupper() and isinstance(value, str):
            yield f"{name}.{each}", value
        elif inspect.isfunction(value) and value.__module__ == module.__name__:
            parameters = inspect.signature(value).parameters.values()
            given = {p.name: ARGUMENTS[str(p.annotation)] for p in parameters}
            # Flags and empty texts have words of their own.
            for flags in (given, {k: _empty(v) for k, v in given.items()}):
                said = value(**flags | {k: v for k, v in KEYS.items() if k in given})
                yield f"{name}.{each}", said if isinstance(said, str) else "".join(said)


def _empty(value: Any) -> Any:
    return type(value)() if type(value) in (str, bool) else value


def every() -> dict[str, list[str]]:
    """All that is said to citizens in the language that is spoken, by name."""
    found: dict[str, list[str]] = {}
    texts = [(name, getattr(Texts, name)) for name in vars(Texts) if name.isupper()]
    for name in CITIZENS:
        texts += of_module(importlib.import_module(f"bot.wording.{name}"), name)
    texts += of_module(wording, "wording")
    for name, text in texts:
        found.setdefault(name, []).append(text)
    return found


def test_every_wording_has_its_english() -> None:
    with speaking(Language.ENGLISH):
        english = every()
    chinese = every()
    assert english.keys() == chinese.keys()
    assert len(english) > 150
    left = {name: text for name, texts in english.items() for text in texts if HAN.search(text)}
    assert left == {}
    same = {
        name for name, texts in english.items()
        if texts == chinese[name] and HAN.search("".join(chinese[name]))
    }  # fmt: skip
    assert same == set()


def test_english_fits_and_is_calm() -> None:
    with speaking(Language.ENGLISH):
        for name, texts in every().items():
            for text in texts:
                assert utf16_length(text) <= 4096, name
                assert "!" not in text, name
                assert not re.search(r"\{\}", text) or name.startswith(
                    ("web.PAGE.", "figures.PAGE.", "web.API.")
                ), name
        for outcome in Outcome:
            assert utf16_length(wording.inline_button(outcome)) <= 64
        assert utf16_length(wording.please_wait(10**6)) <= 64


def test_a_wording_without_its_english_is_told() -> None:
    """The walk fails where a text is in Chinese alone."""
    module = ModuleType("bot.wording.more")
    module.MORE = "还有"  # type: ignore[attr-defined]
    module.TABLE = Words({"a": ("甲", "甲")})  # type: ignore[attr-defined]
    with speaking(Language.ENGLISH):
        left = [name for name, text in of_module(module, "more") if HAN.search(text)]
    assert left == ["more.MORE", "more.TABLE.a"]


def test_what_stands_in_a_wording_is_said_as_it_is() -> None:
    with speaking(Language.TRADITIONAL):
        assert say("报告提到了{}", "It mentions {}", "养老驿站") == "報告提到了养老驿站"
        assert (
            shapes.related("养老驿站", Missing.TIME) == "報告提到了“养老驿站”，但沒有寫具體時間。"
        )
        assert web.PAGE["contents"] == "目錄"
    with speaking(Language.ENGLISH):
        assert shapes.related("养老驿站", Missing.TIME) == (
            "The report mentions “养老驿站”, but does not say when."
        )
    assert wording.NEXT_PAGE == "下一页 ›"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("", None), ("en", Language.ENGLISH), ("en-GB", Language.ENGLISH), ("de", Language.ENGLISH),
        ("zh", Language.CHINESE), ("zh-hans", Language.CHINESE), ("zh-TW", Language.TRADITIONAL),
        ("zh-Hant-HK", Language.TRADITIONAL),
    ],
)  # fmt: skip
def test_the_language_of_a_tag(code: str, language: Language | None) -> None:
    assert of_code(code) is language
