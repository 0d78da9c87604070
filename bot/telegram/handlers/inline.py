"""Inline queries: excerpts to send into any chat."""

from __future__ import annotations

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
from bot.messages.deep_links import HELP
from bot.messages.reply import Card
from bot.messages.rich_text import as_plain, entities_of
from bot.privacy import scrub
from bot.runtime.recording import FAILED
from bot.telegram.context import Context
from bot.telegram.handlers.questions import timed
from bot.telegram.messages.keyboard import start_url
from bot.telegram.messages.sending import Refusal, refusal_of

__all__ = ["answer_inline", "excerpts"]

# Seconds for which Telegram may cache the results of a query: excerpts change only with the report,
# and then the old ones are still what the report said.
_CACHE = 300


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
    """Shows `cards`, below a button that leads to the private chat where it has a label."""
    above = InlineQueryResultsButton(button, start_parameter=HELP) if button else None
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
    """Shows excerpts for the text typed so far; examples while it is empty."""
    query = update.inline_query
    if query is None:
        return
    services = context.services
    found, seconds = await timed(
        services.conversation.cards, scrub(query.query), str(query.from_user.id)
    )
    is_question = bool(query.query.strip())
    # Not cached: examples, which differ from person to person, and failures.
    personal = not is_question or found.outcome is None
    await answer_inline(query, context.bot.bot, found.cards, found.button, personal=personal)
    if is_question:
        # Counted, not kept: every letter that is typed makes a query of its own.
        outcome = FAILED if found.outcome is None else found.outcome.value
        services.metrics.question(outcome, Channel.INLINE.value, seconds)
