"""Unsaid: what an excerpt does not say of what it is about, however near it is."""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.language.answer_types import AnswerType, load_answer_types, unit_asked
from retrieval.language.normalization import fold
from retrieval.language.numerals import DIGITS
from retrieval.outcome import Missing
from retrieval.query.question import Question
from retrieval.query.shape import Reading, Shape
from retrieval.query.shape_words import load_shape_words

__all__ = ["unsaid"]

# An abbreviation of a number and one character, to be spelled out: 五治.
_SHORT = re.compile("([二两三四五六七八九十])([\u4e00-\u9fff])")
# Characters of a question that is about the place which it names; a longer one is a story, in which
# somebody comes from there.
_LONGEST_OF_A_PLACE = 30
# Who asks says so of the own place: 通州副中心给咱带来啥好处.
_OWN = re.compile("咱|我[们区市县省]|本[区市县省地]")
# Wants a figure, and no list (选在哪几个地方) nor something else (十几个).
_HOW_MUCH = re.compile(
    "多少|具体数[值字]|(?<![哪这那好前近十])几[个块条家座所项名位户辆套张件次年天成倍]"
)
# Wants the names of so many (都是哪几个县), and what names several.
_WHICH_ONES = re.compile("哪(?:[几两三四五六七八九十]|[0-9]+)[个项条家座类件大所名位]")
_SEVERAL = re.compile("、|和|及|与|”[^”]{0,6}“|一是|1[.、]")
# Wants the name of a place of this kind, which ends with it.
_WHICH_PLACE = re.compile("哪一?个(镇|乡|村|县)")
_FIGURE = r"[0-9]+(?:\.[0-9]+)?[万亿千百]*(?:多|余)?"


def unsaid(question: Question, reading: Reading, excerpt: str) -> Missing | None:
    """What `excerpt` does not say of what is asked of it; None where nothing of that is seen.

    The meaning of a term that it only uses, the reason of a fall where it tells of a rise, a number
    where it has only that of the question, names where it only counts, what is asked of another
    place.
    """
    text, asked = fold(excerpt).text, question.read.text
    if question.places and len(asked) <= _LONGEST_OF_A_PLACE and not _OWN.search(asked):
        return Missing.ELSEWHERE
    if _only_used(reading, asked, text):
        return Missing.MEANING
    if "reason" in question.kinds and _contradicts(asked, _about(question, text)):
        return Missing.REASON
    if "number" in question.kinds and (_lacks_figure(asked, text) or _only_echoes(asked, text)):
        return Missing.NUMBER
    return _lacks_names(question, asked, text)


def _lacks_names(question: Question, asked: str, text: str) -> Missing | None:
    """What of the names that are asked for lacks: of several things, of a place of a kind."""
    place = _WHICH_PLACE.search(asked)
    if place and place[1] not in text:
        return Missing.PLACE
    if _WHICH_ONES.search(asked) and not _SEVERAL.search(_about(question, text, "[,;。:]", 2)):
        return Missing.BREAKDOWN
    return None


def _lacks_figure(asked: str, text: str) -> bool:
    """Whether a figure is asked for and there is none."""
    return _HOW_MUCH.search(asked) is not None and not _number().held(text)


@lru_cache(1)
def _number() -> AnswerType:
    return next(each for each in load_answer_types() if each.name == "number")


def _only_used(reading: Reading, asked: str, text: str) -> bool:
    """Whether a term that is to be explained is used and not explained."""
    if load_shape_words()["meaning"].search(asked):
        return not load_shape_words()["explains"].search(text)
    if reading.shape is not Shape.LIST:
        return False
    for word in reading.words:
        short = _SHORT.fullmatch(word)
        if short and word in text:
            return text.replace(word, "").count(short[2]) < DIGITS[short[1]]
    return False


def _about(question: Question, text: str, ends: str = "[;。]", pieces: int = 1) -> str:
    """The stretch of `text` up to one of `ends` that holds most terms of `question`, with those
    after it up to `pieces`."""
    terms = {*question.terms, *question.official_terms}
    cut = re.split(ends, text)
    best = max(range(len(cut)), key=lambda at: sum(term in cut[at] for term in terms))
    return ";".join(cut[best : best + pieces])


def _contradicts(asked: str, text: str) -> bool:
    """Whether one tells of a rise only, and the other of a fall only."""
    directions = [
        tuple(load_shape_words()[name].search(each) is not None for name in ("rises", "falls"))
        for each in (asked, text)
    ]
    return sorted(directions) == [(False, True), (True, False)]


def _only_echoes(asked: str, text: str) -> bool:
    """Whether all figures in the unit of the question stand in the question itself."""
    unit = unit_asked(asked)
    if unit is None:
        return False
    held = re.findall(_FIGURE + re.escape(unit), text)
    return bool(held) and all(figure in asked for figure in held)
