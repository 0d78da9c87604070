from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.rich_text import (
    Block,
    TextRun,
    as_plain,
    entities_of,
    paragraph,
    split,
    utf16_length,
)
from tests.loopback.markup import MarkupError, read_entities

BLOCKS = st.lists(
    st.builds(
        Block,
        st.lists(
            st.builds(TextRun, st.text(max_size=40), st.booleans(), st.booleans()), max_size=6
        ).map(tuple),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


def looks(blocks: Sequence[Block]) -> list[Any]:
    return [entity.to_dict() for entity in entities_of(blocks)]


def test_entities_are_counted_in_utf16_units_and_nest() -> None:
    quotation = Block(
        (TextRun("a<😀 & "), TextRun('"c"', bold=True, underlined=True)), quotation=True
    )
    folded = Block((TextRun("d"),), quotation=True, folded=True)
    empty = Block((TextRun("", bold=True),), quotation=True)
    blocks = [quotation, empty, folded, paragraph("1 > 0")]
    assert as_plain(blocks) == 'a<😀 & "c"\n\nd\n1 > 0'
    assert [(each.type, each.offset, each.length) for each in entities_of(blocks)] == [
        ("blockquote", 0, 10), ("bold", 7, 3), ("underline", 7, 3), ("expandable_blockquote", 12, 1),
    ]  # fmt: skip


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
    block = Block(
        tuple(TextRun(str(number % 10), bold=True) for number in range(300)), quotation=True
    )
    messages = split([block])
    assert as_plain(messages[0]) == block.text
    assert len(entities_of(messages[0])) == 100


@pytest.mark.parametrize("blocks", [[], [paragraph("")], [paragraph(" \n")]])
def test_nothing_to_say_sends_nothing(blocks: list[Block]) -> None:
    assert split(blocks) == []


@given(BLOCKS, st.integers(2, 60), st.integers(1, 5))
def test_every_message_is_one_that_telegram_takes(
    blocks: list[Block], length: int, entities: int
) -> None:
    messages = split(blocks, length, entities)
    for message in messages:
        parsed = read_entities(as_plain(message), looks(message))
        assert utf16_length(parsed.text) <= length
        assert len(parsed.entities) <= entities
        assert parsed.text.strip()
    shown = "".join(block.text for message in messages for block in message)
    assert "".join(shown.split()) == "".join("".join(block.text for block in blocks).split())


@pytest.mark.parametrize(
    "entities",
    [
        [("bold", 0, 0)], [("bold", -1, 2)], [("bold", 3, 3)], [("bold", 9, 1)], [("bold", 1, 1)],
        [("bold", 0, 1)], [("shiny", 2, 1)], [("bold", 0, 3), ("underline", 2, 3)],
        [("bold", 0, 3), ("bold", 2, 1)], [("blockquote", 0, 5), ("blockquote", 2, 1)],
        [("blockquote", 0, 5), ("expandable_blockquote", 0, 5)],
        [("bold", 0, 5), ("blockquote", 2, 1)], [("bold", 2, 1)] * 101, [("bold", 2.0, 1)],
    ],
)  # fmt: skip
def test_the_loopback_server_rejects_wrong_entities(entities: list[tuple[str, int, int]]) -> None:
    raw = [{"type": each[0], "offset": each[1], "length": each[2]} for each in entities]
    with pytest.raises(MarkupError):
        read_entities("😀abc", raw)
