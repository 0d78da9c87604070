from __future__ import annotations

import re
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.figures.numbers import NUMBER, value_of


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("4942亿", "494200000000"),
        ("2.64万", "26400"),
        ("1340多万", "13400000"),
        ("1400余", "1400"),
        ("14.83万亿", "14830000000000"),
        ("13亿7千万", "1370000000"),
        ("1,234.5", "1234.5"),
        ("6·4", "6.4"),
        ("百分之六十四", "64"),
        ("百分之二点八", "2.8"),
        ("一千零九十二", "1092"),
        ("二亿七千万", "270000000"),
        ("三点五亿", "350000000"),
        ("十几", "10"),
        ("一九五八", "1958"),
        ("三分之二", "0.666667"),
    ],
)
def test_a_number_has_its_exact_value(number: str, value: str) -> None:
    assert re.fullmatch(NUMBER, number)
    assert value_of(number) == Decimal(value)


@given(st.integers(1, 999_999_999_999))
def test_chinese_numerals_are_read_as_another_library_writes_them(number: int) -> None:
    assert value_of(cn2an.an2cn(number)) == number


@given(st.decimals(min_value="0.01", max_value=99999, places=2), st.sampled_from(["", "万", "亿"]))
def test_decimals_stay_exact(number: Decimal, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert value_of(f"{number}{scale}") == number * factor


@pytest.mark.parametrize("text", ["1003万千瓦", "5千克", "百分点"])
def test_a_unit_is_no_part_of_its_number(text: str) -> None:
    found = re.match(NUMBER, text)
    assert found is None or not found.group().endswith(("千", "百"))
