"""Counts: how many items a question asks for, and of what (五治, 八项工作)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language.numerals import DIGITS

__all__ = ["Count", "count_of"]

_NUMERALS = "一二两三四五六七八九十"
_MEASURES = "大|个|项|条|张|座|种|类|件|方面|家"
# A measure word alone (哪八项) counts nothing.
_COUNTED = re.compile(
    f"([{_NUMERALS}]|[0-9]{{1,2}})(?!(?:{_MEASURES})$)(?:{_MEASURES})?([\u4e00-\u9fff]{{1,4}})"
)
_QUOTES = re.compile("[“”‘’「」『』\"']")
# Only how many are asked for (是哪四个); what they are stands elsewhere in the question.
_MEASURED = re.compile(f"([{_NUMERALS.replace('一', '')}])(?:{_MEASURES})$")


@dataclass(frozen=True, slots=True)
class Count:
    """The number of items that a question names: 五治, 八项工作.

    `term`: as the question has it; `noun`: the same without the number and the measure word.
    """

    number: int
    term: str
    noun: str

    @property
    def counted(self) -> str:
        """The number and the measure word: 四张, 三大."""
        return self.term.removesuffix(self.noun)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The same with any measure word: 三条通道, 三个通道."""
        numeral = re.escape(self.term[: 2 if self.term[:2].isdecimal() else 1])
        return re.compile(f"{numeral}(?:{_MEASURES})?[“「『]?{re.escape(self.noun)}")

    @property
    def short(self) -> bool:
        """Whether it is an abbreviation, each of whose items has its character."""
        return len(self.noun) == 1 and len(self.term) == 2


def count_of(words: Sequence[str]) -> Count | None:
    """The count that `words` of a question name; None without one."""
    # The counted term stands last: what is before it only asks (是哪三个 … 三大工程).
    found = [match for word in words for match in _COUNTED.finditer(_QUOTES.sub("", word))]
    for match in reversed(found):
        numeral, noun = match.groups()
        number = int(numeral) if numeral.isdecimal() else DIGITS[numeral]
        if number > 1:
            return Count(number, match.group(), noun)
    alone = next(filter(None, map(_MEASURED.search, words)), None)
    return Count(DIGITS[alone[1]], "", "") if alone else None
