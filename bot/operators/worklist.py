"""The worklist of operators: which questions are still to be looked at, and their short names."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.journal import QuestionGroup
from retrieval import (
    GoldQuestion,
    IndexUnavailableError,
    Library,
    NewPhrasing,
    Outcome,
    answers_rightly,
    question_key,
)

__all__ = [
    "everyday_terms",
    "group_id",
    "marks_by_question",
    "of_group",
    "of_sentence",
    "question_id",
    "still_open",
]

# Hexadecimal digits that tell groups apart and fit into a button.
_DIGITS = 12
# Groups, the worst first, that are asked again before they are listed: some seconds of work the
# first time, and more pages than anyone turns.
_ASKED_AGAIN = 100


def everyday_terms(line: str) -> list[str]:
    """The everyday terms of a lexicon line, as they are written."""
    everyday = line.replace("↔", "→").partition("→")[0]
    for mark in ",，;；|":
        everyday = everyday.replace(mark, "、")
    return [term for each in everyday.split("、") if (term := each.partition("^")[0].strip())]


def question_id(question: str) -> str:
    """A short name of `question`."""
    return hashlib.sha256(question.encode()).hexdigest()[:_DIGITS]


def group_id(group: QuestionGroup) -> str:
    """A short name of `group`, the same as long as its most frequent wording is."""
    return question_id(group.wordings[0])


def of_group(groups: Sequence[QuestionGroup], name: str) -> QuestionGroup | None:
    """The group whose `group_id` is `name`; None where it is gone."""
    return next((group for group in groups if group_id(group) == name), None)


def marks_by_question(gold: Sequence[GoldQuestion]) -> Mapping[str, GoldQuestion]:
    """The marks in `gold` by what spellings of a question have in common."""
    return {question_key(each.question): each for each in gold}


def still_open(
    library: Library, groups: Sequence[QuestionGroup], gold: Sequence[GoldQuestion]
) -> tuple[QuestionGroup, ...]:
    """`groups` without what `library` answers by now, and what `gold` says has no answer.

    What was voted down goes once `gold` says what is right, and it is answered so.
    """
    marks = marks_by_question(gold)
    try:
        first = [_left(library, group, marks) for group in groups[:_ASKED_AGAIN]]
    except IndexUnavailableError:  # the list is of use without
        return tuple(groups)
    return (*(group for group in first if group is not None), *groups[_ASKED_AGAIN:])


def _left(
    library: Library, group: QuestionGroup, marks: Mapping[str, GoldQuestion]
) -> QuestionGroup | None:
    """`group` with the wordings that are still open; None without any."""
    known = [marks.get(question_key(each)) for each in group.wordings]
    if any(mark is not None and not mark.answerable for mark in known):
        return None
    if group.down and known[0] is None:  # an answer that people found wrong
        return group
    left = tuple(
        wording
        for wording, mark in zip(group.wordings, known, strict=True)
        if not _is_settled(library, wording, mark)
    )
    return replace(group, wordings=left) if left else None


def _is_settled(library: Library, wording: str, mark: GoldQuestion | None) -> bool:
    if mark is not None:
        return answers_rightly(library, mark)
    return library.ask(wording, 1).outcome is Outcome.ANSWERED


def of_sentence(
    library: Library, report: str, paragraph: int, sentence: int, text: str
) -> NewPhrasing:
    """`text` as a phrasing for a sentence (from 1) of a paragraph (from 1) of a report by name.

    Raises LocationError where there is no such report, LookupError where there is no such sentence.
    """
    found = library.report(report)
    for each in found.paragraphs:
        if each.number == paragraph and 1 <= sentence <= len(each.sentences):
            return NewPhrasing(found.name, each.sentences[sentence - 1], text)
    message = f"no sentence {sentence} in paragraph {paragraph} of {report}"
    raise LookupError(message)
