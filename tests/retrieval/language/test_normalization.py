from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.normalization import fold


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
        ("資訊和計程車", "信息和出租车"),
        ("違章建築五年總共拆了多少", "违章建筑五年总共拆了多少"),
        ("二零一六年", "2016年"),
        ("上海二〇二四 公园", "上海2024公园"),
        ("一九九○年", "1990年"),
        ("一九得九", "一九得九"),
        ("一六年", "16年"),
        ("百分之七十", "70%"),
        ("百分之十二点五", "12.5%"),
        ("两千多亩", "2000多亩"),
        ("一千三百四十万平方米", "1340万平方米"),
        ("一亿六千五百五十二万", "一亿六千五百五十二万"),
        ("三里屯、四环、五治、十三五", "三里屯、四环、五治、十三五"),
        ("十六万三千人、十万亩", "163000人、10万亩"),
        ("几十万人、三十多万", "几十万人、三十多万"),
        ("百姓、千家万户、万元、千万别", "百姓、千家万户、万元、千万别"),
        ("公园👍🏽❤️🎉", "公园"),
        ("👩‍👩‍👧", ""),
        ("xīn zēng", "xīn zēng"),
        ("九千九百九十九万九千九百九十九亿", "99999999亿"),
        ("一" + "百万" * 500, "一" + "百万" * 500),  # more than a float holds
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text).text == expected


@pytest.mark.parametrize("text", ["停车位" * 40, "㍿" * 30, "ﷺ" * 9, "停 " * 120])
def test_a_text_that_is_too_long_is_not_read_to_its_end(text: str) -> None:
    whole = fold(text).text
    assert fold(text, len(whole)).text == whole
    assert fold(text, 100).text == whole[:101]
    assert len(fold(text, 100).origins) == 101


def test_origins_point_into_the_untouched_text() -> None:
    text = "王\xa0 灏 是 CBD 的㎡"
    folded = fold(text)
    start = folded.text.index("cbd")
    assert folded.origin(start, start + 3).of(text) == "CBD"
    assert folded.origin(0, 2).of(text) == "王\xa0 灏"
    assert folded.origin(folded.text.index("m2"), len(folded.text)).of(text) == "㎡"


def test_origins_of_what_changed_its_length() -> None:
    text = "新增兩千三百輛計程車"
    folded = fold(text)
    assert folded.text == "新增2300辆出租车"
    assert folded.origin(2, 6).of(text) == "兩千三百"
    assert folded.origin(folded.text.index("出租车"), len(folded.text)).of(text) == "計程車"


@given(st.text() | st.text(alphabet="二零一六年百分之七十兩千萬計程車資訊 ab1é👍", max_size=20))
def test_origins_never_leave_the_text_nor_run_backwards(text: str) -> None:
    folded = fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin.start < origin.end <= len(text) for origin in folded.origins)


@given(st.text(alphabet="零一二两九十百千万亿点百分之", min_size=1, max_size=16))
def test_numerals_that_are_none_are_left_alone(text: str) -> None:
    fold(text)


@pytest.mark.parametrize("text", ["一亿六千五百五十二万人口", "一万万", "千亿亿", "二十百"])
def test_numerals_out_of_order_raise_nothing(text: str) -> None:
    assert fold(text).text


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
