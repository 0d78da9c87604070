"""Leads: the words of a paragraph that say what it is about, as spans of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.index.index import Index
from retrieval.language.normalization import fold
from retrieval.reports.model import Span

__all__ = ["about", "clauses", "clipped", "lead", "without_mark"]

# Ends a clause; 、 does not, since what it joins belongs together.
_CLAUSE = re.compile("[^,，;；。！？!?]*[,，;；。！？!?]?")
_CLAUSE_END = re.compile("[,，;；。！？!?\\s]")
# A clause of fewer characters says nothing alone (同时, 五年来).
_LEAST = 8
# A heading of so many characters says little alone (保障粮食安全。); it goes on up to so many.
_SHORT, _LONGER = 24, 40
_ENDS = " \n\t\r\u3000"


def lead(index: Index, entry: int, longest: int) -> Span:
    """The lead of entry `entry`: its run-in heading, else its first sentence; of a longer one the
    first clauses of at most `longest` characters, but at least one clause.

    Where there is room, a heading of a few characters goes on to what follows it.
    """
    paragraph = index.entries[entry].paragraph
    first = paragraph.heading or paragraph.sentences[0]
    if first.end - first.start <= _SHORT <= longest - _SHORT:
        whole = Span(first.start, paragraph.sentences[-1].end)
        return clipped(index.report.text, whole, _LONGER)
    return clipped(index.report.text, first, longest)


def clipped(text: str, span: Span, longest: int) -> Span:
    """The first whole clauses of `span` of at most `longest` characters, but at least one."""
    blank = len(span.of(text)) - len(span.of(text).lstrip(_ENDS))
    span = Span(span.start + blank, span.end)
    if span.end - span.start <= longest:
        return span
    end = span.start
    for clause in clauses(text, span):
        if end > span.start and clause.end - span.start > longest:
            break
        end = clause.end
        if end - span.start >= longest:
            break
    short = end - span.start < _LEAST
    return span if short else Span(span.start, _without_comma(text, span.start, end))


def about(text: str, span: Span, terms: Mapping[str, float], longest: int) -> Span:
    """The run of whole clauses of `span` of at most `longest` characters that holds most of
    `terms`, normalized, by their weights; the first of equal ones, and of these the longest.  All
    of `span` where it is no longer."""
    if span.end - span.start <= longest:
        return span
    parts = clauses(text, span)
    folded = [fold(part.of(text)).text for part in parts]
    best, chosen = 0.0, clipped(text, span, longest)
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            if last > first and parts[last].end - parts[first].start > longest:
                break
            run = "".join(folded[first : last + 1])
            held = sum(weight for term, weight in terms.items() if term in run)
            wider = parts[first].start == chosen.start and held == best
            if held > best or (held and wider):
                best, chosen = held, Span(parts[first].start, parts[last].end)
    return Span(chosen.start, _without_comma(text, chosen.start, chosen.end))


def clauses(text: str, span: Span) -> list[Span]:
    """The clauses of `span`, each with the punctuation that ends it."""
    found = _CLAUSE.finditer(text, span.start, span.end)
    return [Span(*match.span()) for match in found if match.group().strip(_ENDS)]


def without_mark(text: str, clause: Span) -> Span:
    """`clause` without the punctuation that ends it."""
    end = clause.end
    while end - 1 > clause.start and _CLAUSE_END.fullmatch(text[end - 1]):
        end -= 1
    return Span(clause.start, end)


def _without_comma(text: str, start: int, end: int) -> int:
    """`end` before a comma that the clause ends with: what follows is not shown."""
    return end - 1 if end - 1 > start and text[end - 1] in ",，;；" else end
