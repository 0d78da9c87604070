"""Follow-ups: a short text after another question, as a question in full.

新增了多少停车位 → 还有呢          the next excerpt on the same question
2016年地区生产总值是多少 → 那2017年呢    2017年地区生产总值是多少
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.language.normalization import fold
from retrieval.outcome import Outcome
from retrieval.query.follow_up_words import ENDS, FollowUpWords, Meant
from retrieval.query.places import Places
from retrieval.query.question import Question
from retrieval.query.sayings import length
from retrieval.query.shape import Piece, Reading, Shape

__all__ = ["FollowUp", "follow"]

# In our dialogues follow-ups have up to 16 characters; longer texts are complete by themselves.
_LONGEST = 24
# Between several questions.
_APART = "；"
# Whether an answer to a question says something about a subject (empty: any), and whether one
# excerpt does.
Answers = Callable[[str, str, bool], bool]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up as a question in full.

    `question`: its text.
    `more`: whether the next excerpt on it is wanted; `restated`: where that is said with a subject
    (老旧小区还有啥工程), which can be asked alone.
    `ground`: the question that the next message stands on; empty for `question`.
    `about`: the words for the subject of `previous`, one of which an answer has to say where that
    is asked about; empty for none.
    """

    question: str
    more: bool = False
    restated: bool = False
    ground: str = ""
    about: tuple[str, ...] = ()


def follow(
    text: str,
    previous: str,
    *,
    analyze: Callable[[str], Question],
    read: Callable[[Question], Reading],
    places: Places,
    words: FollowUpWords,
    answers: Answers,
) -> FollowUp | None:
    """`text` after the question `previous` as a question in full; None where it is no follow-up.

    `analyze`: the analysis of a question; `read`: the shape that one wants; `answers`: whether
    a question is answered.
    """
    question = analyze(text)
    earlier = analyze(previous)
    if Outcome.TOO_LONG in (question.refusal, earlier.refusal):
        return None
    things = words.left_out(fold(text).text.strip(ENDS))
    if things is not None:
        return _left_out(things, read(earlier).pieces, words, answers)
    if question.refusal is Outcome.SMALL_TALK:
        return None
    before = earlier.read.text
    elsewhere = places.elsewhere(question.read.text or text, before) if before else None
    if elsewhere is not None:
        return FollowUp(elsewhere)
    # Pinyin as words, without thanks.
    asked = fold(question.read.text or text).text.strip(ENDS)
    before = fold(before or previous).text.strip(ENDS)
    if not asked or length(asked) > _LONGEST:
        return None
    if not before:
        hollow = words.says_only_more(asked) or words.says_only_when(asked)
        return FollowUp("", more=True) if hollow else None
    if words.wants_more(asked, before):
        return FollowUp(before, more=True, restated=words.restates(asked))
    if words.is_whole(asked):
        return None
    meant = words.meant(asked, before, question.terms)
    if meant is not None and meant.aspect:
        if words.is_complete(asked) and read(question).shape is Shape.OUTLINE:
            return None  # 主要目标有哪些: of the whole report
        # An outline is about no subject that something could be asked of.
        meant = replace(meant, sure=meant.sure and read(earlier).shape is not Shape.OUTLINE)
    followed = _likeliest(meant, asked, answers) if meant else None
    if followed is None or not followed.ground:
        return followed
    subject = analyze(words.core(before))
    named = [each for each in subject.expansions if words.names(each.term)]
    official = (term for each in named for term, _ in each.official)
    terms = (*filter(words.names, subject.terms), *official)
    return replace(followed, about=terms)


def _likeliest(meant: Meant, asked: str, answers: Answers) -> FollowUp | None:
    """The first question that one excerpt answers, else the first that any answer does; without
    any the first of all, where `asked` makes no sense alone."""
    alone = not meant.sure and not meant.subject and answers(asked, "", True)
    wide = (False,) if meant.sure or meant.subject else ()
    for narrow in () if alone else (True, *wide):
        for each in meant.questions:
            if answers(each, meant.subject, narrow):
                return FollowUp(each, ground=meant.ground)
    return FollowUp(meant.questions[0], ground=meant.ground) if meant.sure else None


def _left_out(
    things: Sequence[str], pieces: Sequence[Piece], words: FollowUpWords, answers: Answers
) -> FollowUp | None:
    """Those questions of several asked at once that name one of `things`; without things those
    that found nothing."""
    if not pieces:
        return FollowUp(_APART.join(things)) if things else None
    time = words.time_of(pieces[0].question)
    asked = {
        each.label: each.question if words.time_of(each.question) else time + each.question
        for each in pieces
    }
    chosen = [label for label in asked if any(thing in label for thing in things)]
    if not things:
        chosen = [label for label, each in asked.items() if not answers(each, "", True)]
    named = [each for each in things if not any(each in label for label in chosen)]
    left = [asked[label] for label in chosen or [*asked][1:]]
    subject = words.subject(pieces[0].question)
    whole = [_whole(each, subject, answers) for each in left]
    return FollowUp(_APART.join([*whole, *named]))


def _whole(question: str, subject: str, answers: Answers) -> str:
    """`question`, with the subject of another one where it is answered only so."""
    together = f"{subject} {question}"
    return (
        together if not answers(question, "", False) and answers(together, "", False) else question
    )
