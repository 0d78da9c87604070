"""Bounds of a text: what no report has, and what would take minutes or gigabytes to index."""

from __future__ import annotations

import re
from pathlib import Path

from retrieval.documents.files import refusal
from retrieval.reports.lines import LINE_ENDS
from retrieval.reports.sentences import TERMINATORS

__all__ = ["refuse_unlike_a_report"]

# The longest of 99 reports has 56 419 characters and 1 076 sentences.  Up to these bounds a file is
# indexed within five seconds and 100 MB, and the first question takes half a second.
_MOST_CHARACTERS = 500_000
_MOST_SENTENCES = 20_000
# The longest sentence of those reports has 448 characters; one message of Telegram holds 4 096.
_LONGEST_SENTENCE = 5_000
# Letters and digits without a break: the longest in those reports has 17, a web address some 200.
# Longer ones are encoded pictures and the like, and cutting words costs their square.
_LONGEST_WORD = 500

_SENTENCE = re.compile(f"[^{re.escape(TERMINATORS)}{LINE_ENDS}]+")
_WORD = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+")
_LINE_END = re.compile(f"[{LINE_ENDS}]")


def refuse_unlike_a_report(file: Path, text: str) -> None:
    """Raises SeedError where `text`, that of `file`, is longer than any report, or has longer
    sentences or words."""
    if len(text) > _MOST_CHARACTERS:
        raise _too_long(file, f"{_MOST_CHARACTERS:,} characters")
    for found in _WORD.finditer(text):
        if found.end() - found.start() > _LONGEST_WORD:
            raise _at(file, text, found.start(), f"a word of over {_LONGEST_WORD}")
    sentences = 0
    for found in _SENTENCE.finditer(text):
        sentences += 1
        if found.end() - found.start() > _LONGEST_SENTENCE:
            raise _at(file, text, found.start(), f"a sentence of over {_LONGEST_SENTENCE:,}")
    if sentences > _MOST_SENTENCES:
        raise _too_long(file, f"{_MOST_SENTENCES:,} sentences")


def _too_long(file: Path, most: str) -> Exception:
    return refusal(file, f"has more than {most}, which no report has", "take out what is no report")


def _at(file: Path, text: str, start: int, problem: str) -> Exception:
    line = len(_LINE_END.findall(text, 0, start)) + 1
    begins = text[start : start + 8]
    problem = f"has {problem} characters in line {line} (“{begins}…”), which no report has"
    return refusal(file, problem, "take out what is no text")
