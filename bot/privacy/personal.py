"""All recognisers together, and a text without what they find."""

from __future__ import annotations

from bot.privacy.card import find_cards
from bot.privacy.email import find_email
from bot.privacy.finding import Finding
from bot.privacy.identity import find_identity
from bot.privacy.mobile import find_mobile
from bot.privacy.plain import plain
from bot.wording.placeholders import PLACEHOLDERS

__all__ = ["find_personal", "scrub"]

# The surest first: where two see something in the same digits, the first is right.
_RECOGNISERS = (find_email, find_identity, find_cards, find_mobile)


# What stands in place of what was found while the rest is looked at; no recogniser sees it as part
# of anything, like the brackets of a placeholder.
_FOUND = "〕"


def find_personal(text: str) -> tuple[Finding, ...]:
    """The personal data in `text` in order, none overlapping another; offsets are characters."""
    rest = plain(text)
    found: list[Finding] = []
    while True:
        before = len(found)
        for recogniser in _RECOGNISERS:
            for finding in tuple(recogniser(rest)):
                if _FOUND not in rest[finding.start : finding.end]:
                    found.append(finding)
                    rest = _without(rest, finding)
        if len(found) == before:  # what stood glued to another number was found in the meantime
            return tuple(sorted(found, key=lambda finding: finding.start))


def _without(text: str, finding: Finding) -> str:
    blank = _FOUND * (finding.end - finding.start)
    return text[: finding.start] + blank + text[finding.end :]


def scrub(text: str) -> str:
    """`text` with each piece of personal data replaced by what it was, such as 〔手机号〕.

    Nothing else changes, and a text that was scrubbed stays as it is.
    """
    pieces: list[str] = []
    done = 0
    for finding in find_personal(text):
        pieces += text[done : finding.start], PLACEHOLDERS[finding.kind]
        done = finding.end
    return "".join([*pieces, text[done:]])
