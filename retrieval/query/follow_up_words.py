"""Follow-up words: what a message leaves to the question before it, by `followups.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.language.years import YearParser, load_year_parser
from retrieval.query.sayings import is_said, joined, length, with_part
from retrieval.reports.model import Span
from retrieval.words.files import either, load_table, word_file

__all__ = ["ENDS", "FollowUpWords", "Meant", "load_follow_up_words"]

ENDS = " ,.?!;:、。~…\n\t"
"""What stands around a message and says nothing."""

# Longer ones refer to nothing before, whatever they begin with (这些年新修的路…).
_SHORT = 14
# A thing that is named without 呢 (那公租自行车) has up to so many; what is longer tells something.
_NAMED = 8
# A subject of its own has more characters than this (怎么控制, 还剩多少 have none).
_OWN = 2
_PARTICLES = "呢吗么啊呀吧"
_ENDING = re.compile(r"(?:呢|捏|呐)$")
# Asks for a figure, with the unit of what was asked about before (多少公里).
_FIGURE = re.compile("(?:多少|几)[^,?]*")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a message may mean, as questions in full, the likeliest first.

    `subject`: what it names instead of the subject before, which an answer has to say; empty where
    it names none.  `ground`: the question that the next message stands on; empty for the one that
    answers.  `aspect`: it asks something of the subject before.  `sure`: it makes no sense alone,
    so that it means the first of them even where none is answered.
    """

    questions: tuple[str, ...]
    subject: str = ""
    ground: str = ""
    sure: bool = True
    aspect: bool = False


