"""Follow-ups: a short text after another question, as a question in full.

新增了多少停车位 → 还有呢          the next excerpt on the same question
2016年地区生产总值是多少 → 那2017年呢    2017年地区生产总值是多少
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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


class FollowUpWords:
    """Interprets follow-ups by the words of `retrieval/words/followups.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], years: YearParser) -> None:
        self._patterns = patterns
        self._years = years

    def wants_more(self, asked: str, before: str) -> bool:
        """Whether `asked` is 还有, 别的, … without content that the question `before` lacks."""
        more = self._patterns["more"]
        if more.fullmatch(asked.rstrip(_PARTICLES)) or more.fullmatch(asked):
            return True
        if len(asked) > _SHORT or not self._finds("else", asked):
            return False
        rest = self._without(asked, "lead", "else", "pronoun", "general", "aspect", "asks")
        return set(rest) <= set(before) or (len(rest) <= _OWN and self._finds("others", asked))

    def is_whole(self, asked: str) -> bool:
        """Whether `asked` is about the work of a time (今年工作重点是什么), and follows nothing."""
        return self._finds("whole", asked)

    def questions(self, asked: str, before: str) -> tuple[str, ...]:
        """What `asked` may mean after the question `before`, as questions in full, the most likely
        first; none where it is no follow-up."""
        bare = self._without(asked, "lead", "tail", "filler")
        detail = self._patterns["detail"]
        if detail.fullmatch(bare) or detail.fullmatch(asked):
            return self._details(bare or asked, before)
        subject = self._without(bare, "pronoun", "time", "aspect", "asks")
        repeated = bool(subject) and set(subject) <= set(before) and self._finds("time", bare)
        short = len(bare) <= _SHORT
        if short and (not subject or repeated):
            return self._same_subject(bare, before)
        if short and self._patterns["pronoun"].match(bare):
            rest = self._without(bare, "pronoun")
            return f"{self._subject(before)} {rest}", rest
        leads = _ENDING.search(asked) or self._patterns["lead"].match(asked)
        if leads and len(asked) <= _SHORT and not self._finds("questioning", bare):
            return self._other_subject(bare, before)
        return ()

    def attached(self, asked: str, before: str, terms: Sequence[str]) -> tuple[str, bool]:
        """`asked` with the subject of the question `before`; empty where it has its own: more than
        two characters, or one of its `terms` (房价怎么样).

        Also whether it has none at all, so that it makes no sense alone (占全市多少).
        """
        own = self._without(asked, "lead", "tail", "time", "asks", "aspect", "general")
        if not asked or len(asked) > _SHORT or len(own) > _OWN:
            return "", False
        empty = ("pronoun", "time", "asks", "aspect", "general")
        if any(len(term) >= _OWN and self._without(term, *empty) for term in terms):
            return "", False
        return f"{self._subject(before)} {asked}", not own

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
        return text.strip(_ENDS)

    def _found(self, name: str, text: str) -> str:
        return "".join(span.of(text) for span in self._spans(name, text))

    def _subject(self, before: str) -> str:
        """The question before without its question words."""
        return self._without(before, "tail", "questioning")

    def _details(self, bare: str, before: str) -> tuple[str, ...]:
        """Which ones there are, or how it is done; last the subject alone."""
        subject = self._subject(before)
        what, how = f"{subject}有哪些", f"{subject}怎么做"
        both = (how, what) if self._finds("manner", bare) else (what, how)
        return *both, subject

    def _same_subject(self, bare: str, before: str) -> tuple[str, ...]:
        """Another time, or another aspect, of the subject of the question before."""
        time = self._found("time", bare)
        rest = self._without(bare, "pronoun", "time")
        if not time:
            return (f"{self._subject(before)} {rest}",) if rest else ()
        timeless = self._without(before, "time")
        subject = self._subject(timeless)
        whole = f"{_joined(time, subject)} {rest}" if rest else _joined(time, timeless)
        return whole, _joined(time, subject)

    def _other_subject(self, bare: str, before: str) -> tuple[str, ...]:
        """The question before with the subject `bare`; last that alone."""
        time = "" if self._finds("time", bare) else self._found("time", before)
        asking = self._found("questioning", before).replace("了", "")
        named = _joined(time, bare)
        return _joined(named, asking), named, bare


def _joined(first: str, second: str) -> str:
    """Both as one text, with a space between Latin words."""
    latin = first[-1:].isascii() and second[:1].isascii()
    return f"{first} {second}" if first and second and latin else first + second


def _with_part(text: str, year: Span) -> Span:
    """The span of `year` with the part of it that comes after (年底, 上半年)."""
    part = _PART.match(text, year.end)
    return Span(year.start, part.end()) if part else year


def follow(
    text: str,
    previous: str,
    *,
    analyze: Callable[[str], Question],
    places: Places,
    words: FollowUpWords,
    answers: Answers,
) -> FollowUp | None:
    """`text` after the question `previous` as a question in full; None where it is no follow-up.

    `analyze`: the analysis of a question; `answers`: whether a question is answered.
    """
    question = analyze(text)
    earlier = analyze(previous)
    if question.refusal in (Outcome.SMALL_TALK, Outcome.TOO_LONG) or (
        earlier.refusal is Outcome.TOO_LONG
    ):
        return None
    before = earlier.read.text
    elsewhere = places.elsewhere(question.read.text or text, before) if before else None
    if elsewhere is not None:
        return FollowUp(elsewhere)
    # Pinyin as words, without thanks.
    asked = fold(question.read.text or text).text.strip(_ENDS)
    before = fold(previous).text.strip(_ENDS)
    if asked and before and len(asked) <= _LONGEST:
        if words.wants_more(asked, before):
            return FollowUp(before, more=True)
        if words.is_whole(asked):
            return None
        questions = words.questions(asked, before)
        if questions:
            return FollowUp(next(filter(answers, questions), questions[0]))
    # 怎么控制, 还剩多少: without a subject of their own; only both together are answered.
    attached, bare = words.attached(asked, before, question.terms)
    if not attached or (answers(asked) and not bare) or not answers(attached):
        return None
    return FollowUp(attached)


def load_follow_up_words() -> FollowUpWords:
    """The words of follow-ups; raises WordsError, whose message names file and reason."""
    file = word_file("followups.toml")
    table = load_table(file)
    return FollowUpWords({name: either(file, table, name) for name in table}, load_year_parser())
