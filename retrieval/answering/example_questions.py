"""Questions made of a report's own words: its phrasings, its figures, its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest

from retrieval.errors import WordsError
from retrieval.index.index import Index
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Section
from retrieval.reports.numbering import numbering_of
from retrieval.words.files import either, load_table, word_file

__all__ = ["heading_question", "phrasing_questions", "proposals"]

# Characters of a question that a button of a phone shows in one row, and that say enough.
_SHORTEST, _LONGEST = 6, 20
# Nothing but Chinese, figures and the signs that titles are quoted with: what people mistyped or
# wrote in other letters is to be understood, not to be shown.
_NEAT = re.compile(r"[\u4e00-\u9fff0-9“”《》、%.]+")
_CLAUSES = re.compile(r"[,，;；。:：！？!?]")
_FIGURE = re.compile(r"\d[\d.,]*\s*[万亿千百]*(?P<rest>[^\d]*)")
_YEAR = re.compile(r"(?:\d{4}|今|明|去)年")
# Characters before a figure that name what it counts.
_LEAST_SUBJECT = 6


@dataclass(frozen=True, slots=True)
class _Templates:
    asks: re.Pattern[str]
    measures: re.Pattern[str]
    figure: str
    heading: str


@cache
def _templates() -> _Templates:
    """The templates; raises WordsError, whose message names file and reason."""
    file = word_file("example_questions.toml")
    table = load_table(file)
    texts = {name: table.get(name) for name in ("figure", "heading", "measures")}
    if not all(isinstance(each, str) for each in texts.values()):
        message = f"{file}: figure, heading and measures have to be texts"
        raise WordsError(message)
    measures = either(file, {"measures": [texts["measures"]]}, "measures")
    asks = either(file, table, "asks")
    return _Templates(asks, measures, str(texts["figure"]), str(texts["heading"]))


def proposals(index: Index) -> Iterator[str]:
    """Questions about the whole report, alternately by phrasing or figure and by heading, the
    sentences in an order that touches all of its pieces early."""
    asked = (
        question for number in _spread(len(index.sentences)) for question in _of(index, number)
    )
    sections = (section for part in index.report.parts for section in part.sections)
    headings = filter(None, map(heading_question, sections))
    pairs = zip_longest(asked, headings)
    yield from dict.fromkeys(each for each in chain.from_iterable(pairs) if each)


def _of(index: Index, number: int) -> Iterator[str]:
    """The best question about a sentence, if there is one."""
    best = next(phrasing_questions(index, number), None) or _figure_question(index, number)
    if best:
        yield best


def phrasing_questions(index: Index, sentence: int) -> Iterator[str]:
    """The phrasings of a sentence that are fit to be shown, those nearest to its words first."""
    first, last = index.sentence_of_phrasing.searchsorted([sentence, sentence + 1])
    signs = frozenset(index.sentences[sentence].folded)
    found = [text for text in index.phrasings[first:last] if _is_fit(text)]
    yield from sorted(found, key=lambda text: (-len(signs.intersection(text)) / len(text), text))


def heading_question(section: Section) -> str:
    """What a section does, asked by its heading; empty where it has none that is short enough."""
    title = squeeze(section.title)
    number = numbering_of(title)
    title = _CLAUSES.split(title[number.length if number else 0 :])[0].strip("、，。")
    question = _templates().heading.format(title) if title else ""
    return question if question and _is_fit(question) else ""


def _is_fit(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and _NEAT.fullmatch(text) is not None
        and _templates().asks.search(text) is not None
    )


def _figure_question(index: Index, number: int) -> str:
    """The first clause of a sentence, with its figure asked for; empty where it has none."""
    clauses = [each for each in _CLAUSES.split(squeeze(_text(index, number))) if each]
    year = clauses.pop(0) if clauses and _YEAR.fullmatch(clauses[0]) else ""
    clause = clauses[0] if clauses else ""
    lead = year or "".join(_YEAR.findall(clause)[:1])
    clause = _YEAR.sub("", clause)
    figures = list(_FIGURE.finditer(clause))
    if len(figures) != 1 or figures[0].start() < _LEAST_SUBJECT:
        return ""
    templates = _templates()
    measure = templates.measures.match(figures[0]["rest"])
    asked = templates.figure + (measure.group() if measure else "")
    question = f"{lead}{clause[: figures[0].start()]}{asked}"
    return question if _is_fit(question) else ""


def _text(index: Index, number: int) -> str:
    return index.sentences[number].span.of(index.report.text)


def _spread(count: int) -> Iterator[int]:
    """All numbers below `count`: the middle, the quarters, the eighths, …"""
    seen: set[int] = set()
    step = count
    while len(seen) < count:
        for number in range(step // 2, count, max(step, 1)):
            if number not in seen:
                seen.add(number)
                yield number
        if step <= 1:
            return
        step = (step + 1) // 2 if step > 2 else 1
