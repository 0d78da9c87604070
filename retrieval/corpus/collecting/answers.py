"""Answers to batches: checked line by line, and what is sound kept as phrasings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.corpus.additions import NewPhrasing, checked
from retrieval.corpus.collecting.batches import instruction_text
from retrieval.corpus.own_files import append_lines
from retrieval.corpus.phrasings import OWN_PHRASINGS_SUFFIX, Phrasing, Quotations
from retrieval.errors import WordsError
from retrieval.language.normalization import fold
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report, Span

__all__ = ["Checked", "check_answers", "is_near_copy", "keep_sound", "normal_form"]

_QUOTES = ">＞"
# Numbers, bullets and quotation marks that people and models put before a question.
_MARKS = re.compile(r"^(?:[-*•·]\s*|[（(]?[0-9]{1,2}(?:[.、．)）]\s*|\s+))+")
_AROUND = "“”\"'‘’「」"
# What only heads a sentence in a batch: its section, in brackets.
_HEADING = re.compile("^[（(].*[）)]$")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN_WORD = re.compile("[A-Za-z]+")
# Letters of scripts that neither the reports nor the questions are written in.
_FOREIGN = re.compile("[\u3040-\u30ff\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]|\ufffd")
# Chinese characters, or English words, of which a question has at least so many.
_LEAST_HAN, _LEAST_WORDS = 3, 3
# Characters of a question: the longest of the shipped phrasings has less than a hundred.
_LONGEST = 100
# The share of character pairs (Dice) that two questions in nearly the same words have in common:
# 新增了多少停车位 and 新增了多少个停车位 have 0.8, rewordings of the gold less than 0.7.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Checked:
    """The phrasings of a file of answers that are sound, and a sentence for each line that is not:
    its number and why."""

    sound: tuple[Phrasing, ...]
    refused: tuple[str, ...]


def normal_form(text: str) -> str:
    """What two spellings of one question have in common."""
    return "".join(filter(str.isalnum, fold(text).text))


def is_near_copy(questions: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text is nearly one of `questions`, as a function."""
    pairs = [_pairs(normal_form(each)) for each in questions]
    return lambda text: any(_dice(_pairs(normal_form(text)), each) >= _NEAR for each in pairs)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(max(1, len(text) - 1)))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def check_answers(
    report: Report, text: str, known: Sequence[Phrasing], gold: Sequence[str]
) -> Checked:
    """The lines of `text`, in the form of phrasings, for `report`.

    `known`: the phrasings that there are, none of which is wanted again; `gold`: labelled
    questions, of which none may be copied, as they would prove nothing then.
    """
    return _Check(report, known, gold).run(text)


class _Check:
    def __init__(self, report: Report, known: Sequence[Phrasing], gold: Sequence[str]) -> None:
        self._report = report
        self._quotations = Quotations(report)
        self._known = {normal_form(each.text) for each in known}
        self._copies_gold = is_near_copy(gold)
        self._sentence: Span | None = None

    def run(self, text: str) -> Checked:
        # Many send the whole batch back, whose instruction has an example of its own.
        instruction = set(instruction_text().splitlines())
        sound: list[Phrasing] = []
        refused: list[str] = []
        for number, raw in enumerate(text.splitlines(), start=1):
            line = raw.strip()
            if not line or line in instruction or _HEADING.match(line):
                continue
            try:
                sound += self._read(line)
            except WordsError as error:
                refused.append(f"line {number}: {error}")
        return Checked(tuple(sound), tuple(refused))

    def _read(self, line: str) -> Iterator[Phrasing]:
        """The phrasing in `line`; none where it quotes a sentence.  Raises WordsError."""
        if line[0] in _QUOTES:
            self._sentence = None
            self._sentence = self._quotations.sentence("the quotation", line[1:])
            return
        question = _MARKS.sub("", line).strip(_AROUND).strip()
        if self._sentence is None:
            message = f"no sentence of the report is quoted above {question[:30]!r}"
            raise WordsError(message)
        if reason := self._fault(question, self._sentence):
            message = f"{question[:30]!r} {reason}"
            raise WordsError(message)
        checked(NewPhrasing(self._report.name, self._sentence, question))
        self._known.add(normal_form(question))
        yield Phrasing(self._sentence, question)

    def _fault(self, question: str, sentence: Span) -> str:
        """Why `question` is no sound phrasing for `sentence`; empty where it is."""
        words = len(_HAN.findall(question)), len(_LATIN_WORD.findall(question))
        if _FOREIGN.search(question) or not (words[0] >= _LEAST_HAN or words[1] >= _LEAST_WORDS):
            return "is no question in Chinese or English"
        if len(question) > _LONGEST:
            return f"is too long; at most {_LONGEST} characters are"
        if normal_form(question) in self._known:
            return "is there already"
        if is_near_copy([squeeze(sentence.of(self._report.text))])(question):
            return "is the sentence itself"
        if self._copies_gold(question):
            return "is nearly a labelled question, which would prove nothing then"
        return ""


def keep_sound(folder: Path, report: Report, sound: Sequence[Phrasing]) -> Path:
    """Appends the phrasings `sound` to the office's own for `report`, whose file is returned.

    Raises WordsError where it cannot be written.
    """
    quotations = Quotations(report)
    file = folder / (Path(report.name).stem + OWN_PHRASINGS_SUFFIX)
    lines: list[str] = []
    last: Span | None = None
    for each in sound:
        if each.sentence != last:
            lines.append(f"> {quotations.shortest(each.sentence)}")
        lines.append(each.text)
        last = each.sentence
    try:
        if lines:
            append_lines(file, "\n".join(lines))
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); check its permissions and the disk"
        raise WordsError(message) from error
    return file
