"""The language that is spoken: each wording has its Chinese and its English beside each other.

A conversation speaks the language of each message: what is worded within `speaking` is in it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from typing import TypeVar

from opencc import OpenCC

from retrieval import Language

__all__ = ["Said", "Words", "of_code", "say", "speak", "speaking", "spoken", "variants"]

_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.CHINESE)

K = TypeVar("K")


@contextlib.contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it wording is in `language`; elsewhere, also in other threads, in Chinese."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> Language:
    """The language that is spoken."""
    return _spoken.get()


@cache
def _converter() -> OpenCC:
    # Characters as Taiwan writes them (為, 裡), which are read everywhere; the words stay.
    return OpenCC("s2tw")


@cache
def _traditional(chinese: str) -> str:
    converted: str = _converter().convert(chinese)
    return converted


def _in(language: Language, chinese: str, english: str) -> str:
    if language is Language.ENGLISH:
        return english
    return _traditional(chinese) if language is Language.TRADITIONAL else chinese


def say(chinese: str, english: str, *values: object) -> str:
    """The wording in the language that is spoken, with `values` at its placeholders as they are:
    the report's own words and those of people are in no other language."""
    template = _in(spoken(), chinese, english)
    return template.format(*values) if values else template


def variants(chinese: str, english: str) -> tuple[str, ...]:
    """A wording in all languages."""
    return tuple(_in(language, chinese, english) for language in Language)


class Said:
    """A text without placeholders: an attribute that is in the language that is spoken."""

    def __init__(self, chinese: str, english: str) -> None:
        self._both = chinese, english

    def __get__(self, _: object, owner: type) -> str:
        """The text."""
        return say(*self._both)


class Words(Mapping[K, str]):
    """Texts by a key, each in the language that is spoken."""

    def __init__(self, texts: Mapping[K, tuple[str, str]]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, key: K) -> str:
        """The text."""
        return say(*self._texts[key])

    def __iter__(self) -> Iterator[K]:
        """The keys."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def with_others(self, texts: Mapping[K, tuple[str, str]]) -> Words[K]:
        """These texts, some of them in other words."""
        return Words({**self._texts, **texts})


def speak(language: Language) -> None:
    """From here on wording is in `language`, until the task ends that this is called in."""
    _spoken.set(language)


def of_code(code: str) -> Language | None:
    """The language of an IETF tag (`zh-TW`, `en`); None for no tag.

    Chinese in traditional characters by its script or its place.  Who has neither Chinese nor
    English is more likely to read English.
    """
    language, *more = code.lower().split("-")
    if not language:
        return None
    if language != "zh":
        return Language.ENGLISH
    traditional = {"hant", "tw", "hk", "mo"} & set(more)
    return Language.TRADITIONAL if traditional else Language.CHINESE
