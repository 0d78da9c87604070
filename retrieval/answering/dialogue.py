"""Dialogue: what a message means after the question before it, and what the next may stand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from retrieval.answering.answer import Answer, Hit
from retrieval.language.normalization import fold
from retrieval.outcome import Missing, Outcome
from retrieval.query.follow_up import FollowUp
from retrieval.query.shape import Shape

__all__ = ["NOTHING_MORE", "LastQuestion", "Turn", "take_turn", "worth_showing"]

NOTHING_MORE = "nothing_more"
"""The reply to who wants more where all has been shown."""

# A further answer of the same report is shown only where it scores at least this share of the best:
# of the labelled questions whose right excerpt is not the first, none has it below, and six in ten
# wrong ones are.
_LEAST_SHARE = 0.55
# Outcomes of questions that a follow-up can stand on.
_GROUND = frozenset({Outcome.ANSWERED, Outcome.RELATED})
# Outcomes of messages that ask nothing: the question before them stays the topic.
_NO_SUBJECT = frozenset({Outcome.EMPTY, Outcome.UNCLEAR, Outcome.SMALL_TALK, Outcome.TOO_LONG})


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """A question and the rank (from 0) of the hit last shown for it.

    `words`: the messages from which it was understood, in order, where one followed another.
    `ground`, `ground_words`: the question that the next message stands on and its messages, where
    that is another: what was asked of the subject last (多少钱一个月) says nothing of it.
    """

    question: str
    rank: int = 0
    words: tuple[str, ...] = ()
    ground: str = ""
    ground_words: tuple[str, ...] = ()

    @property
    def stands_on(self) -> str:
        """The question that the next message stands on."""
        return self.ground or self.question

    @property
    def ground_said(self) -> tuple[str, ...]:
        """The messages of that question."""
        return self.ground_words or self.said

    def then(self, followed: FollowUp, text: str) -> LastQuestion:
        """The question that the message `text` makes of it, which was understood as `followed`."""
        if followed.more:
            return self
        words = (*self.ground_said, text)
        if not followed.ground:
            return LastQuestion(followed.question, words=words)
        same = followed.ground == self.stands_on
        ground_words = self.ground_said if same else words
        return LastQuestion(followed.question, 0, words, followed.ground, ground_words)

    @property
    def said(self) -> tuple[str, ...]:
        """The messages, or the question where it was asked in one."""
        return self.words or (self.question,)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a dialogue and what came of it.

    `answer`: to the message as a question in full.
    `rank`: the first hit to show, from 0; beyond the last one where nothing more is left.
    `last`: the question that the next message may stand on; None for none.
    `words`: the messages that were understood together, in order; one where it follows none.
    """

    answer: Answer
    rank: int
    last: LastQuestion | None
    words: tuple[str, ...] = ()

    @property
    def exhausted(self) -> bool:
        """Whether more was wanted than there is."""
        return self.rank > 0 and self.rank >= len(self.answer.hits)


def worth_showing(answer: Answer) -> Answer:
    """`answer` with only those hits that are worth showing beside the best.

    One hit of each report, and all that belongs to a wider answer, counts whatever its score.
    """
    if answer.side_by_side or answer.shape is not Shape.EXCERPT or not answer.hits:
        return answer
    least = answer.hits[0].score * _LEAST_SHARE
    hits = tuple(hit for hit in answer.hits if hit.score >= least)
    return replace(answer, hits=hits, shown=min(answer.shown, len(hits)))


def take_turn(
    text: str,
    last: LastQuestion | None,
    *,
    before: LastQuestion | None = None,
    ask: Callable[[str], Answer],
    follow: Callable[[str, str], FollowUp | None],
) -> Turn:
    """The turn of the message `text` after the question `last`.

    `before`: the question that the message replies to, which precedes `last`.
    `ask`: the answer to a question in full; `follow`: as `Library.follow`.
    """
    previous = before or last
    followed = follow(text, previous.stands_on if previous else "")
    if previous is None:
        if followed is not None:  # 还有呢, after nothing
            return Turn(Answer(text, Outcome.UNCLEAR), 0, None, (text,))
        previous = LastQuestion("")
    asked = previous.then(followed, text) if followed else LastQuestion(text)
    answer = ask(asked.question)
    if followed is not None and _is_useless(followed, answer):
        followed, asked, answer = None, LastQuestion(text), ask(text)
    words = (text,) if followed is None else (*previous.said, text)
    if followed is not None and not followed.more:
        words = asked.said
    if followed is not None and not _is_about(followed, answer):
        answer = _nearest(asked.question, followed, ask(previous.stands_on))
        asked = LastQuestion(previous.stands_on, words=previous.ground_words or previous.words)
    rank = 0
    if followed is not None and followed.more:
        rank = last.rank + 1 if last and last.question == previous.question else 1
        if answer.shown > 1:  # several hits were shown at once
            rank = max(rank, answer.shown)
    if answer.outcome in _GROUND:
        return Turn(answer, rank, replace(asked, rank=rank), words)
    # What is asked of a subject and not found leaves the subject.
    stays = answer.outcome in _NO_SUBJECT or bool(followed and followed.ground)
    return Turn(answer, rank, last if stays else None, words)


def _is_about(followed: FollowUp, answer: Answer) -> bool:
    """Whether what is shown says something of the subject that was asked about."""
    if not followed.about or answer.outcome is not Outcome.ANSWERED:
        return True
    return any(_says(hit, followed) for hit in answer.hits[: max(answer.shown, 1)])


def _says(hit: Hit, followed: FollowUp) -> bool:
    excerpt = fold(hit.excerpt).text
    return any(word in excerpt for word in followed.about)


def _nearest(question: str, followed: FollowUp, before: Answer) -> Answer:
    """The answer to `question`, which the report does not answer: what it says of the subject."""
    near = next((hit for hit in before.all_hits if _says(hit, followed)), None)
    if near is None:
        return Answer(question, Outcome.NOT_IN_REPORT)
    return Answer(question, Outcome.RELATED, missing=Missing.OTHER, related=(near,))


def _is_useless(followed: FollowUp, answer: Answer) -> bool:
    """Whether a message is better asked as it is: what it replies to is a letter and no question,
    or nothing more is left of what it names."""
    nothing_left = followed.restated and len(answer.hits) <= max(answer.shown, 1)
    return nothing_left or answer.outcome is Outcome.TOO_LONG
