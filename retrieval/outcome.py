"""Outcome: whether a question is answered, or why not, and what is missing of it."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Missing", "Outcome"]


class Outcome(StrEnum):
    """Whether a question is answered, or why not; the values are written by `ask --json`."""

    ANSWERED = "answered"
    """There is at least one hit."""

    RELATED = "related"
    """A report mentions the subject, and does not say what is asked."""

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


class Missing(StrEnum):
    """What a report does not say of a subject that it mentions; written by `ask --json`."""

    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    PROCEDURE = "procedure"
    CONTACT = "contact"
    BREAKDOWN = "breakdown"
    """The single items, or how they are divided."""

    MEANING = "meaning"
    """What a term stands for."""

    YEAR = "year"
    """The same of another year."""

    ELSEWHERE = "elsewhere"
    """The same of another place."""

    OTHER = "other"
    """Not this, whatever it is."""
