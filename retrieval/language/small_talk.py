"""Small talk: what is said to the bot rather than asked of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.words.files import either, load_table, word_file

__all__ = ["SmallTalk", "load_small_talk"]

# A longer message is no small talk, and matching it piece by piece would take long.
_LONGEST = 80


class SmallTalk:
    """Names what is said, by the patterns of `small_talk.toml`."""

    def __init__(self, around: re.Pattern[str], said: Mapping[str, re.Pattern[str]]) -> None:
        self._around = around
        self._said = said

    @property
    def names(self) -> frozenset[str]:
        """The names of all replies."""
        return frozenset(self._said)

    def named(self, text: str) -> str:
        """The name of the reply to the folded `text`; empty where it is no small talk.

        The text has to consist of such words, and of those that may stand around them; the reply is
        that to the longest of them, since a greeting may go before a complaint.
        """
        text = text.strip()
        if not text or len(text) > _LONGEST:
            return ""
        best, length, at = "", 0, 0
        while at < len(text):
            name, end = self._longest(text, at)
            if name and end - at > length:
                best, length = name, end - at
            around = self._around.match(text, at)
            end = max(end, around.end() if around else at)
            if end == at:
                return ""
            at = end
        return best

    def _longest(self, text: str, at: int) -> tuple[str, int]:
        """The name and the end of the longest words of small talk at `at`."""
        name, end = "", at
        for each, pattern in self._said.items():
            found = pattern.match(text, at)
            if found and found.end() > end:
                name, end = each, found.end()
        return name, end


def load_small_talk() -> SmallTalk:
    """The words of small talk; raises WordsError, whose message names file and reason."""
    file = word_file("small_talk.toml")
    table = load_table(file)
    said = {name: either(file, table, name) for name in table if name != "around"}
    return SmallTalk(either(file, table, "around"), said)
