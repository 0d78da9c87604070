"""The conversation: replies to questions, commands and buttons, the same for every channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.figures import figures_reply, topic_reply
from bot.conversation.lookup import (
    answer_to,
    cards_for,
    last_of,
    or_unavailable,
    question_of,
    topics_of,
)
from bot.conversation.memory import Memory
from bot.conversation.notices import notice_of
from bot.conversation.offers import first_example, offered, with_topics
from bot.conversation.passages import linked_passage, named_passage, passage
from bot.conversation.turns import turn_of
from bot.messages.actions import (
    Action,
    AskExample,
    AskQuestion,
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
from bot.view.contents import contents_view
from bot.view.introduction import NOTHING_SET, Office, Profile, subject_of
from bot.view.outcome import outcome_view
from bot.wording import introducing
from bot.wording.spoken import speaking, spoken
from retrieval import Answer, Language, LastQuestion, Library, language_of

__all__ = ["Conversation"]


class Conversation:
    """Replies to messages and buttons; thread-safe.  A chat is named by any string.

    All methods except `new` and `say` may search or open reports and take seconds: do not call them
    on an event loop.  What answers a chat speaks the language of its question, all else the one
    that is spoken.
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

    def language(self, chat: str, text: str = "", otherwise: Language | None = None) -> Language:
        """The language to answer `text` of `chat` in: that of the text; where it has none, that of
        the questions before; else `otherwise`."""
        return language_of(text, self.memory.language(chat) or otherwise)

    def profile(self) -> Profile:
        """The bot as Telegram shows it before anybody asks."""
        return Profile(self.office.bot_name, subject_of(self.library), first_example(self.library))

    def start(self, chat: str, payload: str = "") -> Answered:
        """The greeting with examples, or the target of the deep link `payload`."""
        if payload == HELP:
            return Answered(self.help(chat))
        link = read_link(payload) if payload else None
        if isinstance(link, QuestionLink):
            return self.answer(chat, link.question, typed=False)
        if linked := link and linked_passage(self.library, link, self.office.public_url):
            return Answered(linked)
        greeting = introducing.start(self.office.bot_name, subject_of(self.library))
        text = wording.UNKNOWN_LINK if payload else greeting
        return Answered(with_topics(self.library, text, chat))

    def group_start(self) -> Reply:
        """The greeting in a group."""
        return self.say(introducing.group_start(self.office.bot_name, subject_of(self.library)))

    def ask_hint(self) -> Reply:
        """How to use /ask."""
        return self.say(introducing.ask_hint(first_example(self.library)))

    def help(self, chat: str) -> Reply:
        """How to ask, with examples."""
        return with_topics(self.library, wording.HELP, chat)

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
        said = self.say(wording.FORGOTTEN)
        self.memory.forget(chat)
        return said

    def say(self, text: str, *, apart: bool = False) -> Reply:
        """`text` as a reply."""
        return Reply((paragraph(text),), apart=apart)

    def answer(
        self,
        chat: str,
        question: str,
        *,
        before: Sequence[str] = (),
        typed: bool = True,
        language: Language | None = None,
    ) -> Answered:
        """The best excerpt with its location, or why there is none.

        `before`: the messages that make up the question of the message replied to; it precedes the
        last question of `chat`.  `typed`: whether `question` is the message that the reply refers
        to.  `language`: to answer in, where it is not that of the question.
        """
        with speaking(language or self.language(chat, question)):
            answered = or_unavailable(
                lambda: self._answer(chat, question, before, typed=typed),
                Answered(self.say(wording.INDEX_UNAVAILABLE)),
            )
            self.memory.speak(chat, spoken())
        return answered

    def answer_once(
        self, question: str, last: LastQuestion | None, rank: int | None = None
    ) -> Answered:
        """As `answer`, in the language that is spoken, after the question `last`, for who is in no
        chat and leaves nothing behind.

        `rank`: the hit to begin with; None where the question itself says (还有呢).
        Raises LookupError where there is no such hit.
        """
        unavailable = Answered(self.say(wording.INDEX_UNAVAILABLE), last=last)
        return or_unavailable(lambda: self._turn(question, last, rank=rank), unavailable)

    def _answer(self, chat: str, question: str, before: Sequence[str], *, typed: bool) -> Answered:
        last = self.memory.last(chat)
        replied = last_of(self.library, before)
        answered = self._turn(question, last, replied, typed=typed)
        if answered.last is None:
            self.memory.forget(chat)
        elif answered.last != last:
            self.memory.remember(chat, answered.last)
        return answered

    def _turn(
        self,
        question: str,
        last: LastQuestion | None,
        before: LastQuestion | None = None,
        *,
        rank: int | None = None,
        typed: bool = True,
    ) -> Answered:
        """The reply to `question` after `before`, or else `last`, from hit `rank`."""
        if named := named_passage(self.library, question, last, self.office.public_url):
            return named
        turn = turn_of(self.library, question, last, before, rank)
        if rank is None and turn.exhausted:
            return Answered(self.say(wording.NOTHING_MORE), last=turn.last)
        reply = self._view(turn.answer, turn.rank, turn.words if typed else turn.words[:-1])
        return Answered(reply, turn.answer, turn.rank, turn.last)

    def _view(self, answer: Answer, rank: int, words: Sequence[str]) -> Reply:
        return outcome_view(answer, rank, self.library, words, self.office, topics_of(self.library))

    def notice(self, action: Action, question: str = "") -> Notice | None:
        """The short notice that is the whole effect of a button; None where `press` replies.

        `question`: as `press` takes it.
        """
        unavailable: Notice | None = Notice(wording.INDEX_UNAVAILABLE, urgent=True)
        return or_unavailable(lambda: notice_of(self.library, action, question), unavailable)

    def press(
        self, chat: str, action: Action, words: Sequence[str] = (), typed: str = ""
    ) -> Answered:
        """The reply to a button for which `notice` returned None.

        `words`: the messages that make up the question which the message above the button answers,
        none where they are not known; `typed`: the message which that message replied to.
        """
        with speaking(self.language(chat, typed, language_of("".join(words[-1:])))):
            unavailable = Answered(self.say(wording.INDEX_UNAVAILABLE, apart=True))
            try:
                return or_unavailable(lambda: self._press(chat, action, words, typed), unavailable)
            except LookupError:  # no such paragraph, page or answer: made from another text
                return Answered(self.say(wording.OUT_OF_DATE, apart=True))

    def _press(self, chat: str, action: Action, words: Sequence[str], typed: str) -> Answered:
        """The reply to a button; raises LookupError where there is nothing to show."""
        if isinstance(action, AskQuestion):
            return self._ask_apart(chat, action.question)
        if isinstance(action, AskExample) and (example := offered(self.library, action.example)):
            return self._ask_apart(chat, example)
        if isinstance(action, ShowContents):
            return Answered(contents_view(self.library.metadata, action, self.library.by_digest))
        if isinstance(action, ShowFigures):
            return Answered(topic_reply(self.library, action, self.office))
        question = question_of(self.library, words)
        shown = words if len(words) > 1 else (typed,) if typed else ()
        if isinstance(action, ShowAnswer):
            answer = answer_to(self.library, question)
            if 0 <= action.rank < len(answer.all_hits):
                kept = tuple(words) if len(words) > 1 else ()
                self.memory.remember(chat, LastQuestion(question, action.rank, kept))
                return Answered(self._view(answer, action.rank, shown))
        if isinstance(action, ShowParagraph | ShowSection):
            return Answered(passage(self.library, action, question, shown, self.office.public_url))
        message = f"nothing to show for {action}"
        raise LookupError(message)

    def _ask_apart(self, chat: str, question: str) -> Answered:
        """The answer to a suggested question, below the message that suggests it."""
        language = language_of(question)
        if language is Language.CHINESE:  # as suggestions are, also for who asks in English
            language = spoken()
        self.memory.forget(chat)  # it follows no other question
        answered = self.answer(chat, question, typed=False, language=language)
        return replace(answered, reply=replace(answered.reply, apart=True))

    def cards(self, query: str, chat: str) -> Cards:
        """Excerpts for an inline query; for an empty one, those of some examples."""
        with speaking(self.language(chat, query)):
            unavailable = Cards((), None, wording.INDEX_UNAVAILABLE)
            return or_unavailable(lambda: cards_for(self.library, query, chat), unavailable)
