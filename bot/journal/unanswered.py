"""Questions declined or voted down, grouped by similar wording, most askers first."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.entry import Feedback
from bot.journal.schema import questions
from retrieval import Outcome, fold

__all__ = ["QuestionGroup", "group_similar", "groups_of", "unanswered_rows"]

# Outcomes that a lexicon line or a phrasing may turn into an answer.
_DECLINED = (
    Outcome.RELATED,
    Outcome.NOT_IN_REPORT,
    Outcome.OTHER_YEAR,
    Outcome.OTHER_PLACE,
    Outcome.UNCLEAR,
)
# Rows to group, the latest: weeks of a busy bot, grouped within a second.
_MOST_ROWS = 5_000
# Wordings of a group that are shown.
_WORDINGS = 5
# Of the weight of two questions' bigrams this share has to be common to both (Dice).  Set by the
# questions of tests/bot/journal/test_unanswered.py: rewordings have 0.38 and more with a question
# in its usual words, others 0.33 and less.
_SIMILAR = 0.36
# A bigram in more questions than this share of them, or this number, is too frequent to look up
# candidates by.
_COMMON_SHARE = 0.1
_COMMON_LEAST = 30
# Groups that are looked up by one bigram, and those of them that are compared in full: with more,
# grouping thousands of long questions that a flood has left would take minutes.
_MOST_HOLDING, _COMPARED = 200, 8
# Characters of a question that are compared; labelled ones have up to 80.
_LONGEST = 80
# Keeps a division by nothing from being one.
_TINY = 1e-9
# Interrogatives and particles, which say nothing of the subject.
_ASKING = re.compile(
    "什么时候|啥时候|什么|怎么样|怎么办|怎么|怎样|如何|多少|几|有没有|是不是|能不能|会不会|可不可以|可以|"
    "哪里|哪儿|为什么|为啥|啥|请问|吗|呢|吧|啊|了|的|能|会"
)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions in similar words.

    `wordings`: the questions, the most frequent first.  `askers`: distinct daily pseudonyms, none
    counting as one.  `times`: how often they were asked.  `down`: answers voted down.  `last`: when
    one was last asked.  `small_talk`: they were taken for small talk.
    """

    wordings: tuple[str, ...]
    askers: int
    times: int
    down: int
    last: datetime.datetime
    small_talk: bool = False


async def unanswered_rows(connection: AsyncConnection, since: datetime.datetime) -> Sequence[Any]:
    """The rows from `since` on (aware) that were declined, voted down or taken for small talk, the
    latest first."""
    columns = questions.c
    rows = await connection.execute(
        select(columns.text, columns.asker, columns.time, columns.feedback, columns.outcome)
        .where(columns.time >= since, columns.text.is_not(None), columns.text != "")
        .where(
            or_(
                columns.outcome.in_(
                    [outcome.value for outcome in (*_DECLINED, Outcome.SMALL_TALK)]
                ),
                columns.feedback == Feedback.DOWN.value,
            )
        )
        .order_by(columns.time.desc(), columns.id)
        .limit(_MOST_ROWS)
    )
    return rows.all()


def groups_of(rows: Sequence[Any]) -> tuple[QuestionGroup, ...]:
    """`rows` of `unanswered_rows` in groups: most askers first, then the last asked; what was taken
    for small talk, most of which is, comes last.

    May take a second.
    """
    talk = [row for row in rows if row.outcome == Outcome.SMALL_TALK]
    others = [row for row in rows if row.outcome != Outcome.SMALL_TALK]
    return (*_groups(others), *(replace(group, small_talk=True) for group in _groups(talk)))


def _groups(rows: Sequence[Any]) -> tuple[QuestionGroup, ...]:
    rows_of: dict[str, list[Any]] = {}
    for row in rows:
        rows_of.setdefault(row.text, []).append(row)
    wordings = sorted(rows_of, key=lambda text: -len(rows_of[text]))  # then the latest: stable
    groups = [
        _group([wordings[number] for number in group], rows_of) for group in group_similar(wordings)
    ]
    return tuple(sorted(groups, key=lambda group: (-group.askers, -group.last.timestamp())))


