"""Tables of any format as lines: a row with its column heads and the words of its merged cells.

A row is cited alone, so it holds what stands beside and above it: 项目 停车泊位, 2023年 1500套.
Only white space is added between the words of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from retrieval.reports.sentences import TERMINATORS

__all__ = ["MOST_SPAN", "Cell", "lines_of_table", "rows_with_heads"]

MOST_SPAN = 1_000
"""The most columns that a cell covers; browsers stop there, too (HTML, 4.9.11)."""

# Words of a head or of a merged cell that are repeated in other rows: longer ones are prose.
_LONGEST_CARRIED = 60
# Columns to the right of these get no heads: reports have up to a dozen.
_MOST_COLUMNS = 64
# Characters that are repeated in one table.  A document with so many is refused for its length.
_MOST_CARRIED = 1_000_000
# A cell with several lines and more characters than this is a column of a page, not of a table.
_LONGEST_CELL = 200
# Heads that are not marked as such: short, and a word like 指标 or nothing in the first one, or
# times in all others.
_LONGEST_HEAD = 20
_STUB = re.compile(
    "(?:主要|具体|统计)?(?:指标|项目|名称|内容|类别|类型|种类|年份|年度|时间|月份|季度|地区|区域|单位"
    "|部门|行业|领域|序号|编号|街道|乡镇|区县|任务|工程)(?:名称)?(?:[(（].{1,8}[)）])?|"
)
_TIME = re.compile(
    "(?:(?:19|20)[0-9]{2}年?)?(?:[上下]半年|第?[一二三四1-4]季度|[0-9]{1,2}月|[上本去今明]年)?(?:末|底)?"
)
_DIGIT = re.compile("[0-9０-９]")
_PROSE = re.compile(f"[{re.escape(TERMINATORS)}，]")


@dataclass(frozen=True, slots=True)
class Cell:
    """`lines`: what it shows; `rows`, `columns`: how many it covers; `head`: whether it is marked
    as a head."""

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    head: bool = False

    @property
    def text(self) -> str:
        """What it shows, in one line."""
        return " ".join(self.lines)


# A row: its own cells and those that reach into it from above, by their first column.
_Row = list[tuple[int, Cell]]


def lines_of_table(rows: Sequence[Sequence[Cell]], nested: bool = False) -> list[str]:
    """The rows as lines with tabs between the cells; `nested`: whether a cell holds a table.

    A table that only places the parts of a page gives the lines of its cells, one after the other.
    """
    cells = [cell for row in rows for cell in row]
    if nested or all(len(row) < 2 for row in rows) or any(map(_is_column, cells)):
        return [line for cell in cells for line in cell.lines]
    grid = list(_grid(rows))
    heads = _heads(rows, grid)
    carried = 0
    lines = []
    above = _words_above(grid[:heads]) if heads else {}
    for number, row in enumerate(grid):
        own = {id(cell) for cell in rows[number]}
        pieces = []
        for column, cell in row:
            words = _head_of(column, cell, above) if number >= heads and len(row) > 1 else ""
            text = cell.text
            if id(cell) not in own:
                text = text if len(text) <= _LONGEST_CARRIED else ""
                carried += len(text)
            carried += len(words)
            pieces.append(f"{words} {text}" if words and text and words != text else text)
        if carried > _MOST_CARRIED:
            heads, above = len(grid), {}
        if any(cell.lines for cell in rows[number]):
            # Where a head says which column it is, an empty cell needs no place.
            lines.append("\t".join(filter(None, pieces) if above else pieces).strip("\t"))
    return lines


def rows_with_heads(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of which only the words are known, as lines; those with as many cells as the first one,
    if that looks like heads, have them before their cells."""
    like_first = [[Cell((text,)) for text in row] for row in rows if len(row) == len(rows[0])]
    headed = iter(lines_of_table(like_first)[1:]) if len(like_first) > 1 else iter(())
    lines = ["\t".join(row) for row in rows]
    for number, row in enumerate(rows[1:], start=1):
        if len(row) == len(rows[0]):
            lines[number] = next(headed)
    return lines


def _is_column(cell: Cell) -> bool:
    return len(cell.lines) > 1 and sum(map(len, cell.lines)) > _LONGEST_CELL


def _grid(rows: Sequence[Sequence[Cell]]) -> Iterator[_Row]:
    """Each row with the cells that reach into it from above, by column."""
    reaching: dict[int, tuple[int, Cell]] = {}  # by their first column: rows to come, cell
    for row in rows:
        covered = {
            column + each: column
            for column, (_, cell) in reaching.items()
            for each in range(min(cell.columns, _MOST_COLUMNS))
        }
        placed = [(column, cell) for column, (_, cell) in reaching.items()]
        column = 0
        reaching = {at: (left - 1, cell) for at, (left, cell) in reaching.items() if left > 1}
        for cell in row:
            while column in covered:
                column += 1
            placed.append((column, cell))
            if cell.rows > 1 and column < _MOST_COLUMNS:
                reaching[column] = cell.rows - 1, cell
            column += min(cell.columns, MOST_SPAN)
        yield sorted(placed, key=lambda each: each[0])


def _heads(rows: Sequence[Sequence[Cell]], grid: Sequence[_Row]) -> int:
    """How many rows at the beginning are heads of columns: 0 where all or none would be."""
    marked = [bool(row) and all(cell.head or not cell.lines for cell in row) for row in rows]
    heads = len(list(takewhile(bool, marked)))
    if not heads and _looks_like_heads(grid):
        heads = max((cell.rows for cell in rows[0]), default=1)
    return heads if heads < len(rows) else 0


def _looks_like_heads(grid: Sequence[_Row]) -> bool:
    """Whether the first row is one of heads though nothing marks it, with figures below."""
    texts = [cell.text for _, cell in grid[0]]
    others = texts[1:]
    short = all(len(text) <= _LONGEST_HEAD and not _PROSE.search(text) for text in texts)
    plain = all(_TIME.fullmatch(text) or not _DIGIT.search(text) for text in others)
    if len(texts) < 2 or not short or not plain or not all(others):
        return False
    if not _STUB.fullmatch(texts[0]) and not all(map(_TIME.fullmatch, others)):
        return False
    below = [cell.text for row in grid[1:] for _, cell in row[1:]]
    return any(map(_DIGIT.search, below))


def _words_above(heads: Sequence[_Row]) -> dict[int, tuple[str, ...]]:
    """The heads of each column, from top to bottom, each once."""
    words: dict[int, dict[str, None]] = {}
    for row in heads:
        for column, cell in row:
            # One that covers the whole table is its title.
            if cell.lines and len(row) > 1 and len(cell.text) <= _LONGEST_CARRIED:
                for each in range(column, min(column + cell.columns, _MOST_COLUMNS)):
                    words.setdefault(each, {})[cell.text] = None
    return {column: tuple(each) for column, each in words.items()}


def _head_of(column: int, cell: Cell, above: dict[int, tuple[str, ...]]) -> str:
    covered = range(column, min(column + cell.columns, _MOST_COLUMNS))
    return " ".join(dict.fromkeys(word for each in covered for word in above.get(each, ())))
