"""Library lookups of a conversation: answers, example questions, inline results."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot import wording
from bot.messages.reply import Card, Cards
from bot.view.card import card, related_title, table_card
from bot.view.figure_lines import is_table
from bot.view.location import source_of
from bot.wording.topics import TOPICS
from retrieval import (
    Answer,
    Hit,
    IndexUnavailableError,
    LastQuestion,
    Library,
    Outcome,
    worth_showing,
)

__all__ = ["answer_to", "cards_for", "examples_for", "last_of", "or_unavailable", "question_of",
           "topics_of"]  # fmt: skip

_log = logging.getLogger(__name__)

T = TypeVar("T")

# As many as fit below a greeting on a phone without scrolling.
_EXAMPLES = 3
# Answers that one can page through, at most: beyond five nobody does.
_HITS = 5


def or_unavailable(work: Callable[[], T], otherwise: T) -> T:
    """The result of `work`; `otherwise` while the paragraph index cannot be reached."""
    try:
        return work()
    except IndexUnavailableError as error:
        _log.error("The index cannot be reached: %s", error)
        return otherwise


def answer_to(library: Library, question: str) -> Answer:
    """The answer, with only those hits that are worth showing beside the best."""
    return worth_showing(library.ask(question, _HITS))


def question_of(library: Library, words: Sequence[str]) -> str:
    """The messages `words`, each after the one before, as a question in full."""
    last = last_of(library, words)
    return last.question if last else ""


def last_of(library: Library, words: Sequence[str], rank: int = 0) -> LastQuestion | None:
    """The question that the messages `words` make up, as one that a message may stand on; None
    without any.

    `rank`: the hit shown for it, from 0.
    """
    if not words:
        return None
    last = LastQuestion(words[0])
    for text in words[1:]:
        followed = library.follow(text, last.stands_on)
        last = last.then(followed, text) if followed else LastQuestion(text)
    return replace(last, rank=rank)


def topics_of(library: Library) -> Sequence[str]:
    """The topics to offer, in the language that is spoken; none while the index cannot be
    reached."""
    none: Sequence[str] = ()
    topics = or_unavailable(lambda: library.topics, none)
    return [TOPICS.get(each, each) for each in topics]


def examples_for(library: Library, chat: str) -> Sequence[str]:
    """Some example questions: different ones per chat, always the same in one chat.

    Raises IndexUnavailableError.
    """
    examples = library.examples
    count = min(_EXAMPLES, len(examples))
    first = int.from_bytes(hashlib.sha256(chat.encode()).digest()[:4])
    return [examples[(first + at * len(examples) // count) % len(examples)] for at in range(count)]


def cards_for(library: Library, query: str, chat: str) -> Cards:
    """The answers to `query`; for an empty query those to some examples.

    Raises IndexUnavailableError.
    """
    if query.strip():
        answer = answer_to(library, query)
        every = [*_table(library, answer), *(_card(library, hit) for hit in answer.hits)]
        every += [_card(library, hit, related_title(hit)) for hit in answer.related]
        # Telegram rejects two results of one id.
        found, outcome = tuple({each.id: each for each in every}.values()), answer.outcome
    else:
        answers = [(each, library.ask(each, 1)) for each in examples_for(library, chat)]
        found = tuple(_card(library, each.hits[0], title) for title, each in answers if each.hits)
        outcome = Outcome.EMPTY
    return Cards(found, outcome, "" if found else wording.inline_button(outcome))


def _table(library: Library, answer: Answer) -> list[Card]:
    """The figures of the first reply as one card, where they are lines of a table."""
    hits = answer.hits[: answer.shown]
    reports = {hit.location.report for hit in hits}
    if not is_table(hits) or len(reports) > 1:
        return []
    return [table_card(hits, source_of(library, reports.pop()))]


def _card(library: Library, hit: Hit, title: str = "") -> Card:
    return card(hit, source_of(library, hit.location.report), title)
