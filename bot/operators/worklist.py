"""The worklist of unanswered questions: names of its groups, and phrasings for sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.journal import QuestionGroup
from retrieval import Library, NewPhrasing

__all__ = ["group_id", "of_group", "of_sentence"]

# Hexadecimal digits that tell groups apart and fit into a button.
_DIGITS = 12


def group_id(group: QuestionGroup) -> str:
    """A short name of `group`, the same as long as its most frequent wording is."""
    return hashlib.sha256(group.wordings[0].encode()).hexdigest()[:_DIGITS]


def of_group(groups: Sequence[QuestionGroup], name: str) -> QuestionGroup | None:
    """The group whose `group_id` is `name`; None where it is gone."""
    return next((group for group in groups if group_id(group) == name), None)


def of_sentence(
    library: Library, report: str, paragraph: int, sentence: int, text: str
) -> NewPhrasing:
    """`text` as a phrasing for a sentence (from 1) of a paragraph (from 1) of a report by name.

    Raises PlaceError where there is no such report, LookupError where there is no such sentence.
    """
    found = library.report(report)
    for each in found.paragraphs:
        if each.number == paragraph and 1 <= sentence <= len(each.sentences):
            return NewPhrasing(found.name, each.sentences[sentence - 1], text)
    message = f"no sentence {sentence} in paragraph {paragraph} of {report}"
    raise LookupError(message)
