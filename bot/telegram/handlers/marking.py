"""Marks of operators: right, wrong and which sentence is right, out of scope; and undoing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.messages.actions import Judge, Label, ShowReview, Undo
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.operators.kept import event_id
from bot.operators.marking_view import labelled_view, review_view, right_sentences_view, undo_view
from bot.operators.view import line_in, nearest, unanswered_view
from bot.operators.worklist import marks_by_question, of_group, of_sentence, question_id
from bot.telegram.context import Context
from bot.telegram.handlers.operators import Place, for_operators, of_sentence_meant, since
from bot.wording import marking as wording
from bot.wording import operators as operators_wording
from retrieval import answers_rightly, right_answer, right_sentence, without_answer

__all__ = ["mark", "press", "review", "undo"]


@for_operators
async def review(context: Context, actor: str, _: str) -> Reply:
    """/review: the last questions with what is answered now, to be marked."""
    return await _review(context, actor, 1)


async def _review(context: Context, actor: str, page: int) -> Reply:
    service = context.services.service
    asked = await service.recent(actor, since())
    marks = marks_by_question(service.marks)
    return await asyncio.to_thread(review_view, asked, service.live.library, marks, page)


@for_operators
async def mark(context: Context, actor: str, rest: str) -> Reply | str:
    """/mark paragraph question: which sentence of that paragraph is right for the question."""

    async def alone(at: Place, text: str) -> Reply:
        return await _label(context, actor, Label(*at), text)

    return await of_sentence_meant(context, rest, wording.MARK_HINT, alone, right_sentences_view)


@for_operators
async def undo(context: Context, actor: str, _: str) -> Reply:
    """/undo: the last kept change, to be taken back by a button."""
    del actor  # nothing is done yet
    return undo_view(await context.services.service.last_kept())


async def press(
    context: Context, actor: str, action: ShowReview | Judge | Label | Undo, shown: str
) -> Reply:
    """The reply to a button of marks; `shown`: the text of the message above it.

    Raises RetrievalError, LookupError, JournalError.
    """
    if isinstance(action, ShowReview):
        return await _review(context, actor, action.page)
    if isinstance(action, Label):
        return await _label(context, actor, action, line_in(shown, wording.QUESTION_LEAD))
    if isinstance(action, Undo):
        return await _undo(context, actor, action)
    return await _judge(context, actor, action)


async def _label(context: Context, actor: str, at: Label, text: str) -> Reply:
    """Marks the sentence `at` as the right answer to `text`."""
    service = context.services.service
    library = service.live.library
    report = library.by_digest(at.report)
    if report is None or not text:
        raise LookupError(at.report)
    sentence = of_sentence(library, report.name, at.paragraph, at.sentence, text).sentence
    gold = right_sentence(text, report, sentence)
    await service.mark(actor, gold)
    answered = await asyncio.to_thread(answers_rightly, library, gold)
    return labelled_view(text, at, sentence.of(report.text), answered=answered)


async def _undo(context: Context, actor: str, action: Undo) -> Reply:
    service = context.services.service
    event = await service.last_kept()
    if event is None or event_id(event) != action.event:
        return Reply((paragraph(wording.NOT_LAST),))
    library = await service.undo(actor, event)
    text = f"{event.detail}\n{wording.undone(len(library.metadata))}"
    return Reply((paragraph(text),))


async def _judge(context: Context, actor: str, action: Judge) -> Reply:
    service = context.services.service
    library = service.live.library
    if action.verdict == "h":
        group = of_group(await service.unanswered(actor, since()), action.question)
        if group is None:
            return _apart(operators_wording.GROUP_GONE)
        await _mark_outside(context, actor, group.wordings)
        return unanswered_view(await service.unanswered(actor, since()), action.page)
    asked = await service.recent(actor, since())
    text = next((each.text for each in asked if question_id(each.text) == action.question), None)
    if text is None:
        return _apart(wording.QUESTION_GONE)
    if action.verdict == "w":
        return right_sentences_view(text, await asyncio.to_thread(nearest, library, text))
    if action.verdict == "o":
        await _mark_outside(context, actor, [text])
    else:
        home = await asyncio.to_thread(lambda: library.home_report)
        answer = await asyncio.to_thread(library.ask, text, 1)
        await service.mark(actor, right_answer(answer, home.name))
    if action.page:
        return await _review(context, actor, action.page)
    lead = f"{wording.QUESTION_LEAD}{text}"
    return Reply((paragraph(lead), paragraph(wording.marked_outside())))


async def _mark_outside(context: Context, actor: str, questions: Sequence[str]) -> None:
    """Marks `questions` as what the home report does not answer."""
    library = context.services.service.live.library
    home = await asyncio.to_thread(lambda: library.home_report)
    marks = [without_answer(each, home.name) for each in questions]
    await context.services.service.mark(actor, *marks)


def _apart(text: str) -> Reply:
    return Reply((paragraph(text),), apart=True)
