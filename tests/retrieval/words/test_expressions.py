"""No regular expression of the project reads a text in ever more ways (具体样样样…: half a second)."""

from __future__ import annotations

import re

import pytest

from tests.expressions import ambiguous, expressions


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:一|样|怎么|样)*",
        "(?:说|呢|说呢)+",
        "(a+)+",
        "(?:那么?|那)*了",
        "(?:(?:甲|甲乙|乙)*丙?)*",
        r"(?:\s|\s+)*",
    ],
)
def test_a_group_that_reads_its_own_repetition_in_many_ways_is_found(pattern: str) -> None:
    assert ambiguous(re.compile(pattern))


@pytest.mark.parametrize(
    "pattern", ["(?:一|样|二)*", "(?:那么?|哦)*了", "a*b*a*", "(?:甲乙|丙)*甲", "x{3}"]
)
def test_one_that_reads_it_in_one_way_is_not(pattern: str) -> None:
    assert not ambiguous(re.compile(pattern))


@pytest.mark.slow
def test_no_expression_of_words_or_modules_is_such() -> None:
    found = {name: text for name, each in expressions() if (text := ambiguous(each))}
    assert found == {}
