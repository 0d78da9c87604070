"""Outcome: whether a question is answered, or why not."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Outcome"]


class Outcome(StrEnum):
    """Whether a question is answered, or why not; the values are written by `ask --json`."""

    ANSWERED = "answered"
    """There is at least one hit."""

    NOT_IN_REPORT = "not_in_report"
    """The question is clear, and no report answers it."""

    OTHER_YEAR = "other_year"
    """It names a year that no report answers for."""

    OTHER_PLACE = "other_place"
    """It names a place that no report is about."""

    SMALL_TALK = "small_talk"
    """A greeting, thanks, scolding or an order to the bot rather than a question."""

    UNCLEAR = "unclear"
    """The question has no subject: 有没有, 。。。, an emoji."""

    TOO_LONG = "too_long"
    """The text is too long for a question."""

    EMPTY = "empty"
    """The text has no visible character."""
