"""What was understood of an office's report, and what was done to put it in, as text."""

from __future__ import annotations

from bot.wording import adopting as wording
from bot.wording.terminal import in_chinese
from retrieval import Adoption, Inspection, Library

__all__ = ["adopted_text", "understood_text"]

# Examples that are shown of all.
_EXAMPLES = 5


def understood_text(found: Inspection) -> str:
    """What was understood of a report, and what looks wrong in it."""
    meta = found.metadata
    place = f"{meta.place}（{in_chinese(meta.level)}）" if meta.place else ""
    text = wording.understood(
        meta.name,
        meta.title,
        place,
        meta.date.isoformat() if meta.date else "",
        str(meta.year) if meta.year else "",
        (meta.paragraphs, found.sentences, found.characters),
        [(part.title or part.begins, len(part.sections)) for part in found.parts],
    )
    serious = [each.message for each in found.findings if each.serious]
    others = [each.message for each in found.findings if not each.serious]
    said = wording.findings(serious, others)
    return f"{text}\n{said}" if said else text


def adopted_text(adoption: Adoption, library: Library) -> str:
    """What answers now, and the examples that it is offered with."""
    said = wording.adopted(
        str(adoption.file), adoption.set_aside, library.home_place, replaced=adoption.replaced
    )
    return f"{said}\n{wording.examples(library.examples[:_EXAMPLES])}"
