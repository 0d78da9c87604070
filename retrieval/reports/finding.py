"""Finding: one thing that looks wrong in a report, or was mended while it was read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a report.

    `kind`: a stable name, such as `long_paragraph`, for programs and for other wordings.
    `message`: one sentence for operators: what is wrong, where, what to do.
    `paragraph`: the number of the first paragraph concerned; None where it is none.
    `count`: how often it was found.
    `serious`: whether answers suffer until it is mended; else it is only worth knowing.
    """

    kind: str
    message: str
    paragraph: int | None = None
    count: int = 1
    serious: bool = True
