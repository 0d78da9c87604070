"""Run-in headings: the short first sentence that names what a paragraph is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.reports.model import Span
from retrieval.reports.numbering import numbering_of

__all__ = ["run_in_headings"]

# 主动融入… has sentences of any length; what names a paragraph in the reports at hand takes up to
# 24 characters beside its number (坚持依法行政,切实规范权力运行。 has 16).
_LONGEST = 26
# Fewer than two paragraphs beside each other with such a beginning are chance, not a manner of
# writing: narrative reports of the 1950s begin many a paragraph with a short sentence.
_FEWEST_SIBLINGS = 2
_SMALLEST_SHARE = 1 / 3
# A forgotten full stop is looked for in sections up to this size (the largest of the reports at
# hand has 70 paragraphs): each look reads the whole report, and a text of thousands is no report.
_LARGEST_SECTION = 200
# What thirty headings have in common the others have too, or the manner is not kept.
_MOST_SIBLINGS = 30
# The shortest common beginning that makes siblings of headings (加快…, 提高…), the shortest piece
# that counts as repeated elsewhere in the report.
_SHORTEST_PREFIX = 2
_SHORTEST_REPEATED = 4

_CLAUSES = re.compile("[，,]")


def _heading(text: str, sentences: Sequence[Span]) -> Span | None:
    """The first of `sentences` where it looks like a heading."""
    if len(sentences) < 2:
        return None
    words = sentences[0].of(text)
    numbering = numbering_of(words)
    name = words[numbering.length :] if numbering else words.lstrip("—")
    if not words.endswith("。") or len(name) > _LONGEST or len(_CLAUSES.findall(name)) > 1:
        return None
    return None if name.startswith("各位") else sentences[0]


def _common_beginning(words: Sequence[str]) -> str:
    length = 0
    for characters in zip(*words, strict=False):  # up to the shortest
        if len(set(characters)) > 1:
            break
        length += 1
    return words[0][:length] if words else ""


def _unstopped(text: str, sentence: Span, siblings: Sequence[str]) -> Span | None:
    """The heading at the beginning of `sentence` where its full stop was forgotten.

    The heading begins like its siblings, and ends where the words stop being ones that the report
    uses elsewhere too: 加快|疏解非首都功能|旗帜鲜明地….
    """
    words = sentence.of(text)
    prefix = _common_beginning(siblings[:_MOST_SIBLINGS])
    if len(prefix) < _SHORTEST_PREFIX or not words.startswith(prefix):
        return None
    repeated = 0
    for length in range(_SHORTEST_REPEATED, min(_LONGEST, len(words) - len(prefix))):
        if text.count(words[len(prefix) : len(prefix) + length]) < 2:
            break
        repeated = length
    if not repeated:
        return None
    return Span(sentence.start, sentence.start + len(prefix) + repeated)


def run_in_headings(text: str, paragraphs: Sequence[Sequence[Span]]) -> list[Span | None]:
    """For each paragraph of one section, given as its sentences, its run-in heading or None."""
    headings = [_heading(text, sentences) for sentences in paragraphs]
    titles = [heading.of(text) for heading in headings if heading]
    if len(titles) < max(_FEWEST_SIBLINGS, _SMALLEST_SHARE * len(paragraphs)):
        return [None] * len(headings)
    if len(paragraphs) > _LARGEST_SECTION:
        return headings
    return [
        heading or _unstopped(text, sentences[0], titles)
        for heading, sentences in zip(headings, paragraphs, strict=True)
    ]
