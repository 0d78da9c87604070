"""Notices: buttons whose whole effect is a short text above the chat."""

from __future__ import annotations

from bot import wording
from bot.conversation.offers import offered
from bot.messages.actions import (
    Action,
    AskExample,
    AskQuestion,
    Count,
    OperatorAction,
    Rate,
    ShowAnswer,
)
from bot.messages.reply import Notice
from retrieval import Library

__all__ = ["notice_of"]


def notice_of(library: Library, action: Action, question: str) -> Notice | None:
    """The notice; None for what has a reply.  `question`: empty where it is not known."""
    match action:
        case Count(rank, count):
            return Notice(wording.rank_in_words(rank + 1, count))
        case AskExample(example):
            known = offered(library, example) is not None
            return None if known else Notice(wording.OUT_OF_DATE, urgent=True)
    if isinstance(action, OperatorAction):
        return Notice(wording.OUT_OF_DATE, urgent=True)
    if isinstance(action, AskQuestion):
        return None
    if action.report and library.by_digest(action.report) is None:
        return Notice(wording.REPORT_CHANGED, urgent=True)
    if isinstance(action, Rate):
        return Notice(wording.THANKS, rated=bool(action.useful))
    if isinstance(action, ShowAnswer) and not question:
        return Notice(wording.QUESTION_LOST, urgent=True)
    return None
