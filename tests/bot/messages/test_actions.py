"""Callback data and deep links: what was packed comes back, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.actions import (
    OPERATORS,
    Action,
    AskExample,
    AskQuestion,
    Count,
    Drop,
    Judge,
    Keep,
    Label,
    Propose,
    PutIn,
    Rate,
    ShowAnswer,
    ShowContents,
    ShowParagraph,
    ShowReview,
    ShowSection,
    ShowUnanswered,
    Teach,
    Undo,
    pack,
    unpack,
)
from bot.messages.deep_links import (
    ParagraphLink,
    QuestionLink,
    paragraph_link,
    question_link,
    read_link,
)
from bot.messages.reply import Copy, Share

DIGEST = st.text("0123456789abcdef", min_size=8, max_size=8)
NUMBER = st.integers(-1, 999_999)
ACTIONS = st.one_of(
    st.builds(ShowAnswer, DIGEST, NUMBER),
    st.builds(ShowParagraph, DIGEST, NUMBER, NUMBER),
    st.builds(ShowSection, DIGEST, NUMBER, NUMBER, NUMBER),
    st.builds(ShowContents, DIGEST, NUMBER, NUMBER, NUMBER),
    st.builds(AskExample, DIGEST),
    st.builds(AskQuestion, st.text("多少个车位？", max_size=20)),
    st.builds(Rate, DIGEST, NUMBER, st.integers(0, 1)),
    st.builds(Count, NUMBER, NUMBER),
)


@given(ACTIONS)
def test_what_was_packed_comes_back(action: Action) -> None:
    data = pack(action)
    assert len(data.encode()) <= 64
    assert unpack(data) == action


@given(st.text(max_size=80))
def test_anything_else_is_nothing(data: str) -> None:
    action = unpack(data)
    assert action is None or pack(action)


def test_data_that_is_too_long_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="at most 64 fit"):
        pack(AskExample("x" * 63))


def test_no_letter_changes_its_meaning() -> None:
    """These stand below messages that people keep."""
    assert [pack(each) for each in (
        ShowAnswer("d", 1), ShowParagraph("d", 1, 2), ShowSection("d", 1, 2, 3),
        ShowContents("d", 1, 2, 3), AskExample("e"), AskQuestion("问"), Rate("d", 1, 0), Count(1, 2),
        ShowUnanswered(1), Teach("g"), Propose("d", 1, 2), Keep("d", 1, 2), Drop(),
        ShowReview(1), Judge("r", "q", 2), Label("d", 1, 2), Undo("e"), PutIn("r", 1),
    )] == [
        "a:d:1", "p:d:1:2", "s:d:1:2:3", "c:d:1:2:3", "e:e", "q:问", "r:d:1:0", "n:1:2",
        "u:1", "t:g", "w:d:1:2", "k:d:1:2", "d",
        "v:1", "j:r:q:2", "l:d:1:2", "z:e", "i:r:1",
    ]  # fmt: skip
    assert set(OPERATORS) == set("utwkdvjlzi")


@given(st.text(min_size=1, max_size=15).filter(lambda text: text.strip()))
def test_a_question_link_leads_to_the_question(question: str) -> None:
    try:
        payload = question_link(question)
    except UnicodeEncodeError:
        return
    if payload:
        assert len(payload) <= 64
        assert payload.replace("-", "").replace("_", "").isalnum()
        assert read_link(payload) == QuestionLink(question)


def test_a_question_too_long_for_a_link_has_none() -> None:
    assert question_link("新增了多少停车位" * 3) == ""


def test_a_paragraph_link_leads_to_the_paragraph() -> None:
    assert read_link(paragraph_link(13, "1a2b3c4d")) == ParagraphLink(13, "1a2b3c4d")
    assert read_link("p13") == ParagraphLink(13)


@given(st.text(max_size=80))
def test_any_payload_can_be_read(payload: str) -> None:
    read_link(payload)


def test_what_telegram_would_not_take_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="1 to 256 units"):
        Copy("文" * 257)
    with pytest.raises(ValueError, match="1 to 256 units"):
        Copy("")
    with pytest.raises(ValueError, match="at most 256 units"):
        Share("文" * 257, "p1")
