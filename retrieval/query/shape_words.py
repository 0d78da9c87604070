"""The words by which the shape of a question is read and its answer is composed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from retrieval.words.files import either, load_table, word_file

__all__ = ["ENDS", "bare_of_comparison", "load_shape_words"]

ENDS = " ,.?!;:、。~\n"
"""What stands around words and says nothing."""


@lru_cache(1)
def load_shape_words() -> Mapping[str, re.Pattern[str]]:
    """The patterns of `shapes.toml` by name; raises WordsError, whose message names file and
    reason."""
    file = word_file("shapes.toml")
    table = load_table(file)
    return {name: either(file, table, name) for name in table}


def bare_of_comparison(text: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """`text` without the words of a comparison."""
    for name in ("compares", "between_times"):
        text = patterns[name].sub("", text)
    return text.strip(ENDS)
