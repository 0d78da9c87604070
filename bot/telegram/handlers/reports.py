"""Reports that operators send as files: what was understood, and by a button they are put in."""

from __future__ import annotations

import asyncio

from telegram.constants import FileSizeLimit

from bot.messages.actions import PutIn
from bot.messages.reply import Choice, Press, Reply
from bot.messages.rich_text import paragraph
from bot.operators.adopting import adopted_text, understood_text
from bot.operators.incoming import discard, put_in, short_name, stage, staged_as
from bot.telegram.context import Context
from bot.telegram.handlers import questions
from bot.telegram.messages.incoming import Incoming
from bot.wording import adopting as wording
from bot.wording import operators as operators_wording
from retrieval import RetrievalError

__all__ = ["press", "received"]

_MOST_BYTES = int(FileSizeLimit.FILESIZE_DOWNLOAD)


async def received(context: Context, incoming: Incoming) -> None:
    """A file: of an operator in private a report to be looked at; else as any other content."""
    message = incoming.message
    user, document = message.from_user, message.document
    operators = context.services.service.operators
    if user is None or document is None or user.id not in operators or not incoming.private:
        other = questions.answer if message.caption else questions.not_text
        await other(context, incoming)
        return
    if (document.file_size or 0) > _MOST_BYTES:
        await questions.say(context, incoming, wording.TOO_LARGE)
        return
    content = await (await document.get_file()).download_as_bytearray()
    try:
        reply = await _looked_at(context, document.file_name or "", bytes(content))
    except RetrievalError as error:
        await questions.say(context, incoming, operators_wording.not_usable(str(error)))
    else:
        await questions.respond(context, incoming, reply)


async def _looked_at(context: Context, name: str, content: bytes) -> Reply:
    """What was understood of a file, with the buttons to put it in or not; raises SeedError."""
    safe, found = await stage(context.services.service, name, content)
    short = short_name(safe)
    keep = wording.KEEP if found.sound else wording.ANYWAY
    row = (
        Choice(keep, Press(PutIn(short, 1))),
        Choice(wording.DISCARD, Press(PutIn(short, 0))),
    )
    return Reply((paragraph(understood_text(found)),), (row,))


async def press(context: Context, actor: str, action: PutIn, shown: str) -> Reply:
    """Puts the file in, or throws it away.  Raises LookupError where it is not there any more, and
    RetrievalError where it cannot be put in."""
    service = context.services.service
    name = await asyncio.to_thread(staged_as, service, action.report)
    if name is None:
        message = f"no file {action.report}"
        raise LookupError(message)
    if not action.keep:
        await asyncio.to_thread(discard, service, name)
        return Reply((paragraph(shown), paragraph(wording.DISCARDED)))
    library, adoption = await put_in(service, actor, name)
    said = await asyncio.to_thread(adopted_text, adoption, library)
    return Reply((paragraph(shown), paragraph(said)))
