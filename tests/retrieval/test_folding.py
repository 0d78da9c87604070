from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.folding import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０１７年　双桥路 要 拓宽 吗??", "2017年双桥路要拓宽吗??"),
        ("ＣＢＤ Core Area", "cbd core area"),
        ("1 9 9 3 年3 月", "1993年3月"),
        ("GDP 2016", "gdp 2016"),
        ("断\r\n\xa0开", "断开"),
        ("零\u200b宽\x00", "零宽"),
        ("㎡", "m2"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text).text == expected


def test_origins_point_into_the_untouched_text() -> None:
    text = "王\xa0 灏 是 CBD 的㎡"
    folded = fold(text)
    start = folded.text.index("cbd")
    assert folded.origin(start, start + 3).of(text) == "CBD"
    assert folded.origin(0, 2).of(text) == "王\xa0 灏"
    assert folded.origin(folded.text.index("m2"), len(folded.text)).of(text) == "㎡"


@given(st.text())
def test_origins_never_leave_the_text_nor_run_backwards(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin <= len(text) for origin in folded.origins)
