"""Teaching: from an unanswered question to a lexicon line or a phrasing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.journal import QuestionGroup
from retrieval import Library, NewPhrasing

__all__ = ["group_id", "of_group", "of_sentence"]

# Hexadecimal digits that tell a page's groups apart and leave room in a button.
_DIGITS = 12


def group_id(group: QuestionGroup) -> str:
    """A short name of `group`, the same as long as it is asked in the same words most often."""
    return hashlib.sha256(group.wordings[0].encode()).hexdigest()[:_DIGITS]


def of_group(groups: Sequence[QuestionGroup], name: str) -> QuestionGroup | None:
    """The one of `groups` that `group_id` names; None where it is there no more."""
    return next((group for group in groups if group_id(group) == name), None)


def of_sentence(
    library: Library, report: str, paragraph: int, sentence: int, text: str
) -> NewPhrasing:
    """`text` as a phrasing for a sentence (from 1) of a paragraph (from 1) of a report by name.

    Raises PlaceError where there is no such report, LookupError where there is no such sentence.
    """
    found = library.report(report)
    if not 1 <= paragraph <= len(found.paragraphs):
        message = f"no paragraph {paragraph} in {report}"
        raise LookupError(message)
    sentences = found.paragraphs[paragraph - 1].sentences
    if not 1 <= sentence <= len(sentences):
        message = f"no sentence {sentence} in paragraph {paragraph} of {report}"
        raise LookupError(message)
    return NewPhrasing(found.name, sentences[sentence - 1], text)
