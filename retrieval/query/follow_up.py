"""Follow-ups: a short text after another question, as a question in full.

新增了多少停车位 → 还有呢          the next excerpt on the same question
2016年地区生产总值是多少 → 那2017年呢    2017年地区生产总值是多少
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retrieval.language.normalization import fold
from retrieval.language.years import YearParser, load_year_parser
from retrieval.outcome import Outcome
from retrieval.query.places import Places
from retrieval.query.question import Question
from retrieval.reports.model import Span
from retrieval.words.files import either, load_table, word_file

__all__ = ["FollowUp", "FollowUpWords", "follow", "load_follow_up_words"]

# In our dialogues follow-ups have up to 16 characters; longer texts are complete by themselves.
_LONGEST = 24
# Longer ones refer to nothing before, whatever they begin with (这些年新修的路…).
_SHORT = 14
# A subject of its own has more characters than this (怎么控制, 还剩多少 have none).
_OWN = 2
_ENDS = " ,.?!;:、。~…\n\t"
_PARTICLES = "呢吗么啊呀吧"
_PART = re.compile("底|末|初|上半年|下半年")
_ENDING = re.compile(r"(?:呢|捏|呐)$")
# Whether a question is answered.
Answers = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up as a question in full.

    `question`: its text.
    `more`: whether the next excerpt on it is wanted.
    """

    question: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a follow-up may mean.

    `questions`: the questions in full, the most likely first.
    `more`: as in `FollowUp`.
    """

    questions: tuple[str, ...]
    more: bool = False


class FollowUpWords:
    """Interprets follow-ups by the words of `retrieval/words/followups.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], years: YearParser) -> None:
        self._patterns = patterns
        self._years = years

    def read(self, text: str, previous: str) -> _Reading | None:
        """What `text` may mean after the question `previous`; None where it is no follow-up."""
        asked = fold(text).text.strip(_ENDS)
        before = fold(previous).text.strip(_ENDS)
        if not asked or not before or len(asked) > _LONGEST:
            return None
        bare = self._without(asked, "lead", "tail", "filler").strip(_ENDS)
        if self._wants_more(asked, before):
            return _Reading((before,), more=True)
        detail = self._patterns["detail"]
        if detail.fullmatch(bare) or detail.fullmatch(asked):
            return self._details(bare or asked, before)
        subject = self._own_subject(bare)
        repeated = bool(subject) and set(subject) <= set(before) and self._finds("time", bare)
        short = len(bare) <= _SHORT
        if short and (not subject or repeated):
            return self._same_subject(bare, before)
        if short and self._patterns["pronoun"].match(bare):
            rest = self._without(bare, "pronoun")
            return _Reading((f"{self._subject(before)} {rest}", rest))
        if self._leads_on(asked, bare):
            return self._other_subject(bare, before)
        return None

    def attached(self, text: str, previous: str) -> tuple[str, bool] | None:
        """`text` with the subject of the question `previous`; None where it has its own.

        Also whether it has none at all, so that it makes no sense alone (占全市多少).
        """
        asked = fold(text).text.strip(_ENDS)
        own = self._without(asked, "lead", "tail", "time", "asks", "aspect", "general")
        own = own.strip(_ENDS)
        if not asked or len(asked) > _SHORT or len(own) > _OWN:
            return None
        return f"{self._subject(fold(previous).text)} {asked}", not own

    def _spans(self, name: str, text: str) -> list[Span]:
        """The spans of the words called `name` in `text`, in order."""
        spans = [Span(*match.span()) for match in self._patterns[name].finditer(text)]
        if name != "time":
            return spans
        years = {_with_part(text, each.span) for each in self._years.parse(text) if each.year}
        apart = (s for s in spans if all(s.end <= y.start or y.end <= s.start for y in years))
        return sorted([*years, *apart])

    def _finds(self, name: str, text: str) -> bool:
        return bool(self._spans(name, text))

    def _without(self, text: str, *names: str) -> str:
        for name in names:
            for span in reversed(self._spans(name, text)):
                text = text[: span.start] + text[span.end :]
        return text

    def _found(self, name: str, text: str) -> str:
        return "".join(span.of(text) for span in self._spans(name, text))

    def _own_subject(self, bare: str) -> str:
        """What `bare` holds besides time, aspects and question words."""
        return self._without(bare, "pronoun", "time", "aspect", "asks").strip(_ENDS)

    def _subject(self, before: str) -> str:
        """The question before without its question words."""
        return self._without(before, "tail", "questioning").strip(_ENDS)

    def _wants_more(self, asked: str, before: str) -> bool:
        """Whether `asked` is 还有, 别的, … without content that the question before lacks."""
        more = self._patterns["more"]
        if more.fullmatch(asked.rstrip(_PARTICLES)) or more.fullmatch(asked):
            return True
        if len(asked) > _SHORT or not self._finds("else", asked):
            return False
        rest = self._without(asked, "lead", "else", "pronoun", "general", "aspect", "asks")
        rest = rest.strip(_ENDS)
        return set(rest) <= set(before) or (len(rest) <= _OWN and self._finds("others", asked))

    def _details(self, bare: str, before: str) -> _Reading:
        """Which ones there are, or how it is done; last the subject alone."""
        subject = self._subject(before)
        what, how = f"{subject}有哪些", f"{subject}怎么做"
        both = (how, what) if self._finds("manner", bare) else (what, how)
        return _Reading((*both, subject))

    def _same_subject(self, bare: str, before: str) -> _Reading | None:
        """Another time, or another aspect, of the subject of the question before."""
        time = self._found("time", bare)
        rest = self._without(bare, "pronoun", "time").strip(_ENDS)
        if time:
            timeless = self._without(before, "time")
            subject = self._subject(timeless)
            if not rest:
                return _Reading((time + timeless, f"{time}{subject}"))
            return _Reading((f"{time}{subject} {rest}", f"{time}{subject}"))
        return _Reading((f"{self._subject(before)} {rest}",)) if rest else None

    def _leads_on(self, asked: str, bare: str) -> bool:
        """Whether `asked` is 那…呢 or …呢, without question words of its own."""
        leads = _ENDING.search(asked) or self._patterns["lead"].match(asked)
        return bool(leads) and len(asked) <= _SHORT and not self._finds("questioning", bare)

    def _other_subject(self, bare: str, before: str) -> _Reading:
        """The question before with the subject `bare`; last that alone."""
        time = "" if self._finds("time", bare) else self._found("time", before)
        asking = self._found("questioning", before).replace("了", "")
        return _Reading((f"{time}{bare}{asking}", f"{time}{bare}", bare))


def _with_part(text: str, year: Span) -> Span:
    """The span of `year` with the part of it that comes after (年底, 上半年)."""
    part = _PART.match(text, year.end)
    return Span(year.start, part.end()) if part else year


def follow(
    text: str,
    previous: str,
    *,
    understand: Callable[[str], Question],
    places: Places,
    words: FollowUpWords,
    answers: Answers,
) -> FollowUp | None:
    """`text` after the question `previous` as a question in full; None where it is no follow-up.

    `understand`: the analysis of a question; `answers`: whether a question is answered.
    """
    understood = understand(text)
    if understood.refusal in (Outcome.SMALL_TALK, Outcome.TOO_LONG):
        return None
    text = understood.read.text or text  # pinyin as words, without thanks
    before = understand(previous).read.text
    elsewhere = places.elsewhere(text, before) if before else None
    if elsewhere is not None:
        return FollowUp(elsewhere)
    reading = words.read(text, previous)
    if reading is None:
        return _attached(text, previous, words, answers)
    answered = (each for each in reading.questions if reading.more or answers(each))
    return FollowUp(next(answered, reading.questions[0]), reading.more)


def _attached(text: str, previous: str, words: FollowUpWords, answers: Answers) -> FollowUp | None:
    """`text` with the subject of `previous`, where only both together are answered.

    怎么控制, 还剩多少 have no subject of their own.
    """
    attached, bare = words.attached(text, previous) or ("", False)
    if not attached or (answers(text) and not bare) or not answers(attached):
        return None
    return FollowUp(attached)


def load_follow_up_words() -> FollowUpWords:
    """The words of follow-ups; raises WordsError, whose message names file and reason."""
    file = word_file("followups.toml")
    table = load_table(file)
    return FollowUpWords({name: either(file, table, name) for name in table}, load_year_parser())
