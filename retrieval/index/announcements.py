"""Announcements: sentences that only say what follows, and which of them a sentence follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Announcements", "announcements_of"]

Values = npt.NDArray[np.float64]

_NONE = -1
# 今年要重点做好以下工作。 An announcement that ends with a full stop.
_BELOW = re.compile("(?:以下|下列|如下|下面|下述)[^,。;:]{0,12}[。:]?$")
_COLON, _SEMICOLON = ":", ";"


@dataclass(frozen=True, slots=True)
class Announcements:
    """The announcements of a report.

    `alone`: 1 for each sentence that only announces, else 0; `followed`: for each sentence the
    number of the announcement that it stands under, -1 without any.
    """

    alone: Values
    followed: npt.NDArray[np.int32]

    def above(self, scores: Values) -> Values:
        """The score of the announcement above each sentence, 0 without any."""
        return np.where(self.followed == _NONE, 0.0, scores[self.followed])


def announcements_of(texts: Sequence[str]) -> Announcements:
    """The announcements of a report by its normalized sentences.

    What follows a colon ends with the first sentence that ends with no semicolon.
    """
    alone = np.zeros(len(texts))
    followed = np.full(len(texts), _NONE, np.int32)
    current = _NONE
    for number, text in enumerate(map(str.rstrip, texts)):
        goes_on = text.endswith(_SEMICOLON)
        if text.endswith(_COLON) or _BELOW.search(text):
            alone[number] = 1.0
            current = number if text.endswith(_COLON) else _NONE
        elif goes_on and _COLON in text:
            current = number
        else:
            followed[number] = current
            current = current if goes_on else _NONE
    return Announcements(alone, followed)
