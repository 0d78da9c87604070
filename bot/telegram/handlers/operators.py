"""The commands of operators, in their private chats; to others they are unknown."""

from __future__ import annotations

import asyncio
import datetime
import functools
import io
from collections.abc import Awaitable, Callable

from bot.journal import JournalError
from bot.messages.actions import Keep, Propose
from bot.messages.page_links import short_digest
from bot.messages.reply import Reply
from bot.operators.audit import actor_of
from bot.operators.view import (
    SHOWN,
    Sentence,
    reloaded_text,
    sentences_view,
    stats_text,
    trial_view,
    unanswered_view,
)
from bot.operators.worklist import everyday_terms, of_sentence
from bot.telegram.context import Context
from bot.telegram.handlers.commands import unknown
from bot.telegram.handlers.questions import respond, say
from bot.telegram.messages.incoming import Incoming
from bot.wording import operators as wording
from retrieval import Addition, LexiconLine, Library, RetrievalError

__all__ = [
    "Place", "admin", "export", "for_operators", "lexicon", "of_sentence_meant", "pause",
    "phrasing", "phrasing_at", "reload", "resume", "since", "stats", "try_phrasing", "unanswered",
]  # fmt: skip

# A month: long enough to see a trend, short enough to be about the bot as it is.
DAYS = 30
# Characters of a reason that citizens read; the audit keeps it too.
_LONGEST_REASON = 300

Handler = Callable[[Context, Incoming], Awaitable[None]]
Command = Callable[[Context, str, str], Awaitable[Reply | str | None]]
# A sentence: the digest of its report, its paragraph, which one it is there.
Place = tuple[str, int, int]


def since() -> datetime.datetime:
    """The beginning of the period that operators see."""
    return datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=DAYS)


def for_operators(command: Command) -> Handler:
    """A handler that calls `command` with the actor and the text after the command's name.

    Its reply is sent; a fault of the files or the journal is sent as text.
    """

    @functools.wraps(command)
    async def handle(context: Context, incoming: Incoming) -> None:
        message, user = incoming.message, incoming.message.from_user
        if user is None:
            return
        if user.id not in context.services.service.operators or not incoming.private:
            await unknown(context, incoming)
            return
        rest = (message.text or "").partition(" ")[2].strip()
        try:
            reply = await command(context, actor_of(user.id), rest)
        except RetrievalError as error:
            reply = wording.not_usable(str(error))
        except JournalError:
            reply = wording.JOURNAL_FAILED
        if isinstance(reply, str):
            await say(context, incoming, reply)
        elif reply is not None:
            await respond(context, incoming, reply)

    return handle


def _chat(context: Context) -> int:
    assert context.incoming is not None  # noqa: S101 - commands are messages
    return context.incoming.message.chat_id


@for_operators
async def stats(context: Context, actor: str, _: str) -> str | None:
    """/stats: how many questions, how they ended, how long they took, with a chart."""
    found = await context.services.service.stats(actor, since())
    text = stats_text(found, DAYS)
    try:
        from bot.operators.chart import draw

        picture = await asyncio.to_thread(draw, found)
    except ModuleNotFoundError:
        return f"{text}\n{wording.NO_PICTURE}"
    await context.bot.send_photo(_chat(context), picture, caption=text, filename="stats.png")
    return None


@for_operators
async def unanswered(context: Context, actor: str, _: str) -> Reply:
    """/unanswered: what was declined or rated as not useful, the worst first."""
    return unanswered_view(await context.services.service.unanswered(actor, since()), 1)


@for_operators
async def export(context: Context, actor: str, _: str) -> str | None:
    """/export: the questions as lines for a gold file."""
    lines = [line async for line in context.services.service.export(actor, since())]
    if not lines:
        return wording.NOTHING_TO_EXPORT
    content = io.BytesIO("".join(f"{line}\n" for line in lines).encode())
    await context.bot.send_document(_chat(context), content, filename="questions.jsonl")
    return None


@for_operators
async def lexicon(context: Context, actor: str, rest: str) -> Reply | str:
    """/lexicon everyday → official: tried, and kept by a button."""
    if not rest:
        return wording.LEXICON_HINT
    service = context.services.service
    questions = await _concerned(context, rest)
    trial = await service.attempt(actor, LexiconLine(rest), questions)
    return trial_view(trial, service.live.library, None)


