"""The questions that take longest, searched for: random ones, and what becomes of the slowest.

python -m tests.checks.slowest [--count 3000] [--seed 1] [--seeds FOLDER] [--most 50] [--page]

`--page` writes what was found to docs/reliability.md.
"""

from __future__ import annotations

import heapq
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import retrieval
from retrieval import Answer, Library
from retrieval.language.lexicon import lexicon_lines
from retrieval.query.question import LONGEST_QUESTION, LONGEST_TYPED
from tests.checks.sections import RELIABILITY, section, write_section
from tests.conftest import SEEDS

__all__ = ["SLOW", "Search", "Slow"]

SLOW = "Slow questions"
"""The heading of the section of docs/reliability.md that this command writes."""

# Characters that become many in normal form or take a path of their own, and words of each kind.
_ODD = [
    "㍿", "ﷺ", "㌀", "①", "１", "Ａ", "ａ̈", "計程車", "資訊", "体", "樣", "〇", "零", "一", "两", "十", "百", "万", "亿",
    "百分之", "%", "2016年", "16年", "15-18年", "2015到2017年", "近三年", "今年", "去年", "明年", "五年", "tingchewei",
    "xi'an", "zhuang1", "a", "how many ", "parking ", "北京", "朝阳区", "上海市", "全国", "的", "了", "样", "呢", "吗", "多少",
    "哪些", "分别", "和", "、", ",", "。", "?", "\n", ";", "还有", "另外", "第一,", "1.", "(2)", "具体", "比", "相比", "谢谢", "你好",
    "总结", "有哪些", "什么", "怎么", "养老", "停车位", "😀", " ", "\u200b", "\x00", "〔", "〕", "“", "”", "-", "'", ".", "1",
]  # fmt: skip
# Questions that are changed further: enough for several kinds of slowness side by side.
_KEPT = 40
# Of the questions tried, the share that is made anew instead of from a slow one.
_NEW = 0.3
# What the follow-ups follow.
_BEFORE = "新增了多少停车位"


@dataclass(frozen=True, order=True, slots=True)
class Slow:
    """A question and the milliseconds of one processor that it took."""

    milliseconds: float
    question: str


class Search:
    """Looks for slow questions among those of a library."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library, self._random = library, random.Random(seed)  # noqa: S311  # no secret
        sides = [side for _, line in lexicon_lines() for side in line.split("→")]
        self._words = [word.split("^")[0].strip() for side in sides for word in side.split("、")]
        self._text = library.home_report.text
        self.slowest: list[Slow] = []
        for question in (*_ODD, _BEFORE):  # loads what is loaded when it is first needed
            self._ask(question)

    def run(self, count: int) -> Iterator[tuple[str, Answer]]:
        """Asks `count` questions; each with its answer."""
        for _ in range(count):
            question = self._next()
            milliseconds, answer = self._ask(question)
            if len(self.slowest) < _KEPT or milliseconds > self.slowest[0].milliseconds:
                # Once more: another process may have had the processor's caches.
                milliseconds = min(milliseconds, self._ask(question + " ")[0])
                heapq.heappush(self.slowest, Slow(milliseconds, question))
                if len(self.slowest) > _KEPT:
                    heapq.heappop(self.slowest)
            yield question, answer

    def _ask(self, question: str) -> tuple[float, Answer]:
        """Asks `question`, alone and after another one, which is all that a message can cause."""
        begun = time.process_time()
        self._library.follow(question, _BEFORE)
        answer = self._library.ask(question)
        return 1000 * (time.process_time() - begun), answer

    def _next(self) -> str:
        draw = self._random
        if not self.slowest or draw.random() < _NEW:
            question = "".join(self._piece() for _ in range(draw.randint(1, 40)))
        else:
            question = self._changed(draw.choice(self.slowest).question)
        return question[: draw.choice((24, LONGEST_QUESTION, LONGEST_TYPED))]

    def _piece(self) -> str:
        draw = self._random
        kind = draw.random()
        if kind < 0.35:
            piece = draw.choice(_ODD)
        elif kind < 0.7:
            piece = draw.choice(self._words)
        elif kind < 0.95:
            start = draw.randrange(len(self._text))
            piece = self._text[start : start + draw.randint(1, 30)]
        else:
            piece = chr(
                draw.choice((0x4E00, 0x3300, 0xFB50, 0x1D400, 0x20000)) + draw.randrange(256)
            )
        return piece * draw.choice((1, 1, 1, 1, 2, 21, 200))

    def _changed(self, question: str) -> str:
        draw = self._random
        at = draw.randrange(len(question) + 1)
        end = min(len(question), at + draw.randint(1, 20))
        return draw.choice(
            (
                question[:at] + self._piece() + question[at:],
                question[:at] + self._piece() + question[end:],
                question[:at] + question[end:],
                question + question[at:end],
                (question[at:end] or question) * draw.randint(2, 40),
                question[at:] + question[:at],
            )
        )


def _write(what: str, found: list[Slow]) -> None:
    """Writes a line of the section; one of the same name is replaced."""
    rows = [
        row
        for row in section(RELIABILITY, SLOW).splitlines()
        if row.startswith("| ") and not row.startswith(f"| {what} ")
    ]
    rows = rows or ["| asked | slowest, ms of one processor | the fifth |"]
    first, fifth = (sorted(found, reverse=True)[at].milliseconds for at in (0, 4))
    rows.append(f"| {what} | {first:.0f} | {fifth:.0f} |")
    text = (
        "Made by `python -m tests.checks.slowest --page`: random questions (words of the "
        "lexicon, pieces of the report, signs that become many characters, numerals, years, places, "
        "separators, repeated) and what becomes of the slowest; each alone and as a follow-up.\n\n"
    )
    write_section(RELIABILITY, SLOW, text + "\n".join([rows[0], "|---|---|---|", *rows[1:]]))


def main(
    count: int = 3_000,
    seed: int = 1,
    seeds: Annotated[Path, typer.Option()] = SEEDS,
    most: float = 50.0,
    page: bool = False,
) -> None:
    """Prints the slowest questions; exit status 1 where one took more than `most` milliseconds."""
    library = retrieval.load(seeds)
    search = Search(library, seed)
    for _ in search.run(count):
        pass
    for each in sorted(search.slowest, reverse=True)[:5]:
        typer.echo(f"{each.milliseconds:6.1f} ms  {each.question[:60]!r} ({len(each.question)})")
    if page:
        reports = len(library.metadata)
        _write(
            f"{count} questions over {reports} report{'s' if reports > 1 else ''}", search.slowest
        )
    raise typer.Exit(max(search.slowest).milliseconds > most)


if __name__ == "__main__":
    typer.run(main)
