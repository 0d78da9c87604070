"""Replies to questions without an excerpt: why there is none, and what to ask instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.view.answer import examples_view
from bot.view.introduction import Office, covers, subject_of
from bot.view.quotation import question_lines
from bot.wording.small_talk import SMALL_TALK, turn_to, who
from retrieval import Answer, Library

__all__ = ["declined_view"]

# What is said of life, or to a person rather than to the bot: people have somewhere else to turn.
_TURNS = frozenset({"complaint_life", "human"})


def declined_view(
    answer: Answer,
    words: Sequence[str],
    office: Office,
    library: Library,
    topics: Sequence[str] = (),
) -> Reply:
    """The reply without an excerpt: why, the nearest heading, questions to try, topics."""
    # Without anything near, examples would be as far from the question as any.
    examples = answer.suggestions if answer.nearest or not topics else ()
    lead, choices = examples_view(wording.SUGGESTIONS_LEAD, examples, topics)
    near = wording.nearest(answer.nearest) if answer.nearest else ""
    turn = office.contact_line if answer.reply in _TURNS else ""
    said = (_why(answer, office, library), turn_to(turn) if turn else "", near)
    blocks = (
        *question_lines(answer.question, words),
        *(paragraph(each) for each in said if each),
        *lead,
    )
    return Reply(blocks, choices, answer.question)


def _why(answer: Answer, office: Office, library: Library) -> str:
    """Why there is no excerpt."""
    if answer.reply == "who":
        return who(office.bot_name, subject_of(library))
    replies = wording.MANY_REPLIES if len(library.metadata) > 1 else wording.REPLIES
    said = SMALL_TALK.get(answer.reply) or replies[answer.outcome]
    return said + covers(answer.outcome, library)