class FollowUpWords:
    """Interprets follow-ups by the words of `retrieval/words/followups.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], years: YearParser) -> None:
        self._patterns = patterns
        self._years = years

    def wants_more(self, asked: str, before: str) -> bool:
        """Whether `asked` is 还有, 别的, … without content that the question `before` lacks."""
        if self.says_only_more(asked):
            return True
        if length(asked) > _SHORT or not self._finds("else", asked):
            return False
        if not is_said(self.time_of(asked), before):  # 往后五年还建不建
            return False
        rest = self._without(asked, "lead", "else", "pronoun", "general", "aspect", "asks")
        return is_said(rest, before) or (len(rest) <= _OWN and self._finds("others", asked))

    def says_only_more(self, asked: str) -> bool:
        """Whether it names nothing beside that (还有呢, unlike 老旧小区还有啥工程)."""
        more = self._patterns["more"]
        return bool(more.fullmatch(asked.rstrip(_PARTICLES)) or more.fullmatch(asked))

    def says_only_when(self, asked: str) -> bool:
        """Whether it goes on from what is not there, with nothing but a time (那今年呢)."""
        goes_on = self._patterns["lead"].match(asked) or _ENDING.search(asked)
        rest = self._without(asked, "lead", "tail", "filler", "pronoun", "time")
        return goes_on is not None and not rest

    def names(self, word: str) -> bool:
        """Whether `word` names something, and does not only ask (增长, 一个月)."""
        return len(self._without(word, "time", "asks", "aspect", "general")) >= _OWN

    def restates(self, asked: str) -> bool:
        """Whether `asked`, which wants more, names what of (老旧小区还有啥工程)."""
        rest = self._without(asked, "lead", "else", "pronoun", "general", "aspect", "asks")
        return length(rest) > _OWN and not self.says_only_more(asked)

    def is_whole(self, asked: str) -> bool:
        """Whether `asked` is about the work of a time (今年工作重点是什么), and follows nothing."""
        return self._finds("whole", asked)

    def left_out(self, asked: str) -> tuple[str, ...] | None:
        """The things that `asked` complains were left out (你只回答了一个,医院呢), if any; None
        where it is no such complaint."""
        spans = self._spans("left_out", asked)
        if not any(span.start == 0 or span.end == len(asked) for span in spans):
            return None
        rest = self._without(asked, "left_out", "lead", "tail")
        things = (each.strip(ENDS + "的") for each in self._patterns["joins"].split(rest))
        return tuple(each for each in things if each)

    def time_of(self, text: str) -> str:
        """The words of time in `text`."""
        return self._found("time", text)

    def meant(self, asked: str, before: str, terms: Sequence[str]) -> Meant | None:
        """What `asked`, of these `terms`, means after the question `before`; None where it has a
        subject of its own and is a question in full."""
        bare = self._without(asked, "lead", "tail", "filler")
        detail = self._patterns["detail"]
        if detail.fullmatch(bare) or detail.fullmatch(asked):
            return Meant(self._details(bare or asked, before), ground=before)
        subject = self._without(bare, "pronoun", "time", "aspect", "asks")
        repeated = bool(subject) and is_said(subject, before) and self._finds("time", bare)
        short = length(bare) <= _SHORT
        if short and (not subject or repeated):
            return self._same_subject(bare, before)
        if short and (there := self._pronoun(bare, before)):
            return Meant(there, ground=before)
        if self._names_only(asked, bare):
            return self._other_subject(bare, before)
        # 治堵那块怎么弄: a question in full, but for words that say nothing.
        hollow = short and self._finds("filler", asked)
        plain = Meant((bare,), sure=False) if hollow else None
        return self._attached(asked, before, terms) or plain

    def is_complete(self, asked: str) -> bool:
        """Whether `asked` asks by itself (有哪些), rather than by what it follows (…呢)."""
        return self._finds("complete", asked)

    def _names_only(self, asked: str, bare: str) -> bool:
        """Whether it only names another subject, to ask the same of it (停车位呢, 那公租自行车)."""
        if length(asked) > _SHORT or self._finds("complete", bare):
            return False
        leads = self._patterns["lead"].match(asked) is not None and length(bare) <= _NAMED
        return leads or _ENDING.search(asked) is not None

    def _attached(self, asked: str, before: str, terms: Sequence[str]) -> Meant | None:
        """`asked` with the subject of the question `before`; None where it has its own: two
        characters or more, such as one of its `terms` (房价怎么样)."""
        own = self._without(asked, "lead", "tail", "filler", "time", "asks", "aspect", "general")
        empty = ("pronoun", "time", "asks", "aspect", "general", "filler")
        named = any(len(term) >= _OWN and self._without(term, *empty) for term in (*terms, own))
        asks = any(self._finds(name, asked) for name in ("time", "asks", "aspect"))
        if not asked or length(asked) > _SHORT or len(own) > _OWN or named:
            return None
        timed = self._finds("time", asked)
        subject = self.subject(self._without(before, "time") if timed else before)
        ground = self._at_time(asked, before)
        return Meant((f"{subject} {asked}",), ground=ground, sure=not own and asks, aspect=True)

    def _spans(self, name: str, text: str) -> list[Span]:
        """The spans of the words called `name` in `text`, in order."""
        spans = [Span(*match.span()) for match in self._patterns[name].finditer(text)]
        if name != "time":
            return spans
        years = {with_part(text, each.span) for each in self._years.parse(text) if each.year}
        spans = [each for each in spans if not any(each.meets(year) for year in years)]
        # What another time is compared with is not the time that is asked about (比去年多多少).
        compared = self._spans("compared", text)
        return sorted(s for s in (*years, *spans) if not any(s.within(c) for c in compared))

    def _finds(self, name: str, text: str) -> bool:
        return bool(self._spans(name, text))

    def _without(self, text: str, *names: str) -> str:
        for name in names:
            for span in reversed(self._spans(name, text)):
                text = text[: span.start] + text[span.end :]
        return text.strip(ENDS)

    def _found(self, name: str, text: str) -> str:
        return "".join(span.of(text) for span in self._spans(name, text))

    def _last_time(self, text: str) -> str:
        """The last words of time in `text` that stand together: 明年 of 今年完了明年."""
        spans = self._spans("time", text)
        last = spans[-1:]
        for each in reversed(spans[:-1]):
            last = [each, *last] if each.end == last[0].start else last
        return "".join(span.of(text) for span in last)

    def subject(self, before: str) -> str:
        """The question before without its question words."""
        return self._without(before, "tail", "questioning")

    def core(self, before: str) -> str:
        """What `before` is about, without what is asked of it at its end (三公经费降), and when."""
        subject = self.subject(self._without(before, "time", "estimate"))
        spans = self._spans("aspect", subject)
        ends = spans and spans[-1].end == len(subject)
        return subject[: spans[-1].start] if ends else subject

    def _at_time(self, asked: str, before: str) -> str:
        """The question before, at the time that `asked` names, if it names one."""
        time = self._last_time(asked)
        return joined(time, self._without(before, "time")) if time else before

    def _details(self, bare: str, before: str) -> tuple[str, ...]:
        """Which ones there are, or how it is done; last the subject alone."""
        subject = self.subject(before)
        what, how = f"{subject}有哪些", f"{subject}怎么做"
        both = (how, what) if self._finds("manner", bare) else (what, how)
        return *both, subject

    def _pronoun(self, bare: str, before: str) -> tuple[str, ...]:
        """`bare` with the subject before in the place of its pronoun; none without one."""
        timed = self._finds("time", bare)
        subject = self.subject(self._without(before, "time") if timed else before)
        if self._patterns["pronoun"].match(bare):
            rest = self._without(bare, "pronoun")
            return f"{subject} {rest}", rest
        inner = self._spans("it", bare)
        if not inner:
            return ()
        return (f"{bare[: inner[0].start]} {subject} {bare[inner[0].end :]}",)

    def _same_subject(self, bare: str, before: str) -> Meant | None:
        """Another time, or another aspect, of the subject of the question before."""
        time = self._last_time(bare)
        rest = self._without(bare, "pronoun", "time")
        timeless = self._without(before, "time", "estimate")
        if not time:
            ahead = self._finds("ahead", rest)
            then = self._without(before, "time") if ahead else before
            questions = (f"{self.subject(then)} {rest}",)
            return Meant(questions, ground=before, aspect=True) if rest else None
        subject = self.subject(timeless)
        core = self.core(before)
        whole = f"{joined(time, subject)} {rest}" if rest else joined(time, timeless)
        last = (joined(time, core),) if len(core) > _OWN else ()
        questions = (whole, joined(time, subject), *last)
        return Meant(questions, ground=joined(time, timeless), aspect=bool(rest))

    def _other_subject(self, bare: str, before: str) -> Meant:
        """The question before with the subject `bare`; last that alone."""
        time = "" if self._finds("time", bare) else self._found("time", before)
        asking = self._found("questioning", before).replace("了", "")
        named = joined(time, bare)
        unitless = _FIGURE.sub("多少", asking)
        questions: tuple[str, ...] = (joined(named, asking), joined(named, unitless), named, bare)
        subject = self._without(bare, "time")
        if bare.endswith("的"):  # 农村的呢: another kind of the same
            questions = (f"{bare.rstrip('的')} {before}",)
        return Meant(tuple(dict.fromkeys(questions)), subject, sure=False)


def load_follow_up_words() -> FollowUpWords:
    """The words of follow-ups; raises WordsError, whose message names file and reason."""
    file = word_file("followups.toml")
    table = load_table(file)
    return FollowUpWords({name: either(file, table, name) for name in table}, load_year_parser())
