"""The one table of what can come of a question."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Outcome"]


class Outcome(StrEnum):
    """What came of a question; the values are part of the interface of `ask --json`."""

    ANSWERED = "answered"
    """The report answers; there is at least one hit."""

    NOT_IN_REPORT = "not_in_report"
    """The question can be understood, and the report holds nothing about it."""

    OTHER_YEAR = "other_year"
    """It names a year of which the report gives no figures."""

    OTHER_PLACE = "other_place"
    """It names a place that the report is not about."""

    SMALL_TALK = "small_talk"
    """A greeting, thanks, scolding or an order to the bot rather than a question."""

    UNCLEAR = "unclear"
    """Nothing in the question names a subject: 有没有, 。。。, an emoji."""

    TOO_LONG = "too_long"
    """The question is longer than anything that is one question."""

    EMPTY = "empty"
    """Nothing was asked: no visible character."""
