"""Inline mode: excerpts for any chat, by @ and the bot's name."""

from __future__ import annotations

import asyncio
import time

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
    User,
)
from telegram.error import BadRequest

from bot import wording
from bot.journal import Channel
from bot.messages.reply import Card
from bot.messages.rich_text import as_plain, entities_of
from bot.privacy import scrub
from bot.telegram.context import Context, services
from bot.telegram.messages.keyboard import start_url
from bot.telegram.messages.recording import FAILED
from bot.telegram.messages.sending import Refusal, refusal_of

__all__ = ["answer_inline", "excerpts"]

# Seconds for which Telegram may give the same results to the same query: excerpts do not change
# until a report does, and then the old ones are still what the report said.
_CACHE = 300
# The examples differ from person to person, so Telegram is to ask for each.
_START = "help"


def _article(card: Card, me: User) -> InlineQueryResultArticle:
    link = InlineKeyboardButton(wording.OPEN_IN_BOT, url=start_url(me, card.start))
    return InlineQueryResultArticle(
        id=card.id,
        title=card.title,
        description=card.description,
        input_message_content=InputTextMessageContent(
            as_plain(card.blocks),
            entities=entities_of(card.blocks),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        reply_markup=InlineKeyboardMarkup([[link]]),
    )


async def answer_inline(
    query: InlineQuery, me: User, cards: tuple[Card, ...], button: str = "", *, personal: bool
) -> None:
    """Shows `cards`, and above them a button that leads to the private chat."""
    above = InlineQueryResultsButton(button, start_parameter=_START) if button else None
    try:
        await query.answer(
            [_article(card, me) for card in cards],
            cache_time=0 if personal else _CACHE,
            is_personal=personal,
            button=above,
        )
    except BadRequest as error:
        if refusal_of(error) is not Refusal.HARMLESS:  # too old: the person typed on
            raise


async def excerpts(update: Update, context: Context) -> None:
    """Excerpts for what was typed so far; examples while nothing was."""
    query = update.inline_query
    if query is None:
        return
    conversation = services(context).conversation
    name = str(query.from_user.id)
    begun = time.perf_counter()
    found = await asyncio.to_thread(conversation.cards, scrub(query.query), name)
    seconds = time.perf_counter() - begun
    is_question = bool(query.query.strip())
    # What failed may be answered the next time, and Telegram is not to repeat it to everyone.
    personal = not is_question or found.outcome is None
    await answer_inline(query, context.bot.bot, found.cards, found.button, personal=personal)
    if is_question:
        # Counted, not kept: every letter that is typed makes a query of its own.
        outcome = FAILED if found.outcome is None else found.outcome.value
        services(context).metrics.question(outcome, Channel.INLINE.value, seconds)
