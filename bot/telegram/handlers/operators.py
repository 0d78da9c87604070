"""The commands and buttons of operators, in their private chats; to others they are unknown."""

from __future__ import annotations

import asyncio
import datetime
import functools
import io
from collections.abc import Awaitable, Callable

from telegram import Message, Update

from bot.journal import JournalError
from bot.messages.actions import Propose
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.operators import of_sentence
from bot.operators.statistics import stats_text
from bot.operators.view import SHOWN, sentences_view, trial_view, unanswered_view
from bot.telegram.context import Context, services
from bot.telegram.handlers import commands
from bot.telegram.handlers.questions import respond
from bot.view.place import short_digest
from bot.wording import operators as wording
from retrieval import LexiconLine, Library, RetrievalError

__all__ = [
    "actor_of", "export", "lexicon", "pause", "phrasing", "reload", "resume", "since", "stats",
    "try_phrasing", "unanswered",
]  # fmt: skip

# A month: long enough to see a trend, short enough to be about the bot as it is.
DAYS = 30
# Characters of a reason that citizens read; the audit keeps it too.
_LONGEST_REASON = 300

Handler = Callable[[Update, Context], Awaitable[None]]
Command = Callable[[Message, Context, str], Awaitable[Reply | None]]


def since() -> datetime.datetime:
    """From when on the journal is asked."""
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=DAYS)


def actor_of(number: int) -> str:
    """How the audit calls the operator with that Telegram id."""
    return f"telegram:{number}"


def _said(text: str) -> Reply:
    return Reply((paragraph(text),))


def _for_operators(command: Command) -> Handler:
    """A handler that gives `command` the message and what stands behind the command's name.

    Its reply is sent; what is wrong with files or the journal is said.
    """

    @functools.wraps(command)
    async def handle(update: Update, context: Context) -> None:
        message, user = update.message, update.effective_user
        if message is None or user is None:
            return
        in_private = message.chat.type == message.chat.PRIVATE
        if user.id not in services(context).service.operators or not in_private:
            await commands.unknown(update, context)
            return
        rest = (message.text or "").partition(" ")[2].strip()
        try:
            reply = await command(message, context, rest)
        except RetrievalError as error:
            reply = _said(wording.not_usable(str(error)))
        except JournalError:
            reply = _said(wording.JOURNAL_FAILED)
        if reply is not None:
            await respond(context, message, reply)

    return handle


def _actor(message: Message) -> str:
    return actor_of(message.from_user.id if message.from_user else 0)


@_for_operators
async def stats(message: Message, context: Context, _: str) -> Reply | None:
    """/stats: how many questions, how they ended, how long they took, with a picture."""
    found = await services(context).service.stats(_actor(message), since())
    text = stats_text(found, DAYS)
    try:
        from bot.operators.chart import draw

        picture = await asyncio.to_thread(draw, found)
    except ModuleNotFoundError:
        return _said(f"{text}\n{wording.NO_PICTURE}")
    await context.bot.send_photo(message.chat_id, picture, caption=text, filename="stats.png")
    return None


@_for_operators
async def unanswered(message: Message, context: Context, _: str) -> Reply:
    """/unanswered: what was declined or voted down, the worst first."""
    return unanswered_view(await services(context).service.unanswered(_actor(message), since()), 1)


@_for_operators
async def export(message: Message, context: Context, _: str) -> Reply | None:
    """/export: the questions as lines for a gold file."""
    lines = [line async for line in services(context).service.export(_actor(message), since())]
    if not lines:
        return _said(wording.NOTHING_TO_EXPORT)
    content = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    await context.bot.send_document(message.chat_id, content, filename="questions.jsonl")
    return None


@_for_operators
async def lexicon(message: Message, context: Context, rest: str) -> Reply:
    """/lexicon everyday → official: tried, and kept by a button."""
    if not rest:
        return _said(wording.LEXICON_HINT)
    service = services(context).service
    trial = await service.attempt(
        _actor(message), LexiconLine(rest), await _concerned(context, rest)
    )
    return trial_view(trial, service.live.library, None)


async def _concerned(context: Context, line: str) -> list[str]:
    """Unanswered questions that hold one of the everyday terms of a lexicon line."""
    everyday = line.replace("↔", "→").partition("→")[0]
    for mark in ",，;；|":
        everyday = everyday.replace(mark, "、")
    terms = [term for each in everyday.split("、") if (term := each.partition("^")[0].strip())]
    found = services(context)
    try:
        groups = await found.journal.unanswered(since())
    except JournalError:  # the trial says enough without
        return []
    wordings = [each for group in groups for each in group.wordings]
    return [each for each in wordings if any(term in each for term in terms)][:SHOWN]


@_for_operators
async def phrasing(message: Message, context: Context, rest: str) -> Reply:
    """/phrasing paragraph text: which sentence of the home report's paragraph it asks for, then
    tried."""
    number, _, text = rest.partition(" ")
    if not number.isdecimal() or not text.strip():
        return _said(wording.PHRASING_HINT)
    library = services(context).live.library
    report = await asyncio.to_thread(lambda: library.home_report)
    at = int(number) if len(number) < len("1000000") else 0
    if not 1 <= at <= len(report.paragraphs):
        return _said(wording.NO_SUCH_PARAGRAPH)
    sentences = report.paragraphs[at - 1].sentences
    digest = short_digest(report)
    if len(sentences) == 1:
        return await try_phrasing(context, _actor(message), Propose(digest, at, 1), text.strip())
    found = [
        (digest, at, which, sentence.of(report.text))
        for which, sentence in enumerate(sentences, start=1)
    ]
    return sentences_view(text.strip(), found)


async def try_phrasing(context: Context, actor: str, at: Propose, text: str) -> Reply:
    """What `text` as a phrasing for a sentence would change; raises RetrievalError, LookupError."""
    service = services(context).service
    library = service.live.library
    addition = of_sentence(
        library, report_name(library, at.report), at.paragraph, at.sentence, text
    )
    return trial_view(await service.attempt(actor, addition, [text]), library, at)


def report_name(library: Library, digest: str) -> str:
    """The name of the report whose digest begins so; raises LookupError where there is none."""
    report = library.by_digest(digest)
    if report is None:
        message = f"no report {digest}"
        raise LookupError(message)
    return report.name


@_for_operators
async def reload(message: Message, context: Context, _: str) -> Reply:
    """/reload: reports, lexicon and phrasings are read anew."""
    library = await services(context).service.reload(_actor(message))
    digests = "、".join(map(short_digest, library.metadata[:SHOWN]))
    return _said(wording.reloaded(len(library.metadata), digests))


@_for_operators
async def pause(message: Message, context: Context, rest: str) -> Reply:
    """/pause reason: citizens get a polite note until /resume."""
    reason = " ".join(rest.split())[:_LONGEST_REASON]
    if not reason:
        return _said(wording.PAUSE_HINT)
    await services(context).service.pause(_actor(message), reason)
    return _said(wording.is_paused(reason))


@_for_operators
async def resume(message: Message, context: Context, _: str) -> Reply:
    """/resume: the bot answers again."""
    await services(context).service.resume(_actor(message))
    return _said(wording.RESUMED)
