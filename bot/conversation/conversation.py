"""The conversation: replies to questions, commands and buttons, the same for every channel."""

from __future__ import annotations

from dataclasses import replace

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.figures import figures_reply, topic_reply
from bot.conversation.lookup import answer_to, cards_for, examples_for, or_unavailable, topics_of
from bot.conversation.memory import Memory
from bot.conversation.passages import linked_passage, named_passage, passage
from bot.messages.actions import (
    Action,
    AskExample,
    AskQuestion,
    Count,
    OperatorAction,
    Rate,
    ShowAnswer,
    ShowContents,
    ShowFigures,
    ShowParagraph,
    ShowSection,
)
from bot.messages.deep_links import HELP, QuestionLink, read_link
from bot.messages.reply import Cards, Notice, Reply
from bot.messages.rich_text import paragraph
from bot.view.about import about_view
from bot.view.answer import example_id, examples_view
from bot.view.contents import contents_view
from bot.view.introduction import NOTHING_SET, Office, Profile, subject_of
from bot.view.outcome import outcome_view
from bot.wording import introducing
from retrieval import Answer, LastQuestion, Library, Turn, take_turn

__all__ = ["Conversation"]


class Conversation:
    """Replies to messages and buttons; thread-safe.  A chat is named by any string.

    All methods except `new` and `say` may search or open reports and take seconds: do not call them
    on an event loop.
    """

    def __init__(
        self, library: Library, memory: Memory | None = None, office: Office = NOTHING_SET
    ) -> None:
        self.library = library
        self.memory = memory or Memory()
        self.office = office

    def about_other(self, library: Library) -> Conversation:
        """The same conversation about `library`, with the same memory."""
        return Conversation(library, self.memory, self.office)

    def profile(self) -> Profile:
        """The bot as Telegram shows it before anybody asks."""
        return Profile(self.office.bot_name, subject_of(self.library), self._first_example())

    def start(self, chat: str, payload: str = "") -> Answered:
        """The greeting with examples, or the target of the deep link `payload`."""
        if payload == HELP:
            return Answered(self.help(chat))
        link = read_link(payload) if payload else None
        if isinstance(link, QuestionLink):
            return self.answer(chat, link.question, typed="")
        if linked := link and linked_passage(self.library, link, self.office.public_url):
            return Answered(linked)
        greeting = introducing.start(self.office.bot_name, subject_of(self.library))
        text = wording.UNKNOWN_LINK if payload else greeting
        return Answered(self._with_topics(text, chat))

    def group_start(self) -> Reply:
        """The greeting in a group."""
        return self.say(introducing.group_start(self.office.bot_name, subject_of(self.library)))

    def ask_hint(self) -> Reply:
        """How to use /ask."""
        return self.say(introducing.ask_hint(self._first_example()))

    def help(self, chat: str) -> Reply:
        """How to ask, with examples."""
        return self._with_topics(wording.HELP, chat)

    def contents(self) -> Reply:
        """The contents of the reports."""
        return contents_view(self.library.metadata, ShowContents(), self.library.by_digest)

    def figures(self, words: str = "") -> Reply:
        """The figures of the reports about `words`; without words those of the home report."""
        return figures_reply(self.library, words, self.office)

    def about(self) -> Reply:
        """Which reports are loaded, and the limits of the bot."""
        return about_view(self.library, self.office)

    def new(self, chat: str) -> Reply:
        """Forgets the last question of `chat`."""
        self.memory.forget(chat)
        return self.say(wording.FORGOTTEN)

    def say(self, text: str, *, apart: bool = False) -> Reply:
        """`text` as a reply."""
        return Reply((paragraph(text),), apart=apart)

    def answer(
        self, chat: str, question: str, *, before: str = "", typed: str | None = None
    ) -> Answered:
        """The best excerpt with its location, or why there is none.

        `before`: the question of the message replied to; it precedes the last question of `chat`.
        `typed`: the text of the message that the reply refers to, where it is not `question`.
        """
        return or_unavailable(
            lambda: self._answer(chat, question, before, question if typed is None else typed),
            Answered(self.say(wording.INDEX_UNAVAILABLE)),
        )

    def answer_once(self, question: str, last: LastQuestion | None, rank: int = 0) -> Answered:
        """As `answer`, after the question `last`, for who is in no chat and leaves nothing behind.

        `rank`: the hit to begin with; 0 where the question itself says (还有呢).
        Raises LookupError where there is no such hit.
        """
        unavailable = Answered(self.say(wording.INDEX_UNAVAILABLE))
        return or_unavailable(lambda: self._answer_once(question, last, rank), unavailable)

    def _answer_once(self, question: str, last: LastQuestion | None, rank: int) -> Answered:
        if named := named_passage(self.library, question, last, self.office.public_url):
            return Answered(named)
        turn = self._turn(question, last, "")
        if turn.exhausted:
            return Answered(self.say(wording.NOTHING_MORE))
        rank = rank or turn.rank
        return Answered(self._view(turn.answer, rank, question), turn.answer, rank)

    def _answer(self, chat: str, question: str, before: str, typed: str) -> Answered:
        last = self.memory.last(chat)
        if named := named_passage(self.library, question, last, self.office.public_url):
            return Answered(named)
        turn = self._turn(question, last, before)
        if turn.exhausted:
            return Answered(self.say(wording.NOTHING_MORE))
        if turn.last is None:
            self.memory.forget(chat)
        else:
            self.memory.remember(chat, turn.last)
        return Answered(self._view(turn.answer, turn.rank, typed), turn.answer, turn.rank)

    def _turn(self, question: str, last: LastQuestion | None, before: str) -> Turn:
        return take_turn(
            question,
            last,
            before=before,
            ask=lambda text: answer_to(self.library, text),
            follow=self.library.follow,
        )

    def _view(self, answer: Answer, rank: int, typed: str) -> Reply:
        return outcome_view(answer, rank, self.library, typed, self.office, topics_of(self.library))

    def notice(self, action: Action, question: str = "") -> Notice | None:
        """The short notice that is the whole effect of a button; None where `press` replies.

        `question`: as `press` takes it.
        """
        unavailable: Notice | None = Notice(wording.INDEX_UNAVAILABLE, urgent=True)
        return or_unavailable(lambda: self._notice(action, question), unavailable)

    def _notice(self, action: Action, question: str) -> Notice | None:
        match action:
            case Count(rank, count):
                return Notice(wording.rank_in_words(rank + 1, count))
            case AskExample(example):
                known = self._example(example) is not None
                return None if known else Notice(wording.OUT_OF_DATE, urgent=True)
        if isinstance(action, OperatorAction):
            return Notice(wording.OUT_OF_DATE, urgent=True)
        if isinstance(action, AskQuestion):
            return None
        if action.report and self.library.by_digest(action.report) is None:
            return Notice(wording.REPORT_CHANGED, urgent=True)
        if isinstance(action, Rate):
            return Notice(wording.THANKS, rated=bool(action.useful))
        if isinstance(action, ShowAnswer) and not question:
            return Notice(wording.QUESTION_LOST, urgent=True)
        return None

    def press(self, chat: str, action: Action, question: str = "", typed: str = "") -> Answered:
        """The reply to a button for which `notice` returned None.

        `question`: the one that the message above the button answers, empty where it is not known;
        `typed`: the question in the message which that message replied to.
        """
        unavailable = Answered(self.say(wording.INDEX_UNAVAILABLE, apart=True))
        try:
            return or_unavailable(lambda: self._press(chat, action, question, typed), unavailable)
        except LookupError:  # no such paragraph, page or answer: made from another text
            return Answered(self.say(wording.OUT_OF_DATE, apart=True))

    def _press(self, chat: str, action: Action, question: str, typed: str) -> Answered:
        """The reply to a button; raises LookupError where there is nothing to show."""
        if isinstance(action, AskQuestion):
            return self._ask_apart(chat, action.question)
        if isinstance(action, AskExample) and (example := self._example(action.example)):
            return self._ask_apart(chat, example)
        if isinstance(action, ShowAnswer):
            answer = answer_to(self.library, question)
            if 0 <= action.rank < len(answer.hits or answer.related):
                self.memory.remember(chat, LastQuestion(question, action.rank))
                return Answered(self._view(answer, action.rank, typed))
        if isinstance(action, ShowContents):
            return Answered(contents_view(self.library.metadata, action, self.library.by_digest))
        if isinstance(action, ShowFigures):
            return Answered(topic_reply(self.library, action, self.office))
        if isinstance(action, ShowParagraph | ShowSection):
            return Answered(passage(self.library, action, question, typed, self.office.public_url))
        message = f"nothing to show for {action}"
        raise LookupError(message)

    def _ask_apart(self, chat: str, question: str) -> Answered:
        """The answer to a suggested question, below the message that suggests it."""
        self.memory.forget(chat)  # it follows no other question
        answered = self.answer(chat, question, typed="")
        return replace(answered, reply=replace(answered.reply, apart=True))

    def cards(self, query: str, chat: str) -> Cards:
        """Excerpts for an inline query; for an empty one, those of some examples."""
        unavailable = Cards((), None, wording.INDEX_UNAVAILABLE)
        return or_unavailable(lambda: cards_for(self.library, query, chat), unavailable)

    def _example(self, digest: str) -> str | None:
        """The example or topic whose digest begins with `digest`, if there still is one."""
        offered = (*topics_of(self.library), *self.library.examples)
        return next((each for each in offered if example_id(each) == digest), None)

    def _first_example(self) -> str:
        """One of the examples; empty without any, and while the index cannot be reached."""
        return or_unavailable(lambda: next(iter(self.library.examples), ""), "")

    def _with_topics(self, text: str, chat: str) -> Reply:
        """`text` and topics, or examples where there are none; without them while the index cannot
        be reached."""
        topics, examples = topics_of(self.library), list[str]()
        if not topics:
            examples = or_unavailable(lambda: list(examples_for(self.library, chat)), examples)
        lead, choices = examples_view(wording.EXAMPLES_LEAD, examples, topics)
        return Reply((paragraph(text), *lead), choices)