def _group(wordings: Sequence[str], rows_of: dict[str, list[Any]]) -> QuestionGroup:
    rows = [row for wording in wordings for row in rows_of[wording]]
    return QuestionGroup(
        wordings=tuple(wordings[:_WORDINGS]),
        askers=len({row.asker for row in rows}),
        times=len(rows),
        down=sum(row.feedback == Feedback.DOWN for row in rows),
        last=max(row.time for row in rows),
    )


def _normal_form(text: str) -> str:
    """`text` without differences of width, case, script, blanks and punctuation; its beginning."""
    return "".join(filter(str.isalnum, fold(text, _LONGEST).text))


def _bigrams(text: str) -> frozenset[str]:
    """Character bigrams of `text` outside of interrogatives, or its only character."""
    pieces = [piece for piece in _ASKING.split(text) if piece] or [text]
    return frozenset(
        piece[start : start + 2]
        for piece in pieces
        for start in range(max(1, len(piece) - 1))
        if piece
    )


def group_similar(texts: Sequence[str]) -> list[list[int]]:
    """The indices of `texts` in groups of similar ones.

    Each text joins the group whose first text is most similar to it, or else begins a group: the
    most frequent texts should come first.
    """
    pairs_of = [_bigrams(_normal_form(text)) for text in texts]
    frequency = Counter(pair for pairs in pairs_of for pair in pairs)
    weight = {pair: math.log1p(len(texts) / n) for pair, n in frequency.items()}
    rare = max(_COMMON_LEAST, _COMMON_SHARE * len(texts))
    groups: list[list[int]] = []
    firsts = _FirstTexts(weight, len(texts))
    group_of: dict[frozenset[str], int] = {}
    for number, pairs in enumerate(pairs_of):
        if pairs not in group_of:
            by = sorted(pair for pair in pairs if frequency[pair] <= rare)
            near = firsts.nearest(pairs, by)
            group_of[pairs] = len(groups) if near is None else near
            if near is None:
                groups.append([])
                firsts.add(pairs)
        groups[group_of[pairs]].append(number)
    return groups


class _FirstTexts:
    """The first text of each group, as bigrams: finds the one most similar to another text."""

    def __init__(self, weight: Mapping[str, float], most: int) -> None:
        """`weight`: of each bigram; `most`: groups that there can be."""
        self._weight = weight
        self._pairs: list[frozenset[str]] = []
        self._weights = np.zeros(most)
        self._holding: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, pairs: frozenset[str]) -> None:
        """The first text of the next group."""
        number = len(self._pairs)
        self._weights[number] = self._weigh(pairs)
        self._pairs.append(pairs)
        for pair in pairs:
            if len(self._holding[pair]) < _MOST_HOLDING:
                self._holding[pair].append(number)

    def nearest(self, pairs: frozenset[str], by: Sequence[str]) -> int | None:
        """The group whose first text is most similar to `pairs`, of those that share one `by`; None
        where none is similar."""
        own = self._weigh(pairs)
        common = np.zeros(len(self._pairs))
        for pair in by:
            common[self._holding.get(pair, [])] += self._weight[pair]
        alike = common / (own + self._weights[: len(common)] + _TINY)
        found = np.flatnonzero(common)
        best = found[np.argsort(-alike[found], kind="stable")[:_COMPARED]]
        scored = ((self._dice(pairs, own, each), -each) for each in map(int, best))
        score, group = max(scored, default=(0.0, 0))
        return -group if score >= _SIMILAR else None

    def _dice(self, pairs: frozenset[str], own: float, group: int) -> float:
        both = 2 * self._weigh(pairs & self._pairs[group])
        return both / (own + float(self._weights[group])) if both else 0.0

    def _weigh(self, pairs: frozenset[str]) -> float:
        return math.fsum(self._weight[pair] for pair in pairs)  # the same in any order
