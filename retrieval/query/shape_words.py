"""The words by which the shape of a question is read and its answer is composed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from retrieval.words.files import either, load_table, word_file

__all__ = ["load_shape_words"]


@lru_cache(1)
def load_shape_words() -> Mapping[str, re.Pattern[str]]:
    """The patterns of `shapes.toml` by name; raises WordsError, whose message names file and
    reason."""
    file = word_file("shapes.toml")
    table = load_table(file)
    return {name: either(file, table, name) for name in table}