async def _concerned(context: Context, line: str) -> list[str]:
    """Unanswered questions that hold one of the everyday terms of a lexicon line."""
    terms = everyday_terms(line)
    try:
        groups = await context.services.journal.unanswered(since())
    except JournalError:  # the trial says enough without them
        return []
    wordings = [each for group in groups for each in group.wordings]
    return [each for each in wordings if any(term in each for term in terms)][:SHOWN]


@for_operators
async def phrasing(context: Context, actor: str, rest: str) -> Reply | str:
    """/phrasing paragraph text: a phrasing for a sentence of that paragraph of the home report.

    Tried at once where the paragraph has one sentence; else the operator chooses among them.
    """

    async def alone(at: Place, text: str) -> Reply:
        return await try_phrasing(context, actor, Propose(*at), text)

    return await of_sentence_meant(context, rest, wording.PHRASING_HINT, alone, sentences_view)


async def of_sentence_meant(
    context: Context,
    rest: str,
    hint: str,
    alone: Callable[[Place, str], Awaitable[Reply]],
    several: Callable[[str, list[Sentence]], Reply],
) -> Reply | str:
    """The reply to a command with `paragraph text`: what `alone` does with the one sentence of the
    paragraph, or `several` to choose from; `hint` where it is written otherwise."""
    asked = await _sentences_of(context, rest)
    if asked is None:
        return hint
    text, found = asked
    if not found:
        return wording.NO_SUCH_PARAGRAPH
    return await alone(found[0][:3], text) if len(found) == 1 else several(text, found)


async def _sentences_of(context: Context, rest: str) -> tuple[str, list[Sentence]] | None:
    """The text and the sentences of the home report's paragraph in `paragraph text`.

    No sentences where there is no such paragraph; None where `rest` is written otherwise.
    """
    number, _, text = rest.partition(" ")
    if not number.isdecimal() or not text.strip():
        return None
    library = context.services.live.library
    report = await asyncio.to_thread(lambda: library.home_report)
    at = int(number) if len(number) < len("1000000") else 0
    if not 1 <= at <= len(report.paragraphs):
        return text.strip(), []
    digest = short_digest(report)
    sentences = report.paragraphs[at - 1].sentences
    return text.strip(), [
        (digest, at, which, sentence.of(report.text))
        for which, sentence in enumerate(sentences, start=1)
    ]


async def try_phrasing(context: Context, actor: str, at: Propose, text: str) -> Reply:
    """What `text` as a phrasing for a sentence would change; raises RetrievalError, LookupError."""
    service = context.services.service
    library = service.live.library
    addition = phrasing_at(library, at, text)
    return trial_view(await service.attempt(actor, addition, [text]), library, at)


def phrasing_at(library: Library, at: Propose | Keep, text: str) -> Addition:
    """`text` as a phrasing for the sentence of a button; raises LookupError where there is none."""
    report = library.by_digest(at.report)
    if report is None:
        message = f"no report {at.report}"
        raise LookupError(message)
    return of_sentence(library, report.name, at.paragraph, at.sentence, text)


async def admin(context: Context, incoming: Incoming) -> None:
    """/admin: a link to the admin pages that lets this operator in, once."""
    user = incoming.message.from_user
    access, allowed = context.services.access, context.services.service.operators
    if user is None or user.id not in allowed or not incoming.private:
        await unknown(context, incoming)
    elif access is None or not access.url:
        await say(context, incoming, wording.NO_ADMIN_PAGES)
    else:
        await say(context, incoming, wording.admin_link(access.link(user.id)))


@for_operators
async def reload(context: Context, actor: str, _: str) -> str:
    """/reload: loads reports, lexicon and phrasings again."""
    return reloaded_text(await context.services.service.reload(actor))


@for_operators
async def pause(context: Context, actor: str, rest: str) -> str:
    """/pause reason: citizens get a polite note until /resume."""
    reason = " ".join(rest.split())[:_LONGEST_REASON]
    if not reason:
        return wording.PAUSE_HINT
    await context.services.service.pause(actor, reason)
    return wording.is_paused(reason)


@for_operators
async def resume(context: Context, actor: str, _: str) -> str:
    """/resume: the bot answers again."""
    await context.services.service.resume(actor)
    return wording.RESUMED
