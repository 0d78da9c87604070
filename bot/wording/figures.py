"""Wording of the figures of reports: in messages, on pages, in pictures."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording.spoken import Words, say

__all__ = [
    "COLUMNS", "KINDS", "PAGE", "ROLES", "SAME_NUMBER", "TENSES", "about_none", "apart",
    "line", "listed", "more_lines", "named", "picture_words", "place_button", "point",
    "series_title", "silent", "source", "table_title", "time_of", "topic_button", "topics_lead",
    "without_figures",
]  # fmt: skip

ROLES: Words[str] = Words(
    {
        "amount": ("数量", "amount"),
        "change": ("增减量", "change"),
        "rate of change": ("增减幅度", "rate of change"),
        "share": ("比率", "share"),
        "rank": ("位次", "rank"),
        "target": ("目标", "target"),
        "limit": ("限额", "limit"),
    }
)
"""What a figure is in the report."""

KINDS: Words[str] = ROLES
"""What sort of number it is."""

TENSES: Words[str] = Words({"result": ("已完成", "done"), "plan": ("计划", "planned")})
"""The time of a figure beside which no words say it."""

SAME_NUMBER = "\n　\u2002"
"""Before a further figure of one clause: a new line, as far in as behind a number."""

COLUMNS: Words[str] = Words(
    {
        "what": ("项目", "What"),
        "value": ("数字", "Figure"),
        "role": ("性质", "Kind"),
        "period": ("时间", "Time"),
        "paragraph": ("出处", "Place"),
    }
)
"""The columns of the table on pages; their names are the values of `sort`."""

PAGE: Words[str] = Words(
    {
        "title": ("报告里的数字", "Figures in the report"),
        "lead": (
            "每个数字都取自报告原文，点“出处”可查看原句。",
            "Each figure is the report's own; its place leads to the sentence.",
        ),
        "about": ("只看与此有关的", "Only those about"),
        "role": ("性质", "Kind"),
        "any_role": ("全部", "All"),
        "tense": ("时间", "Time"),
        "any_tense": ("全部", "All"),
        "show": ("查看", "Show"),
        "count": ("共 {} 个数字", "{} figures"),
        "none": ("没有符合条件的数字。", "No such figures."),
        "download": ("下载：", "Download: "),
        "csv": ("表格（CSV）", "Table (CSV)"),
        "json": ("数据（JSON，附字段说明）", "Data (JSON, with its fields explained)"),
        "paragraph": ("第 {} 段", "paragraph {}"),
        "report": ("阅读报告全文", "Read the report"),
        "across": ("各份报告对比", "Reports side by side"),
        "across_lead": (
            "同一个项目在各份报告里的数字，每份报告一个，点年份或地名查看原句。",
            (
                "The same figure in several reports, one of each; its year or place leads to the "
                "sentence."
            ),
        ),
        "across_about": ("要对比的项目", "What to compare"),
        "across_hint": ("例如：GDP增长目标", "For instance: GDP growth target"),
        "of_report": ("报告", "Report"),
        "figure": ("数字", "Figure"),
        "silent": ("没有写", "not said"),
        "stop": ("。", ". "),
        "table": ("数据表", "Table"),
        "figures": ("报告里的数字", "Figures in the report"),
        "across_none": (
            "没有两份以上报告写有这个数字，请换个说法。",
            "No two reports give this figure; please put it in other words.",
        ),
    }
)
"""Texts of the pages, by their names in the templates."""


def topics_lead(report: str, count: int) -> str:
    """Above the topics of a report's figures."""
    return say(
        "{}\n报告里共有 {} 个数字，请选择主题：",
        "{}\n{} figures are in the report, please choose a topic:",
        report,
        count,
    )


def _topic(topic: str) -> str:
    return topic or say("其他", "others")


def topic_button(topic: str, count: int) -> str:
    """A topic with the number of its figures."""
    return say("{}（{}）", "{} ({})", _topic(topic), count)


def listed(topic: str, first: int, last: int, count: int) -> str:
    """Above a page of figures."""
    return say("{}：第 {}—{} 个，共 {} 个", "{}: {}—{} of {}", _topic(topic), first, last, count)


def line(number: int) -> str:
    """The number of a line of figures."""
    return f"{number}. "


def named(what: str) -> str:
    """What a figure counts, before it."""
    return say("{}：", "{}: ", what or say("（未写明）", "(not said)"))


def table_title(count: int) -> str:
    """Several figures in one message, in a list of results."""
    return say("{} 个数字", "{} figures", count)


def place_button(number: int, paragraph: int) -> str:
    """The button that opens the paragraph of a figure."""
    return say("{} · 第{}段", "{} · par. {}", number, paragraph)


def more_lines(count: int) -> str:
    """Figures that a message has no room for."""
    return say("另有 {} 个，请说得具体一些。", "{} more; please be more specific.", count)


def about_none() -> str:
    """No figure is about what was asked for."""
    return say(
        "没有找到与此有关的数字。请换个说法，或发送 /figures 按主题查看。",
        "No figures about this. Please put it in other words, or send /figures for the topics.",
    )


def series_title(what: str, kind: str, planned: bool) -> str:
    """What a series counts: 国内生产总值增减幅度（目标）."""
    aim = say("（目标）", " (target)") if planned else ""
    return say("{}{}，{}", "{}{}, {}", what, aim, KINDS.get(kind, kind))


def point(name: str) -> str:
    """The year or place of a figure, before it."""
    return say("{}：", "{}: ", name)


def silent(names: Sequence[str]) -> str:
    """The years or places whose reports give no such figure."""
    return say("没有写到的：{}。", "Not said: {}.", _listed(names))


def apart(names: Sequence[str]) -> str:
    """Figures of another unit or kind, which are not drawn together with the others."""
    return say(
        "单位或性质不同、未列在一起的：{}。",
        "Of another unit or kind, and so not among them: {}.",
        _listed(names),
    )


def _listed(names: Sequence[str]) -> str:
    return say("、", ", ").join(names)


def source(places: Sequence[str], years: Sequence[int]) -> str:
    """Where the figures of a picture come from."""
    where = _listed(places) if len(places) < 3 else say("{} 个地方", "{} places", len(places))
    span = f"{years[0]}—{years[-1]}" if len(years) > 1 else str(years[0]) if years else ""
    when = say("{}年", " {}", span) if span else ""
    return say("来源：{}{}政府工作报告原文", "Source: government work reports, {}{}", where, when)


def picture_words(count: int, least: str, most: str) -> str:
    """The picture in words, for who does not see it."""
    return say(
        "共 {} 个数字，最小 {}，最大 {}。", "{} figures, least {}, most {}.", count, least, most
    )


def time_of(role: str, period: str, tense: str) -> str:
    """Behind a figure: by how much it changed, where that is what it says, and for which time."""
    time = period or TENSES[tense]
    if role in ("change", "rate of change"):
        return say("（{}，{}）", " ({}, {})", KINDS[role], time)
    return say("（{}）", " ({})", time)


def without_figures(report: str) -> str:
    """A report without any figure."""
    return say("{}里没有数字。", "There are no figures in {}.", report)
