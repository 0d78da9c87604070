from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import Block, Run, as_html, as_plain, paragraph, split, utf16_length
from tests.loopback.markup import MarkupError, parse_html

BLOCKS = st.lists(
    st.builds(
        Block,
        st.lists(
            st.builds(Run, st.text(max_size=40), st.booleans(), st.booleans()), max_size=6
        ).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


def test_html_is_escaped_and_nested() -> None:
    quotation = Block((Run("a<b & "), Run('"c"', bold=True)), quotation=True)
    assert as_html([quotation, paragraph("1 > 0")]) == (
        '<blockquote>a&lt;b &amp; <b>"c"</b></blockquote>\n1 &gt; 0'
    )
    assert as_plain([quotation, paragraph("1 > 0")]) == 'a<b & "c"\n1 > 0'


@pytest.mark.parametrize(("text", "length"), [("", 0), ("中文", 2), ("😀", 2), ("a\n", 2)])
def test_length_is_counted_in_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length


def test_split_ends_with_a_sentence_where_one_is_in_reach() -> None:
    messages = split([paragraph("第一句。第二句。第三句。")], length=10)
    assert [as_plain(message) for message in messages] == ["第一句。第二句。", "第三句。"]


def test_split_keeps_short_blocks_together() -> None:
    blocks = [paragraph("一。"), paragraph("二。"), paragraph("三。")]
    assert [as_plain(message) for message in split(blocks, length=5)] == ["一。\n二。", "三。"]


def test_a_surrogate_pair_is_never_cut() -> None:
    messages = split([paragraph("😀" * 5)], length=3)
    assert [as_plain(message) for message in messages] == ["😀"] * 5


def test_looks_beyond_the_limit_are_dropped_and_the_text_stays() -> None:
    block = Block(tuple(Run(str(number % 10), bold=True) for number in range(300)), quotation=True)
    messages = split([block])
    assert as_plain(messages[0]) == block.text
    assert len(parse_html(as_html(messages[0])).entities) == 100


@pytest.mark.parametrize("blocks", [[], [paragraph("")], [paragraph(" \n")]])
def test_nothing_to_say_sends_nothing(blocks: list[Block]) -> None:
    assert split(blocks) == []


@given(BLOCKS, st.integers(2, 60), st.integers(1, 5))
def test_every_message_is_one_that_telegram_takes(
    blocks: list[Block], length: int, entities: int
) -> None:
    messages = split(blocks, length, entities)
    for message in messages:
        parsed = parse_html(as_html(message))
        assert parsed.text == as_plain(message)
        assert utf16_length(parsed.text) <= length
        assert len(parsed.entities) <= entities
        assert parsed.text.strip()
    shown = "".join(block.text for message in messages for block in message)
    assert "".join(shown.split()) == "".join("".join(block.text for block in blocks).split())


@pytest.mark.parametrize(
    "html",
    [
        "<b>x", "x</b>", "<b><blockquote>x</b></blockquote>", "a < b", "<name>x</name>", "a & b",
        "<blockquote><blockquote>x</blockquote></blockquote>", "<br>", "&nbsp;",
    ],
)  # fmt: skip
def test_the_loopback_server_rejects_broken_html(html: str) -> None:
    with pytest.raises(MarkupError):
        parse_html(html)
