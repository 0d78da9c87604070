"""Deep links: `?start=` payloads that lead to a paragraph or a question."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from telegram.constants import MessageLimit

__all__ = ["HELP", "ParagraphLink", "QuestionLink", "paragraph_link", "question_link", "read_link"]

HELP = "help"
"""The payload for the help."""

_LONGEST = int(MessageLimit.DEEP_LINK_LENGTH)
# p23 is short enough to print on a poster; p23-1a2b3c4d names the report by its digest as well.
_PARAGRAPH = re.compile(r"p([0-9]{1,6})(?:-([0-9a-f]{8}))?")


@dataclass(frozen=True, slots=True)
class ParagraphLink:
    """Leads to paragraph `number` of the report whose digest begins with `report` (empty: any)."""

    number: int
    report: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """Leads to the answer to `question`."""

    question: str


def paragraph_link(number: int, report: str) -> str:
    """The payload for a paragraph."""
    return f"p{number}-{report}"


def question_link(question: str) -> str:
    """The payload for the answer to `question`; empty where it exceeds Telegram's limit."""
    payload = "q" + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return payload if len(payload) <= _LONGEST else ""


def read_link(payload: str) -> ParagraphLink | QuestionLink | None:
    """The target of `payload`; None for payloads that this module never makes."""
    if found := _PARAGRAPH.fullmatch(payload):
        return ParagraphLink(int(found.group(1)), found.group(2) or "")
    if not payload.startswith("q") or len(payload) > _LONGEST:
        return None
    encoded = payload[1:]
    try:
        decoded = base64.b64decode(
            encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True
        )
        question = decoded.decode()
    except ValueError:  # no base64, no ASCII, no UTF-8
        return None
    return QuestionLink(question) if question.strip() else None
