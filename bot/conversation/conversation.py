"""What is said to what: the same for Telegram and for the console."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot import wording
from bot.conversation.memory import LastQuestion, Memory
from bot.messages.actions import (
    Action,
    AskExample,
    Count,
    Drop,
    Keep,
    Propose,
    Rate,
    ShowAnswer,
    ShowContents,
    ShowParagraph,
    ShowSection,
    ShowUnanswered,
    Teach,
    pack,
    unpack,
)
from bot.messages.deep_links import ParagraphLink, QuestionLink, read_link
from bot.messages.reply import Card, Cards, Notice, Reply
from bot.messages.rich_text import paragraph
from bot.view.about import about_many
from bot.view.answer import answer_view, declined_view, example_id, examples_view
from bot.view.asked import question_in
from bot.view.card import card
from bot.view.contents import contents_view
from bot.view.passage import paragraph_view, section_view
from bot.view.place import report_line, short_digest
from retrieval import Answer, IndexUnavailableError, Library, Outcome

__all__ = ["Conversation", "Pressed"]

_log = logging.getLogger(__name__)

# As many as fit below a greeting on a phone without scrolling.
_EXAMPLES = 3
# The answers that one can leaf through, at most: beyond five nobody leafs.
_HITS = 5
# A further answer of the same report is shown only where it scores at least this share of the best:
# of the labelled questions whose right excerpt is not the first, none has it below, and six in ten
# wrong ones are.
_LEAST_SHARE = 0.55
# Outcomes after which the question before is still what the chat is about.
_NO_SUBJECT = {Outcome.EMPTY, Outcome.UNCLEAR, Outcome.SMALL_TALK, Outcome.TOO_LONG}


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button with callback data `data`, and where it stood.

    `shown`: the text of the message above it; `replied`: the question in the message which that
    one replied to.
    """

    data: str
    shown: str = ""
    replied: str = ""

    @classmethod
    def of(cls, action: Action, shown: str, replied: str) -> Pressed:
        """The button that does `action`."""
        return cls(pack(action), shown, replied)

    @property
    def question(self) -> str:
        """The question that the message above the button answers; empty where it cannot be seen."""
        return question_in(self.shown) or self.replied


