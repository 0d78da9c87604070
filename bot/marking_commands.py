"""Operators' marks in a terminal, undoing the last kept change, and the digest."""

from __future__ import annotations

import datetime
from typing import Annotated

import typer

from bot.operator_commands import DAYS, Days, actor, failure, since, with_service
from bot.operators.digest import digest_text
from bot.operators.marking_view import review_text
from bot.operators.service import OperatorService
from bot.operators.worklist import marks_by_question
from bot.wording import marking as wording
from bot.wording.terminal import say
from retrieval import phrasing_of, right_answer, right_sentence, without_answer

__all__ = ["add_marking_commands"]

# Questions with their answers that fit on a screen.
_QUESTIONS = 10


def _review(
    days: Days = DAYS, page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1
) -> None:
    """Show the last questions with what is answered now and how they are marked."""

    async def show(service: OperatorService) -> None:
        asked = await service.recent(actor(), since(days))
        marks = marks_by_question(service.marks)
        say(review_text(asked, service.live.library, marks, page, _QUESTIONS))

    with_service(show)


def _mark(
    question: Annotated[str, typer.Argument(help="The question, as it was asked.")],
    quotation: Annotated[
        str, typer.Argument(help="A piece of the sentence that is right; without, see the options.")
    ] = "",
    right: Annotated[bool, typer.Option("--right", help="The answer is right as it is.")] = False,
    outside: Annotated[bool, typer.Option("--outside", help="The report has no answer.")] = False,
    report: Annotated[
        str, typer.Option(help="Name of the report; else the home place's newest.")
    ] = "",
) -> None:
    """Mark a question with what is right, as gold of the office's own, to try changes on."""
    if [bool(quotation), right, outside].count(True) != 1:
        message = "give one of: a piece of the right sentence, --right, --outside"
        raise failure(message)

    async def write(service: OperatorService) -> None:
        library = service.live.library
        found = library.report(report) if report else library.home_report
        if quotation:
            sentence = phrasing_of(found, quotation, question).sentence
            gold = right_sentence(question, found, sentence)
        elif right:
            gold = right_answer(library.ask(question, 1), found.name)
        else:
            gold = without_answer(question, found.name)
        await service.mark(actor(), gold)
        shown = [*gold.answers, *(text for part in gold.parts for text in part)]
        say(wording.marked_right("\n→ ".join(shown)) if shown else wording.MARKED_OUTSIDE)

    with_service(write)


def _undo() -> None:
    """Take back the lexicon line or phrasing that was kept last."""

    async def undo(service: OperatorService) -> None:
        event = await service.last_kept()
        if event is None:
            say(wording.NOTHING_KEPT)
            return
        library = await service.undo(actor(), event)
        say(event.detail)
        say(wording.undone(len(library.metadata)))

    with_service(undo)


def _digest(days: Days = 7) -> None:
    """Show how the bot did, against the period before, as operators are told it."""

    async def show(service: OperatorService) -> None:
        now = datetime.datetime.now(datetime.UTC)
        say(digest_text(await service.digest(now, days)))

    with_service(show)


def add_marking_commands(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    for name, command in (
        ("review", _review),
        ("mark", _mark),
        ("undo", _undo),
        ("digest", _digest),
    ):
        app.command(name)(command)
