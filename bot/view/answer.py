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
    Count,
    Rate,
    ShowAnswer,
    pack,
    unpack,
)
from bot.messages.deep_links import paragraph_link, question_link
from bot.messages.page_links import reading_url, short_digest
from bot.messages.reply import Choice, Choices, Link, Press, Reply, Share
from bot.messages.rich_text import Block, paragraph, utf16_length
from bot.view.location import citation, location_line
from bot.view.paging import step_choices
from bot.view.passage import neighbour_choices
from bot.view.quotation import excerpt_block, paragraph_block, question_lines
from bot.view.shapes import relative_line
from retrieval import Answer, Hit, Report, Span

__all__ = ["answer_view", "example_id", "examples_view", "use_choices"]

_LONGEST_SHARED = int(InlineQueryLimit.MAX_QUERY_LENGTH)


def example_id(example: str) -> str:
    """The name of an example question in a button, the same when the list changes."""
    return hashlib.sha256(example.encode()).hexdigest()[:8]


def examples_view(lead: str, examples: Sequence[str]) -> tuple[tuple[Block, ...], Choices]:
    """`lead` and a row with a button for each of `examples`; nothing without any."""
    if not examples:
        return (), ()
    rows = tuple((Choice(text, Press(_asking(text))),) for text in examples)
    return (paragraph(lead),), rows


def _asking(text: str) -> Action:
    """What asks `text`: the question itself where a button can hold it, else the example's name."""
    action = AskQuestion(text)
    try:
        return action if unpack(pack(action)) == action else AskExample(example_id(text))
    except ValueError:  # too long
        return AskExample(example_id(text))


def _around(hit: Hit, report: Report) -> tuple[Block, ...]:
    """The whole paragraph, folded, where the excerpt is only a part of it."""
    whole = report.paragraphs[hit.location.paragraph - 1].span
    excerpt = Span(hit.location.start, hit.location.end)
    if excerpt == whole:
        return ()
    return (paragraph_block(report.text, whole, excerpt, folded=True),)


def answer_view(
    answer: Answer, rank: int, report: Report, typed: str, public_url: str | None = None
) -> Reply:
    """The hit of rank `rank` (from 0), from `report`; `typed`: what the person wrote.

    `public_url`: base of the reading pages, where there are any.
    """
    hit = answer.hits[rank]
    blocks = (
        *question_lines(answer.question, typed),
        excerpt_block(hit),
        paragraph(location_line(hit.location, report)),
        *relative_line(answer, report),
        *_around(hit, report),
        paragraph(wording.OWN_WORDING),
    )
    choices = (
        _ranks(answer, rank, report),
        neighbour_choices(report, hit.location.paragraph, rank),
        _page(hit, report, public_url),
        use_choices(answer, hit, report),
    )
    return Reply(blocks, tuple(row for row in choices if row), answer.question)


def _ranks(answer: Answer, rank: int, report: Report) -> tuple[Choice, ...]:
    """Previous and next best answer, with the rank between them."""
    count, digest = len(answer.hits), short_digest(report)
    if count < 2:
        return ()
    return step_choices(
        rank + 1,
        count,
        lambda number: ShowAnswer(digest, number - 1),
        Choice(wording.rank(rank + 1, count), Press(Count(rank, count))),
        labels=(wording.PREVIOUS_ANSWER, wording.NEXT_ANSWER),
    )


def _page(hit: Hit, report: Report, public_url: str | None) -> tuple[Choice, ...]:
    if public_url is None:
        return ()
    return (Choice(wording.READ_IN_REPORT, Link(reading_url(public_url, report, hit.location))),)


def use_choices(answer: Answer, hit: Hit, report: Report) -> tuple[Choice, ...]:
    """The choices below any answer, about its `hit` of `report`: copy, share, rate."""
    digest, number = short_digest(report), hit.location.paragraph
    row = [Choice(wording.COPY, citation(hit, hit.location, report))]
    question = " ".join(answer.question.split())
    if utf16_length(question) <= _LONGEST_SHARED:
        start = question_link(question) or paragraph_link(number, digest)
        row.append(Choice(wording.SHARE, Share(question, start)))
    row.append(Choice(wording.USEFUL, Press(Rate(digest, number, 1))))
    row.append(Choice(wording.NOT_USEFUL, Press(Rate(digest, number, 0))))
    return tuple(row)
