"""Replies to questions that are answered: the excerpt with its location and buttons."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from telegram.constants import InlineQueryLimit

from bot import wording
from bot.messages.actions import (
    Action,
    AskExample,
    AskQuestion,
    Rate,
    ShowAnswer,
    ShowParagraph,
    pack,
    unpack,
)
from bot.messages.deep_links import paragraph_link, question_link
from bot.messages.reply import Choice, Choices, Press, Reply, Share
from bot.messages.rich_text import Block, paragraph, utf16_length
from bot.view.cut import kept_span
from bot.view.location import Source, place_line
from bot.view.paging import rows_of
from bot.view.quotation import context_block, excerpt_block, question_lines
from bot.view.shapes import relative_line
from retrieval import Answer, Hit

__all__ = ["answer_view", "example_id", "examples_view", "use_choices"]

_LONGEST_SHARED = int(InlineQueryLimit.MAX_QUERY_LENGTH)
# Says that the excerpt goes on where only a part of it is shown.
_GOES_ON = "…… "
# Topics in a row: a word of two to four characters each.
_IN_A_ROW = 4


def example_id(example: str) -> str:
    """The name of an example question in a button, the same when the list changes."""
    return hashlib.sha256(example.encode()).hexdigest()[:8]


def examples_view(
    lead: str, examples: Sequence[str], topics: Sequence[str] = ()
) -> tuple[tuple[Block, ...], Choices]:
    """`lead`, a row with a button for each of `examples`, rows of several for `topics`; nothing
    without any."""
    if not examples and not topics:
        return (), ()
    choices = [Choice(text, Press(_asking(text))) for text in (*examples, *topics)]
    alone, many = choices[: len(examples)], choices[len(examples) :]
    return (paragraph(lead),), (*rows_of(alone, 1), *rows_of(many, _IN_A_ROW))


def _asking(text: str) -> Action:
    """What asks `text`: the question itself where a button can hold it, else the example's name."""
    action = AskQuestion(text)
    try:
        return action if unpack(pack(action)) == action else AskExample(example_id(text))
    except ValueError:  # too long
        return AskExample(example_id(text))


def answer_view(answer: Answer, rank: int, source: Source, words: Sequence[str]) -> Reply:
    """The hit of rank `rank` (from 0), from `source`; `words`: as `question_lines` takes them."""
    hit = answer.hits[rank]
    kept = kept_span(hit)
    # Outside of the quotation, which is the report's own.
    goes_on = _GOES_ON if kept.of(hit.excerpt) != hit.excerpt else ""
    blocks = (
        *question_lines(answer.question, words),
        excerpt_block(hit, kept),
        paragraph(goes_on + place_line(hit.location, source)),
        *relative_line(answer, source),
        *context_block(hit, source.report, kept),
    )
    further = (
        *_next(answer, rank, source),
        Choice(wording.CONTEXT, Press(ShowParagraph(source.digest, hit.location.paragraph, rank))),
    )
    return Reply(blocks, (further, use_choices(answer, hit, source)), answer.question)


def _next(answer: Answer, rank: int, source: Source) -> tuple[Choice, ...]:
    """The next best answer, after the last one the first again."""
    count = len(answer.hits)
    if count < 2:
        return ()
    label = wording.next_answer(rank + 1, count)
    return (Choice(label, Press(ShowAnswer(source.digest, (rank + 1) % count))),)


def use_choices(answer: Answer, hit: Hit, source: Source) -> tuple[Choice, ...]:
    """The choices below any answer, about its `hit` of `source`: share, rate."""
    digest, number = source.digest, hit.location.paragraph
    row = []
    question = " ".join(answer.question.split())
    if utf16_length(question) <= _LONGEST_SHARED:
        start = question_link(question) or paragraph_link(number, digest)
        row.append(Choice(wording.SHARE, Share(question, start)))
    row.append(Choice(wording.USEFUL, Press(Rate(digest, number, 1))))
    row.append(Choice(wording.NOT_USEFUL, Press(Rate(digest, number, 0))))
    return tuple(row)
