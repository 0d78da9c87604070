"""Replies of several excerpts, and of what a report mentions without saying it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import ShowAnswer, ShowParagraph
from bot.messages.reply import Press, Reply
from bot.view.outcome import outcome_view
from bot.view.shapes import next_page
from bot.wording import shapes as words
from retrieval import Answer, Library, Missing, Outcome, Shape


@pytest.fixture(scope="module")
def topic(library: Library) -> Answer:
    """Five hits under two groups, of which the first reply shows two."""
    answer = library.ask("新增了多少停车位", 5)
    hits = tuple(
        replace(hit, group="甲" if rank < 3 else "乙") for rank, hit in enumerate(answer.hits)
    )
    return replace(answer, shape=Shape.TOPIC, shown=2, hits=hits, unanswered=("房价呢",))


def actions(reply: Reply) -> list[object]:
    return [
        each.does.action for row in reply.choices for each in row if isinstance(each.does, Press)
    ]


def test_what_is_shown_first_stands_under_its_group_each_with_its_place(
    library: Library, topic: Answer
) -> None:
    reply = outcome_view(topic, 0, library, (topic.question,))
    quoted = [block.text for block in reply.blocks if block.quotation]
    assert quoted == ["\n".join(f"{'①②'[n]} {topic.hits[n].excerpt}" for n in range(2))]
    assert [block.text for block in reply.blocks].count("甲") == 1
    numbers = "、".join(str(hit.location.paragraph) for hit in topic.hits[:2])
    assert f"朝阳区2016年报告 › 第{numbers}段" in reply.text.replace(" › 五年回顾", "")
    assert words.unanswered("房价呢") in reply.text


def test_each_hit_shown_has_a_button_and_the_others_are_one_button_away(
    library: Library, topic: Answer
) -> None:
    reply = outcome_view(topic, 0, library, (topic.question,))
    opened = [each.number for each in actions(reply) if isinstance(each, ShowParagraph)]
    assert opened == [hit.location.paragraph for hit in topic.hits[:2]]
    (further,) = [each for each in actions(reply) if isinstance(each, ShowAnswer)]
    rest = outcome_view(topic, further.rank, library, (topic.question,))
    quoted = "".join(block.text for block in rest.blocks if block.quotation)
    assert all(hit.excerpt in quoted for hit in topic.hits[2:])
    assert "房价呢" not in rest.text
    assert ShowAnswer(further.report, 0) in actions(rest)


def test_a_rank_that_is_not_there_is_a_lookup_error(library: Library, topic: Answer) -> None:
    with pytest.raises(LookupError):
        outcome_view(topic, 5, library, (topic.question,))


def test_what_is_missing_is_said_before_what_is_near(library: Library) -> None:
    answer = library.ask("新增了多少停车位", 2)
    related = replace(
        answer, outcome=Outcome.RELATED, hits=(), related=answer.hits, shown=0,
        missing=Missing.TIME, subject="停车位", relative_years=(("明年", 2017),),
    )  # fmt: skip
    reply = outcome_view(related, 0, library, (answer.question,))
    first = reply.blocks[0].text
    assert first == "报告提到了“停车位”，但没有写具体时间。相关原文："
    quoted = "".join(block.text for block in reply.blocks if block.quotation)
    assert all(hit.excerpt in quoted for hit in answer.hits)
    assert "报告作于2016年12月，“明年”指2017年。" in reply.text
    absent = outcome_view(replace(related, absent="鸟巢"), 0, library, (answer.question,))
    assert absent.blocks[0].text == "报告没有写到“鸟巢”。相关原文："


def test_everything_that_can_be_missing_has_its_words() -> None:
    assert set(words.MISSING) == set(Missing)


def test_an_outline_fits_a_screen_and_a_half_and_goes_on_behind_a_button(library: Library) -> None:
    answer = library.ask("总结一下这份报告")
    assert answer.shown > 40
    seen, rank = list[str](), 0
    for _page in range(len(answer.hits)):
        reply = outcome_view(answer, rank, library, (answer.question,))
        assert sum(-(-len(line) // 20) for line in reply.text.splitlines()) <= 45
        assert len(reply.choices) <= 4
        numbers = [each.label for row in reply.choices for each in row if each.label.isdecimal()]
        assert numbers == [str(rank + at + 1) for at in range(len(numbers))]
        seen += numbers
        rank = next_page(answer, rank)
        further = [
            each.does.action
            for row in reply.choices
            for each in row
            if each.label == wording.MORE and isinstance(each.does, Press)
        ]
        if rank == len(answer.hits):
            assert further == []
            break
        assert [each.rank for each in further if isinstance(each, ShowAnswer)] == [rank]
    assert len(seen) == len(answer.hits)


def test_what_else_after_an_outline_is_its_next_page(library: Library) -> None:
    conversation = Conversation(library)
    answer = library.ask("总结一下这份报告")
    first = conversation.answer("a", "总结一下这份报告")
    second = conversation.answer("a", "还有呢")
    third = conversation.answer("a", "还有呢")
    assert first.rank == 0
    assert second.rank == next_page(answer, 0)
    assert third.rank == next_page(answer, second.rank)
    assert second.reply.text.startswith("接着“总结一下这份报告”：还有呢\n")
