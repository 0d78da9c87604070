"""The buttons of operators: from a group of unanswered questions to an addition that is kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import Message, Update

from bot import wording as everyone
from bot.journal import JournalError
from bot.messages.actions import (
    Action,
    Drop,
    Judge,
    Keep,
    Label,
    Propose,
    PutIn,
    ShowReview,
    ShowUnanswered,
    Teach,
    Undo,
    unpack,
)
from bot.messages.reply import Notice, Reply
from bot.messages.rich_text import paragraph
from bot.operators.audit import actor_of
from bot.operators.view import line_in, nearest, sentences_view, unanswered_view
from bot.operators.worklist import of_group
from bot.telegram.context import Context
from bot.telegram.handlers import marking, reports
from bot.telegram.handlers.buttons import acknowledge, out_of_date, show
from bot.telegram.handlers.operators import phrasing_at, since, try_phrasing
from bot.wording import operators as wording
from retrieval import Addition, LexiconLine, Library, RetrievalError

__all__ = ["press"]


async def press(update: Update, context: Context) -> None:
    """A button of an operator; for anyone else it is out of date."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = query.message if isinstance(query.message, Message) else None
    action = unpack(query.data)
    allowed = query.from_user.id in context.services.service.operators
    if message is None or action is None or not allowed:
        await acknowledge(query, out_of_date())
        return
    slow = isinstance(action, Propose | Keep | Undo | PutIn)
    await acknowledge(query, Notice(wording.TRYING) if slow else None)
    try:
        reply = await _reply(context, actor_of(query.from_user.id), action, message.text or "")
    except RetrievalError as error:
        reply = _apart(wording.not_usable(str(error)))
    except LookupError:
        reply = _apart(everyone.REPORT_CHANGED)
    except JournalError:
        reply = _apart(wording.JOURNAL_FAILED)
    await show(context, message, reply)


def _apart(text: str) -> Reply:
    return Reply((paragraph(text),), apart=True)


async def _reply(context: Context, actor: str, action: Action, shown: str) -> Reply:
    """The reply to `action`; `shown`: the text of the message above the button.

    Raises RetrievalError, LookupError, JournalError.
    """
    service = context.services.service
    library = service.live.library
    if isinstance(action, ShowUnanswered):
        return unanswered_view(await service.unanswered(actor, since()), action.page)
    if isinstance(action, ShowReview | Judge | Label | Undo):
        return await marking.press(context, actor, action, shown)
    if isinstance(action, PutIn):
        return await reports.press(context, actor, action, shown)
    if isinstance(action, Teach):
        group = of_group(await service.unanswered(actor, since()), action.group)
        if group is None:
            return _apart(wording.GROUP_GONE)
        found = await asyncio.to_thread(nearest, library, group.wordings[0])
        return sentences_view(group.wordings[0], found)
    if isinstance(action, Propose):
        text = line_in(shown, wording.PHRASING_LEAD)
        return replace(await try_phrasing(context, actor, action, text), apart=True)
    if isinstance(action, Keep):
        kept = await service.keep(actor, _addition(library, action, shown))
        return Reply((paragraph(shown), paragraph(wording.kept(len(kept.reports)))))
    assert isinstance(action, Drop)  # noqa: S101 - routed here by its letter
    return Reply((paragraph(shown), paragraph(wording.DROPPED)))


def _addition(library: Library, action: Keep, shown: str) -> Addition:
    """The addition in the message above the button."""
    if not action.report:
        return LexiconLine(line_in(shown, wording.LEXICON_LEAD))
    return phrasing_at(library, action, line_in(shown, wording.PHRASING_LEAD))
