"""Which language a message is written in."""

from __future__ import annotations

import pytest

from retrieval import Language, language_of

C, T, E = Language.CHINESE, Language.TRADITIONAL, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("how many parking spaces were added", E),
        ("What about 停车位?", E),
        ("GDP growth target", E),
        ("Thank you", E),
        ("who are you", E),
        ("wo xiang wen app xiazai le duoshao", C),
        ("next year?", E),
        ("schools", E),
        ("新增了多少停车位", C),
        ("xinzeng le duoshao tingchewei", C),
        ("2016nian GDP shi duoshao", C),
        ("GDP是多少", C),
        ("APP 下载了多少", C),
        ("WiFi覆盖了多少地方", C),
        ("5G", C),
        ("", C),
        ("?", C),
        ("停车位 evil.example", C),
        ("停车位 https://evil.example/x @some_body", C),
        ("\udc00停车", C),
        ("養老機構有多少張床位", T),
        ("台灣的報告", T),
        ("停車位", T),
        ("乾隆年间的事", C),
        ("陈喆说了什么", C),
    ],
)
def test_the_language_of_a_message(text: str, language: Language) -> None:
    assert language_of(text) is language


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("2017?", E, E),
        ("GDP", E, E),
        ("原文", T, T),  # the same characters in both scripts
        ("原文", E, C),
        ("第13段", T, T),
        ("还有呢", T, C),
        ("那明年呢", E, C),
        ("and next year", T, E),
    ],
)
def test_what_has_no_language_of_its_own_is_in_that_of_the_message_before(
    text: str, before: Language, language: Language
) -> None:
    assert language_of(text, before) is language
