"""What an excerpt does not say of what is asked of it, however near it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from retrieval.answering.engine import build_engine
from retrieval.answering.unsaid import unsaid
from retrieval.outcome import Missing
from retrieval.query.question import Question
from retrieval.query.shape import Reading


@pytest.fixture(scope="module")
def analyze() -> Callable[[str], Question]:
    return build_engine([], {}).analyze


@pytest.mark.parametrize(
    ("asked", "excerpt", "missing"),
    [
        ("新机场建在哪个镇上", "推进新机场、跨海大桥等前期工作。", Missing.PLACE),
        ("新机场建在哪个镇上", "新机场落户平和镇。", None),
        (
            "超百亿的县是哪几个县",
            "培育边贸旺县、旅游名县，生产总值超百亿县增至35个。",
            Missing.BREAKDOWN,
        ),
        ("超百亿的县是哪三个", "超百亿县达到3个，平和、南胜居首。", None),
        ("奥运会拿了几块金牌", "成功举办奥运会。", Missing.NUMBER),
        ("奥运会拿了几块金牌", "奥运会上获得51块金牌。", None),
        ("这十几个项目进展如何", "重点项目顺利推进。", None),
    ],
)
def test_what_an_excerpt_lacks(
    analyze: Callable[[str], Question], asked: str, excerpt: str, missing: Missing | None
) -> None:
    assert unsaid(analyze(asked), Reading(), excerpt) is missing
