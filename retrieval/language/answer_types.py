"""Answer types: what a question asks for (a number, a person, a price), and what holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.words.files import either, load_table, word_file

__all__ = ["AnswerType", "load_answer_types", "unit_asked", "units_held"]

# Units as reports write them; people also say the shorter ones.
_AREAS = "万平方米 平方米 平方公里 公里 公顷 亩 里地 平米 平 米"
_SUMS = "亿元 万元 元 亿美元 美元 毛"
_AMOUNTS = "微克 兆瓦 蒸吨 万吨 吨 倍 分 袋 桶 斤 个工作日 工作日 天 岁 层"
_THINGS = "万人 人 户 家 个 所 条 处 套 辆 张 件 项 名 次 座 部 片 台 场 栋 枚 只 班 本"
_UNITS = " ".join((_AREAS, _SUMS, _AMOUNTS, _THINGS)).split()
_SAME = {"平": "平方米", "平米": "平方米", "里地": "公里", "万人": "人", "万吨": "吨"}
_SAME |= {"万平方米": "平方米", "个工作日": "天", "工作日": "天"}
_SAME |= dict.fromkeys(["亿元", "万元", "亿美元", "美元"], "元")
# What is counted in these is asked for in 个, too (多少个学校: 12所学校); people and sums are not.
_GENERAL, _MEASURES = "个", frozenset("家所条处套辆张件项座部台栋枚")
# Longer ones first: 万平方米 is not 万.
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
# 几个亿, 3个百分点: 个 is no unit there, nor 分 in minutes, 平 in 平价, 名 in 名额.
_NONE = "(?!个(?:亿|点|百分)|分[点之]|平[价均安时台原房]|名[额单])"
_ASKED = re.compile(f"(?:多少|(?<!哪)[好]?几|若干)[十百千万亿]?多?{_NONE}({_UNIT})")
_HELD = re.compile(f"[0-9一二两三四五六七八九十百千][余多近]?[万亿千百]*[余多]?{_NONE}({_UNIT})")


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer, found in normalized text; `specific` where reports seldom hold one."""

    name: str
    asks: re.Pattern[str]
    holds: re.Pattern[str]
    specific: bool

    def asked(self, folded: str) -> bool:
        """Whether a question asks for an answer of this type."""
        return self.asks.search(folded) is not None

    def held(self, folded: str) -> bool:
        """Whether a sentence holds one."""
        return self.holds.search(folded) is not None


def unit_asked(folded: str) -> str | None:
    """The unit that a question counts in (多少家 → 家), or None (哪几家 asks which)."""
    found = _ASKED.search(folded)
    return _SAME.get(found.group(1), found.group(1)) if found else None


def units_held(folded: str) -> frozenset[str]:
    """The units of the figures in a sentence; 个 too where it holds a measure word of things."""
    held = {_SAME.get(unit, unit) for unit in _HELD.findall(folded)}
    return frozenset(held if held.isdisjoint(_MEASURES) else held | {_GENERAL})


def load_answer_types(file: Traversable | None = None) -> tuple[AnswerType, ...]:
    """The types in their order in `file`; raises WordsError, which names file and reason."""
    file = file or word_file("kinds.toml")
    return tuple(
        AnswerType(
            name,
            either(file, row, "asks"),
            either(file, row, "holds"),
            bool(row.get("specific", False)),
        )
        for name, row in load_table(file).items()
    )
