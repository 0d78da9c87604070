"""Enumerations: the sentences that spell out a counted noun (四张“名片”, “三大工程”)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answering.shapes.leads import clauses, clipped
from retrieval.index.index import Index
from retrieval.reports.model import Span

__all__ = ["counted_noun", "spelled_out_after"]

# The noun behind a number and its measure word, in quotation marks or not.
_NOUN = '[“"「『]?([\u4e00-\u9fff]{2})'
# Ends a name in quotation marks.
_CLOSING = '”"」』'


def counted_noun(folded: str, counted: str) -> str:
    """The first two characters of what `folded` counts by `counted` (四张); empty for none."""
    found = re.search(re.escape(counted) + _NOUN, folded)
    return found[1] if found else ""


def spelled_out_after(index: Index, base: int, noun: str, number: int, longest: int) -> list[Span]:
    """The `number` stretches behind sentence `base`, in its paragraph, that hold `noun`, each of
    about `longest` characters; none where there are fewer."""
    after = [n for n in index.sentences_of(index.sentences[base].entry) if n > base]
    holding = [n for n in after if noun in index.sentences[n].folded]
    named = [n for n in holding if re.search(f"{noun}[{_CLOSING}]", index.sentences[n].folded)]
    chosen: Sequence[int] = named if len(named) >= number else holding
    if len(chosen) < number:
        return []
    text = index.report.text
    return [_around(text, index.sentences[n].span, noun, longest) for n in chosen[:number]]


def _around(text: str, span: Span, noun: str, longest: int) -> Span:
    """The lead of `span` where it holds `noun`, else the clauses up to the one that does."""
    first = clipped(text, span, longest)
    if noun in first.of(text):
        return first
    parts = clauses(text, span)
    at = next((n for n, part in enumerate(parts) if noun in part.of(text)), None)
    if at is None:  # the clause is spelled otherwise than its folded form
        return first
    start = at
    while start and parts[at].end - parts[start - 1].start <= longest:
        start -= 1
    return Span(parts[start].start, parts[at].end)
