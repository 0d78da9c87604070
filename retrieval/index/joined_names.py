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
_JOINS = re.compile("、|(?<=[^、]{2})(?:以及|和|及|与)(?=[^、]{2})")


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
    commas = clause.count("、") + 1
    if commas == count:
        last = clause.rsplit("、", 1)[1]
        return not _JOINS.search(last) or len(last) > 12
    return commas == count - 1 and bool(_JOINS.search(clause.rsplit("、", 1)[1]))
