"""Follow-ups: tries the readings of a text that may continue the question before."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.answering.engine import Engine
from retrieval.outcome import Outcome
from retrieval.query.follow_up import FollowUp, FollowUpWords

__all__ = ["follow"]

# Whether a question is answered.
Answers = Callable[[str], bool]


def follow(
    text: str, previous: str, engine: Engine, words: FollowUpWords, answers: Answers
) -> FollowUp | None:
    """The question in full that `text` asks after `previous`; None where it is one by itself."""
    understood = engine.understand(text)
    if understood.refusal in (Outcome.SMALL_TALK, Outcome.TOO_LONG):
        return None
    text = understood.read.text or text  # pinyin as words, without thanks
    before = engine.understand(previous).read.text
    elsewhere = engine.router.places.elsewhere(text, before) if before else None
    if elsewhere is not None:
        return FollowUp(elsewhere)
    reading = words.read(text, previous)
    if reading is None:
        return _attached(text, previous, words, answers)
    answered = (each for each in reading.questions if reading.more or answers(each))
    return FollowUp(next(answered, reading.questions[0]), reading.more)


def _attached(text: str, previous: str, words: FollowUpWords, answers: Answers) -> FollowUp | None:
    """`text` with the subject of `previous`, where only both together are answered.

    怎么控制, 还剩多少 have no subject of their own.
    """
    attached, bare = words.attached(text, previous) or ("", False)
    if not attached or (answers(text) and not bare) or not answers(attached):
        return None
    return FollowUp(attached)
