"""Kept additions as the audit records them, and which of them was the last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.journal import AuditEvent
from retrieval import Addition, LexiconLine, Library, NewPhrasing, Span, WordsError

__all__ = ["KEEP", "UNDO", "addition_of", "detail_of", "event_id", "last_kept", "place_of"]

KEEP, UNDO = "keep", "undo"
"""The audit's words for an addition that is kept, and for one that is taken back."""

# Hexadecimal digits that tell events apart and fit into a button.
_DIGITS = 12
# A report's name, the offsets of a sentence, the phrasing.
_PHRASING = re.compile(r"(?P<report>.+?) (?P<start>[0-9]{1,9})-(?P<end>[0-9]{1,9}): (?P<text>.+)")


def detail_of(addition: Addition) -> str:
    """`addition` as the audit records it."""
    if isinstance(addition, LexiconLine):
        return addition.line
    return f"{addition.report} {addition.sentence.start}-{addition.sentence.end}: {addition.text}"


def place_of(addition: Addition) -> str:
    """What the audit records of an addition that is only tried: where it would go, without its
    words, which may be a citizen's, and that citizen may send /forget."""
    if isinstance(addition, LexiconLine):
        return "a line of the lexicon"
    return f"{addition.report} {addition.sentence.start}-{addition.sentence.end}"


def addition_of(event: AuditEvent, library: Library) -> Addition:
    """The addition that `event` has kept.

    Raises LocationError where its report is not loaded any more, WordsError where its sentence is
    no sentence of it any more.
    """
    found = _PHRASING.fullmatch(event.detail)
    if found is None:
        return LexiconLine(event.detail)
    report = library.report(found["report"])
    span = Span(int(found["start"]), int(found["end"]))
    if not any(span in each.sentences for each in report.paragraphs):
        message = f"{report.name} has changed since; take {found['text']!r} out with an editor"
        raise WordsError(message)
    return NewPhrasing(report.name, span, found["text"])


def last_kept(events: Sequence[AuditEvent]) -> AuditEvent | None:
    """Of `events`, the latest first, the last one that keeps an addition and was not undone."""
    undone = {each.detail.partition(" ")[0] for each in events if each.action == UNDO}
    return next(
        (each for each in events if each.action == KEEP and str(each.id) not in undone), None
    )


def event_id(event: AuditEvent) -> str:
    """A short name of `event`, for a button."""
    return event.id.hex[:_DIGITS]
