"""Joined names: stretches of a sentence in which so many names stand side by side (A、B和C)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.language.normalization import fold

__all__ = ["joined_names"]

# A stretch of a clause; names are joined by 、 and the last one by 和 or so.
_CLAUSE = re.compile("[^,;。:!?]*、[^,;。:!?]*")
# What stands behind the last 、 and holds 和 is two names up to so many characters; else it is one
# with words behind.
_LONGEST_NAMES = 12
_JOINS = re.compile("(?<=[^、]{2})(?:以及|和|及|与)(?=[^、]{2})")


def joined_names(
    index: Index, count: int, sentences: Iterable[int]
) -> Iterator[IndexedEnumeration]:
    """Those of `sentences` in which `count` names are joined, each as an enumeration of one
    item, which its own words announce."""
    for sentence in map(index.sentences.__getitem__, sentences):
        if sentence.folded.count("、") < count - 2:
            continue
        if any(_joins(clause, count) for clause in _CLAUSE.findall(sentence.folded)):
            above = index.entries[sentence.entry]
            heading = fold(f"{above.part.title} {above.section.title}").text
            text = sentence.folded
            yield IndexedEnumeration(
                ((sentence.entry, sentence.span),), False, text, heading, text, count=count
            )


def _joins(clause: str, count: int) -> bool:
    """Whether `clause` joins so many names: by 、 alone, or the last one by 和."""
    parts = clause.split("、")
    joins = _JOINS.search(parts[-1]) is not None
    if len(parts) == count:
        return not joins or len(parts[-1]) > _LONGEST_NAMES
    return joins and len(parts) == count - 1
