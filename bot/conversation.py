"""What is said to what: the same for Telegram and for the console."""

from __future__ import annotations

from bot import wording
from bot.markup import Block, paragraph
from bot.view import answer_view, examples_view
from retrieval import Library

__all__ = ["Conversation"]

# As many as fit below a greeting on a phone without scrolling.
_EXAMPLES = 3


class Conversation:
    """Replies as blocks of text; holds nothing about anyone who asks."""

    def __init__(self, library: Library) -> None:
        """A conversation about the reports in `library`."""
        self._library = library

    def start(self) -> list[Block]:
        """The greeting, with example questions."""
        return [paragraph(wording.START), *self._examples()]

    def help(self) -> list[Block]:
        """How to ask, with example questions."""
        return [paragraph(wording.HELP), *self._examples()]

    def answer(self, question: str) -> list[Block]:
        """The best excerpt with its place, or what is said where the report is silent."""
        answer = self._library.ask(question, top=1)
        report = self._library.report(answer.hits[0].place.report) if answer.hits else None
        return answer_view(answer, report)

    def not_text(self) -> list[Block]:
        """What is said to a picture, a voice message and the like."""
        return [paragraph(wording.NOT_TEXT)]

    def unknown_command(self) -> list[Block]:
        """What is said to a command that there is not."""
        return [paragraph(wording.UNKNOWN_COMMAND)]

    def apology(self) -> list[Block]:
        """What is said after a fault of ours."""
        return [paragraph(wording.APOLOGY)]

    def _examples(self) -> list[Block]:
        return examples_view(wording.EXAMPLES_LEAD, self._library.examples[:_EXAMPLES])
