"""What the checks have found."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Outcome"]


@dataclass(slots=True)
class Outcome:
    """Lines that begin with the name of a setting.

    `passed`: what is right.  `odd`: what the bot starts in spite of, and what somebody should look
    at.  `failed`: what keeps it from starting, or a setting from counting.
    """

    passed: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
