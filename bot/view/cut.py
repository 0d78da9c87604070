"""The part of a long excerpt that is shown first, where it is certain that it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval import Hit, Span

__all__ = ["kept_span"]

# Longer excerpts fill half a phone; of ours one in eight is longer.
_LONGEST = 120
# What is left out has at least so many characters: for less nobody wants to press a button.
_LEAST = 40
# Longer than a figure, a date or a name is a clause, and one in a smaller share of the excerpt than
# this is only the beginning of what answers: a reason goes on to the end of its paragraph.
_CLAUSE, _LEAST_SHARE = 12, 0.25
_SENTENCE = re.compile("[^。；！？;!?]*[。；！？;!?]*\\s*")


def kept_span(hit: Hit) -> Span:
    """The stretch of the excerpt of `hit` to show, as offsets into the excerpt: whole sentences.

    It is the whole excerpt where that is short, and where it is not certain: where not all that
    answers and all words of the question stand together in less, or other sentences hold them too.
    """
    text, whole = hit.excerpt, Span(0, len(hit.excerpt))
    if len(text) <= _LONGEST or not hit.answering:
        return whole
    first, last = hit.answering[0].start, hit.answering[-1].end
    sentences = list(_sentences(text))
    start = max(each.start for each in sentences if each.start <= first)
    end = min(each.end for each in sentences if each.end >= last)
    kept, rest = text[start:end], f"{text[:start]}\n{text[end:]}"
    words = {span.of(text) for span in hit.highlights}
    certain = all(word in kept for word in words) and not all(word in rest for word in words)
    clause = any(span.end - span.start > _CLAUSE for span in hit.answering)
    begins = clause and len(kept) < _LEAST_SHARE * len(text)
    if not certain or begins or len(text) - len(kept) < _LEAST:
        return whole
    return Span(start, start + len(kept.rstrip()))


def _sentences(text: str) -> Iterator[Span]:
    """The sentences of `text`, which together are all of it."""
    for found in _SENTENCE.finditer(text):
        if found.start() < found.end():
            yield Span(*found.span())
