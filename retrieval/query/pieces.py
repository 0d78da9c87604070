"""Pieces: several questions in one message, each completed so that it can be searched alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from retrieval.query.shape import Piece
from retrieval.query.shape_words import ENDS, bare_of_comparison

__all__ = ["MOST", "Pieces", "completed"]

_COMMA = re.compile(",")
MOST = 8  # more questions than this are a story or a copied page
# Joins a question to the one before it: 财政赤字安排了多少,和M2打算增百分之几.
_JOINED = re.compile("^(?:以及|还有|[和与跟及](?![谐平美睦会时踪]))(?=.{6,})")
# Asks the question before it of another thing (高考上线率呢); what is longer tells something.
_SHORT_WITH_NE = re.compile(".{1,7}呢")
# A question of up to so many characters may only go on with the first (占全市多少, 同比增长多少).
_SHORT = 8
# A piece of fewer characters names no subject.  Two questions in one sentence are mostly about one
# thing: after a comma more is needed.
_LEAST, _LEAST_AFTER_COMMA = 2, 3


class Pieces:
    """Divides a message by the words of `shapes.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._patterns = patterns

    def of(self, text: str) -> tuple[Piece, ...]:
        """The pieces of `text`, in its order; none where it is one question."""
        text = self._patterns["introduces"].sub("", text)
        pieces = self._numbered(text) or self._separated(text) or self._joined(text)
        # What only names another time, or remarks on the difference, is about the same thing.
        if not pieces or any(self._goes_on(each.label) for each in pieces[1:]):
            pieces = self._of_times(text) or pieces or self._of_roles(text) or self._of_things(text)
        return tuple(pieces) if 1 < len(pieces) <= MOST else ()

    def compare(self, text: str) -> bool:
        """Whether `text`, which has pieces, compares them: by its words, or by several times."""
        if self._patterns["compares"].search(text):
            return True
        return len(self._distinct_times(text)) > 1

    def _asks(self, text: str) -> bool:
        return self._patterns["asks"].search(text.strip(ENDS)) is not None

    def _goes_on(self, label: str) -> bool:
        """Whether a question beside another one names nothing of its own, or several times of what
        that names."""
        if len(self._distinct_times(label)) > 1:
            return True
        text = self._patterns["compares"].sub("", label)
        return len(_THIN.sub("", _bare(text, self._patterns["times"]))) < _LEAST

    def _numbered(self, text: str) -> list[Piece]:
        starts = [match.start() for match in self._patterns["numbered"].finditer(text)]
        if len(starts) < 2:
            return []
        ends = [*starts[1:], len(text)]
        labels = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        labels = [self._patterns["numbered"].sub("", each, count=1).strip(ENDS) for each in labels]
        return completed([each for each in labels if len(each) >= _LEAST])

    def _separated(self, text: str) -> list[Piece]:
        """Pieces between question marks, semicolons, 还有; then between commas.

        What asks nothing belongs to the question after it.
        """
        marks, comma = (self._patterns["separators"], _LEAST), (_COMMA, _LEAST_AFTER_COMMA)
        for pattern, least in (marks, comma):
            labels: list[str] = []
            waiting = ""
            parts = (_JOINED.sub("", part.strip(ENDS)) for part in pattern.split(text))
            for each in filter(None, parts):
                whole = f"{waiting},{each}" if waiting else each
                if labels and self._belongs_to_the_last(each, least):
                    labels[-1] = f"{labels[-1]},{each}"
                elif self._asks(each.rstrip("呢")) or (
                    labels and not waiting and _SHORT_WITH_NE.fullmatch(each)
                ):
                    labels.append(whole)
                    waiting = ""
                else:
                    waiting = whole
            labels = [each for each in labels if len(each) >= _LEAST]
            if len(labels) > 1:
                return completed(labels, self._patterns["times"], least)
        return []

    def _belongs_to_the_last(self, piece: str, least: int) -> bool:
        """Whether `piece` names neither a subject nor a time of its own (找谁签字, 能讲讲吗)."""
        if self._patterns["continues"].search(piece.strip(ENDS)):
            return True
        if self._patterns["times"].search(piece):
            return False
        return len(_bare(piece, None)) < least and not piece.strip(ENDS).endswith("呢")

    def _joined(self, text: str) -> list[Piece]:
        """A和B分别是多少: each of the things with what is asked of them."""
        each = self._patterns["each"].search(text)
        if each is None or not self._asks(text[each.start() :]):
            return []
        head, tail = text[: each.start()].strip(ENDS), text[each.end() :]
        before, _, last = head.rpartition(",")
        shared = ""
        if before and self._times(last) == last:  # A和B,明年各多少
            head, tail = before, last + tail
        elif before and self._patterns["joins"].search(last):  # 老旧小区,A和B各多少
            head, shared = last, before + ","
        things = [thing.strip(ENDS) for thing in self._patterns["joins"].split(head)]
        things = [thing for thing in things if thing]
        if len(things) < 2:
            return []
        completed = _shared(things, self._times)
        return [Piece(thing, f"{shared}{question}{tail}") for thing, question in completed]

    def _of_times(self, text: str) -> list[Piece]:
        """One thing at several times: 2017年比2016年多建几所, 老旧小区,去年改了多少,今年打算改多少.

        Each time with the words behind it, up to the next one, and the thing: what stands before
        the first time, else the words of the first that are none of a comparison.
        """
        if len(self._distinct_times(text)) < 2 or not self._contrasts(text):
            return []
        return self._of_sides(
            text, [each.span() for each in self._patterns["times"].finditer(text)]
        )

    def _of_roles(self, text: str) -> list[Piece]:
        """What was aimed at and what came of one thing, at one time or none that is named:
        失业率定的目标跟去年实际的."""
        found = [self._patterns[name].search(text) for name in ("side_aimed", "side_came")]
        if None in found or not self._patterns["compares"].search(text):
            return []
        spans = sorted(self._with_time(text, each.span()) for each in found if each)
        return self._of_sides(text, spans) if spans[0][1] <= spans[1][0] else []

    def _with_time(self, text: str, span: tuple[int, int]) -> tuple[int, int]:
        """`span` with a time right before it."""
        times = self._patterns["times"].finditer(text, 0, span[0])
        starts = [each.start() for each in times if each.end() == span[0]]
        return (starts[0] if starts else span[0]), span[1]

    def _of_sides(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
        """The pieces that begin with the words at `spans`, each with the thing."""
        words = [text[start:end] for start, end in spans]
        stretches = [
            text[end:after].strip(ENDS)
            for (_, end), after in zip(spans, [*(s for s, _ in spans[1:]), len(text)], strict=True)
        ]
        bare = [bare_of_comparison(stretch, self._patterns) for stretch in stretches]
        thing = bare_of_comparison(text[: spans[0][0]], self._patterns) or next(
            filter(None, bare), ""
        )
        if len(thing) < _LEAST:
            return []
        pieces: dict[str, Piece] = {}
        for word, stretch, own in zip(words, stretches, bare, strict=True):
            said = self._patterns["compares"].sub("", stretch).strip(ENDS)
            more = "" if thing in own else f" {thing}"
            pieces.setdefault(word, Piece(word, f"{word}{said}{more}"))
        return list(pieces.values())

    def _distinct_times(self, text: str) -> set[str]:
        return {match.group() for match in self._patterns["times"].finditer(text)}

    def _contrasts(self, text: str) -> bool:
        """Whether it compares, by its words, by what came and what was aimed at, or by asking
        twice."""
        if self._patterns["compares"].search(text):
            return True
        if all(self._patterns[name].search(text) for name in ("aims", "comes")):
            return True
        return len(self._patterns["asks"].findall(text)) > 1

    def _of_things(self, text: str) -> list[Piece]:
        """What is asked of two things, one each: A和B有什么不同."""
        found = self._patterns["compares"].search(text)
        if found is None:
            return []
        head, _, tail = text.partition(",") if "," in text[: found.end()] else (text, "", "")
        head = self._patterns["compares"].sub("", head)
        things = [each.strip(ENDS) for each in self._patterns["joins"].split(head)]
        things = [each for each in things if len(each) >= _LEAST]
        tail = self._patterns["compares"].sub("", tail).strip(ENDS)
        return [Piece(each, f"{each} {tail}".strip()) for each in things if len(things) == 2]

    def _times(self, text: str) -> str:
        """The words of time in `text`."""
        return "".join(match.group() for match in self._patterns["times"].finditer(text))


def _shared(things: Sequence[str], times: Callable[[str], str]) -> list[tuple[str, str]]:
    """Each thing with what it shares with the others: the head of the first (2016年全区的), or the
    tail of the last (财政收入 of 2016年和2017年的财政收入)."""
    first, *others = things
    head = first[: first.rfind("的") + 1] or times(first)
    last = others[-1]
    if times(first) == first:  # only a time: the thing comes after the last
        tail = last.removeprefix(times(last))
        return [(each, each if each == last else each + tail) for each in things]
    return [(first, first), *((each, each if times(each) else head + each) for each in others)]


def completed(
    labels: Sequence[str], times: re.Pattern[str] | None = None, least: int = _LEAST
) -> list[Piece]:
    """Each label as a question in full: one without a subject of its own takes the words before."""
    pieces: list[Piece] = []
    subject = ""
    for label in labels:
        own = _bare(label, times)
        if len(label) <= _SHORT:
            own = _THIN.sub("", own)
        if pieces and len(own) < least and subject:
            # The time of the first holds on: 2016年收入是多少,同比增长多少.
            when = "" if times is None or times.search(label) else _first(times, labels[0])
            pieces.append(Piece(label, " ".join(filter(None, (when, subject, label)))))
        else:
            pieces.append(Piece(label, label))
            subject = own or subject
    return pieces


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found.group() if found else ""


# Words of a second question that only go on with the first, beside those that name no subject.
_THIN = re.compile(
    "占|同比|全[市区省国县]|想|定|差|那么|这么|长|涨|升|降|弄|搞|做|实际|反而|[高低多少快慢大小超]"
)
_WITHOUT_SUBJECT = re.compile(
    r"([\u4e00-\u9fff])[不没]\1|[这那]个|(?<![产功动技智节职性])能(?![力源耗量])|给|找|走|靠|个|讲|说|咋|整|收到|各|分别|谁|多少|[几哪][个所家座条项户处件年]?|什么|啥|怎么样?|如何|呢|吗|还|再|又|要|是|的|了|准备|打算|计划|目标|任务|亿|万|元|增加|新增|新建|(?:添|建|拆|改|清|退|关)(?=了|多少|几|到|成)|有|公里|平方米|平米|公顷|百分点|比例|[吨人名辆条户座处](?=$|[,?。])|达到|大概|一共|总共|到底|实现|完成|[,。?!]"
)


def _bare(label: str, times: re.Pattern[str] | None) -> str:
    """`label` without words of time and those that name no subject."""
    text = times.sub("", label) if times else label
    return _WITHOUT_SUBJECT.sub("", text).strip(ENDS)