class Conversation:
    """Replies to messages and buttons.  A chat is named by any string; any thread may ask.

    Whatever replies to more than a fixed text may search or open reports and take seconds: not to
    be called on an event loop, save `new` and `say`.
    """

    def __init__(
        self, library: Library, memory: Memory | None = None, public_url: str | None = None
    ) -> None:
        """A conversation about the reports in `library`.

        `public_url`: base of the reading pages, where there are any.
        """
        self._library = library
        self._public_url = public_url
        self.memory = memory or Memory()

    @property
    def library(self) -> Library:
        """What it is about."""
        return self._library

    def about_other(self, library: Library) -> Conversation:
        """The same conversation about `library`: what people asked last is still known."""
        return Conversation(library, self.memory, self._public_url)

    def start(self, chat: str, payload: str = "") -> Reply:
        """The greeting with examples, or what the deep link `payload` leads to."""
        link = read_link(payload) if payload else None
        if isinstance(link, QuestionLink):
            return self.answer(chat, link.question, typed="")
        if isinstance(link, ParagraphLink):
            report = (
                self._library.by_digest(link.report) if link.report else self._library.home_report
            )
            if report is not None and 1 <= link.number <= len(report.paragraphs):
                return paragraph_view(report, link.number, -1, "", "")
        said = wording.UNKNOWN_LINK if payload else wording.START
        return self._with_examples(said, chat)

    def help(self, chat: str) -> Reply:
        """How to ask, with examples."""
        return self._with_examples(wording.HELP, chat)

    def contents(self) -> Reply:
        """The contents of the reports."""
        return contents_view(self._library.metadata, ShowContents(), self._library.by_digest)

    def about(self) -> Reply:
        """Which reports these are, and what the bot cannot do."""
        indexed = f"{self._library.indexed_at:%Y-%m-%d %H:%M} UTC"
        if len(self._library.metadata) > 1:
            said = about_many(self._library.metadata, indexed)
        else:
            only = self._library.home_report
            said = wording.about(
                report_line(only), len(only.paragraphs), short_digest(only), indexed
            )
        return Reply(tuple(map(paragraph, [said, wording.LIMITS])))

    def new(self, chat: str) -> Reply:
        """Forgets what `chat` asked."""
        self.memory.forget(chat)
        return self.say(wording.FORGOTTEN)

    def say(self, text: str) -> Reply:
        """`text` and nothing else."""
        return Reply((paragraph(text),))

    def answer(
        self, chat: str, question: str, *, before: str = "", typed: str | None = None
    ) -> Reply:
        """The best excerpt with its place, or what is said where the report is silent.

        `before`: the question of the message replied to, which comes before what `chat` asked last;
        `typed`: the text of the message that the reply will refer to, if it is not `question`.
        """
        try:
            return self._answered(chat, question, before, question if typed is None else typed)
        except IndexUnavailableError as error:
            _log.error("A question cannot be answered: %s", error)
            return self.say(wording.INDEX_UNAVAILABLE)

    def _answered(self, chat: str, question: str, before: str, typed: str) -> Reply:
        last = self.memory.last(chat)
        previous = before or (last.question if last else "")
        follow = self._library.follow(question, previous) if previous else None
        if follow is not None and self._ask(follow.question).outcome is Outcome.TOO_LONG:
            follow = None  # what was replied to is a letter, not a question
        rank = 0
        if follow is not None:
            question = follow.question
            if follow.more:
                rank = last.rank + 1 if last and last.question == previous else 1
        answer = self._ask(question)
        if rank and rank >= len(answer.hits):
            return self.say(wording.NOTHING_MORE)
        if answer.outcome not in _NO_SUBJECT:
            self.memory.remember(chat, LastQuestion(question, rank))
        return replace(self._shown(answer, rank, typed), answer=answer, rank=rank)

    def notice(self, pressed: Pressed) -> Notice | None:
        """What is said at once to a button, where that is all; else None, and `press` is next."""
        try:
            return self._notice(pressed)
        except IndexUnavailableError as error:
            _log.error("A button cannot be answered: %s", error)
            return Notice(wording.INDEX_UNAVAILABLE, urgent=True)

    def _notice(self, pressed: Pressed) -> Notice | None:
        action = unpack(pressed.data)
        if action is None or isinstance(action, ShowUnanswered | Teach | Propose | Keep | Drop):
            return Notice(wording.OUT_OF_DATE, urgent=True)
        if isinstance(action, Count):
            return Notice(wording.rank_in_words(action.rank + 1, action.count))
        if isinstance(action, AskExample):
            return None if self._example(action) else Notice(wording.OUT_OF_DATE, urgent=True)
        if action.report and self._library.by_digest(action.report) is None:
            return Notice(wording.REPORT_CHANGED, urgent=True)
        if isinstance(action, Rate):
            return Notice(wording.THANKS, rated=bool(action.useful))
        if isinstance(action, ShowAnswer) and not pressed.question:
            return Notice(wording.QUESTION_LOST, urgent=True)
        return None

    def press(self, chat: str, pressed: Pressed) -> Reply:
        """What the button shows, where `notice` said nothing."""
        action = unpack(pressed.data)
        try:
            if isinstance(action, AskExample) and (example := self._example(action)):
                self.memory.forget(chat)  # an example stands for itself
                return replace(self.answer(chat, example, typed=""), apart=True)
            if isinstance(action, ShowAnswer):
                return self._other_answer(chat, action, pressed)
            if isinstance(action, ShowContents):
                return contents_view(self._library.metadata, action, self._library.by_digest)
            if isinstance(action, ShowParagraph | ShowSection):
                return self._passage(action, pressed)
        except LookupError:  # no such paragraph, page or answer: made of another text
            pass
        except IndexUnavailableError as error:
            _log.error("A button cannot be answered: %s", error)
            return replace(self.say(wording.INDEX_UNAVAILABLE), apart=True)
        return replace(self.say(wording.OUT_OF_DATE), apart=True)

    def cards(self, query: str, chat: str) -> Cards:
        """Excerpts for an inline query; for an empty one, those of some examples."""
        try:
            found, outcome = self._cards(query, chat)
        except IndexUnavailableError as error:
            _log.error("An inline query cannot be answered: %s", error)
            return Cards((), None, wording.INDEX_UNAVAILABLE)
        return Cards(found, outcome, "" if found else wording.inline_button(outcome))

    def _cards(self, query: str, chat: str) -> tuple[tuple[Card, ...], Outcome]:
        if not query.strip():
            examples = self._examples(chat)
            answers = [(each, self._library.ask(each, 1)) for each in examples]
            cards = (self._card(answer, 0, title) for title, answer in answers if answer.hits)
            return tuple(cards), Outcome.EMPTY
        answer = self._ask(query)
        cards = (self._card(answer, rank) for rank in range(len(answer.hits)))
        return tuple({each.id: each for each in cards}.values()), answer.outcome

    def _ask(self, question: str) -> Answer:
        """The answer, with those hits only that are worth showing beside the best."""
        answer = self._library.ask(question, _HITS)
        if answer.side_by_side:  # one hit of each report: every one answers
            return answer
        least = answer.hits[0].score * _LEAST_SHARE if answer.hits else 0.0
        return replace(answer, hits=tuple(hit for hit in answer.hits if hit.score >= least))

    def _shown(self, answer: Answer, rank: int, typed: str) -> Reply:
        if answer.outcome is not Outcome.ANSWERED:
            many = len(self._library.metadata) > 1
            return declined_view(answer, typed, many=many)
        report = self._library.report(answer.hits[rank].location.report)
        return answer_view(answer, rank, report, typed, self._public_url)

    def _other_answer(self, chat: str, action: ShowAnswer, pressed: Pressed) -> Reply:
        """Another hit for the same question; raises LookupError where it has no such hit."""
        answer = self._ask(pressed.question)
        if not 0 <= action.rank < len(answer.hits):
            message = f"no answer of rank {action.rank}"
            raise LookupError(message)
        self.memory.remember(chat, LastQuestion(pressed.question, action.rank))
        return self._shown(answer, action.rank, pressed.replied)

    def _passage(self, action: ShowParagraph | ShowSection, pressed: Pressed) -> Reply:
        """A paragraph or a section; raises LookupError where there is none."""
        report = self._library.by_digest(action.report)
        if report is None:
            message = f"no report {action.report}"
            raise LookupError(message)
        # Only what was reached from an answer still belongs to a question.
        question, typed = (pressed.question, pressed.replied) if action.rank >= 0 else ("", "")
        if isinstance(action, ShowSection):
            return section_view(report, action, question, typed)
        return paragraph_view(report, action.number, action.rank, question, typed)

    def _example(self, action: AskExample) -> str | None:
        """The example that a button stands for, if there still is one."""
        examples = self._library.examples
        return next((each for each in examples if example_id(each) == action.example), None)

    def _card(self, answer: Answer, rank: int, title: str = "") -> Card:
        hit = answer.hits[rank]
        return card(hit, self._library.report(hit.location.report), title)

    def _examples(self, chat: str) -> Sequence[str]:
        """Some examples: others in another chat, the same each time in this one.

        Raises IndexUnavailableError.
        """
        examples = self._library.examples
        count = min(_EXAMPLES, len(examples))
        first = int.from_bytes(hashlib.sha256(chat.encode()).digest()[:4])
        return [
            examples[(first + at * len(examples) // count) % len(examples)] for at in range(count)
        ]

    def _with_examples(self, said: str, chat: str) -> Reply:
        """`said` and some examples; without them while the index cannot be reached."""
        examples: Sequence[str] = ()
        try:
            examples = self._examples(chat)
        except IndexUnavailableError as error:
            _log.error("No examples can be shown: %s", error)
        lead, choices = examples_view(wording.EXAMPLES_LEAD, examples)
        return Reply((paragraph(said), *lead), choices)
