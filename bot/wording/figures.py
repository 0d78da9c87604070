"""Wording of the figures of reports: in messages, on pages, in pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

__all__ = [
    "ABOUT_NONE", "BOUNDS", "COLUMNS", "KINDS", "OTHER_TOPIC", "PAGE", "ROLES", "TENSES",
    "apart", "line", "listed", "more_lines", "picture_words", "place_button", "point",
    "series_title", "silent", "source", "time_of", "topic_button", "topics_lead", "without_figures",
]  # fmt: skip

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "amount": "数量",
        "change": "增减量",
        "rate of change": "增减幅度",
        "share": "比率",
        "rank": "位次",
        "target": "目标",
        "limit": "限额",
    }
)
"""What a figure is in the report."""

KINDS: Mapping[str, str] = ROLES
"""What sort of number it is."""

TENSES: Mapping[str, str] = MappingProxyType({"result": "已完成", "plan": "计划"})
"""The time of a figure beside which no words say it."""

BOUNDS: Mapping[str, str] = MappingProxyType(
    {"exact": "", "about": "约", "over": "以上", "at least": "不低于", "at most": "不超过"}
)
"""How exact a figure is."""

OTHER_TOPIC = "其他"
ABOUT_NONE = "没有找到与此有关的数字。请换个说法，或发送 /figures 按主题查看。"

COLUMNS: Mapping[str, str] = MappingProxyType(
    {"what": "项目", "value": "数字", "role": "性质", "period": "时间", "paragraph": "出处"}
)
"""The columns of the table on pages; their names are the values of `sort`."""

PAGE: Mapping[str, str] = MappingProxyType(
    {
        "title": "报告里的数字",
        "lead": "每个数字都取自报告原文，点“出处”可查看原句。",
        "about": "只看与此有关的",
        "role": "性质",
        "any_role": "全部",
        "tense": "时间",
        "any_tense": "全部",
        "show": "查看",
        "count": "共 {} 个数字",
        "none": "没有符合条件的数字。",
        "download": "下载",
        "csv": "表格（CSV）",
        "json": "数据（JSON，附字段说明）",
        "paragraph": "第 {} 段",
        "report": "阅读报告全文",
        "across": "各份报告对比",
        "across_lead": "同一个项目在各份报告里的数字，每份报告一个，点年份或地名查看原句。",
        "across_about": "要对比的项目",
        "across_hint": "例如：GDP增长目标",
        "of_report": "报告",
        "figure": "数字",
        "silent": "没有写",
        "table": "数据表",
        "figures": "报告里的数字",
        "across_none": "没有两份以上报告写有这个数字，请换个说法。",
    }
)
"""Texts of the pages, by their names in the templates."""


def topics_lead(report: str, count: int) -> str:
    """Above the topics of a report's figures."""
    return f"{report}\n报告里共有 {count} 个数字，请选择主题："


def topic_button(topic: str, count: int) -> str:
    """A topic with the number of its figures."""
    return f"{topic or OTHER_TOPIC}（{count}）"


def listed(topic: str, first: int, last: int, count: int) -> str:
    """Above a page of figures."""
    return f"{topic or OTHER_TOPIC}：第 {first}—{last} 个，共 {count} 个"


def line(number: int, what: str) -> str:
    """What a figure counts, before it."""
    return f"{number}. {what or '（未写明）'}："


def place_button(number: int, paragraph: int) -> str:
    """The button that opens the paragraph of a figure."""
    return f"{number} · 第{paragraph}段"


def more_lines(count: int) -> str:
    """Figures that a message has no room for."""
    return f"另有 {count} 个，请说得具体一些。"


def series_title(what: str, kind: str, planned: bool) -> str:
    """What a series counts: 国内生产总值增减幅度（目标）."""
    aim = "（目标）" if planned else ""
    return f"{what}{aim}，{KINDS.get(kind, kind)}"


def point(name: str) -> str:
    """The year or place of a figure, before it."""
    return f"{name}："


def silent(names: Sequence[str]) -> str:
    """The years or places whose reports give no such figure."""
    return f"没有写到的：{'、'.join(names)}。"


def apart(names: Sequence[str]) -> str:
    """Figures of another unit or kind, which are not drawn together with the others."""
    return f"单位或性质不同、未列在一起的：{'、'.join(names)}。"


def source(places: Sequence[str], years: Sequence[int]) -> str:
    """Where the figures of a picture come from."""
    where = "、".join(places) if len(places) < 3 else f"{len(places)} 个地方"
    when = f"{years[0]}—{years[-1]}年" if len(years) > 1 else f"{years[0]}年" if years else ""
    return f"来源：{where}{when}政府工作报告原文"


def picture_words(count: int, least: str, most: str) -> str:
    """The picture in words, for who does not see it."""
    return f"共 {count} 个数字，最小 {least}，最大 {most}。"


def time_of(role: str, period: str, tense: str) -> str:
    """Behind a figure: by how much it changed, where that is what it says, and for which time."""
    time = period or TENSES[tense]
    changed = role in ("change", "rate of change")
    return f"（{KINDS[role]}，{time}）" if changed else f"（{time}）"


def without_figures(report: str) -> str:
    """A report without any figure."""
    return f"{report}里没有数字。"
