"""Wording of the reading pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["FAULTS", "PAGE"]

PAGE: Mapping[str, str] = MappingProxyType(
    {
        "site": "政府工作报告原文",
        "skip": "跳到正文",
        "contents": "目录",
        "to_top": "回到开头",
        "all_reports": "全部报告",
        "reports_lead": "请选择您要阅读的报告。",
        "reports_none": "目前没有可以阅读的报告，请稍后再来。",
        "paragraph": "第 {} 段",
        "paragraphs": "共 {} 段",
        "citation_begins": "引文开始：",
        "citation_ends": "（引文结束）",
        "edition_changed": (
            "您打开的链接引自这份报告较早的文本。原文此后有更新，引文位置可能已经变动，"
            "因此没有标出引文。"
        ),
        "verbatim": "本页文字取自报告原文，未作改动；段落编号是为方便查阅另加的。",
        "description": "{}全文，逐段编号，便于查对引文。",
        "back": "查看全部报告",
    }
)
"""Texts by their names in the templates."""

FAULTS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        404: (
            "没有找到这个页面",
            "您打开的地址可能有误，或者这份报告已经撤下。请核对链接，或从报告列表中查找。",
        ),
        405: (
            "这里只能查阅",
            "这个地址不接受您的操作。您可以从报告列表中选择要阅读的报告。",
        ),
        500: (
            "页面暂时打不开",
            "抱歉，显示页面时出了差错。请稍后再试。",
        ),
    }
)
"""Heading and sentence of the page for each HTTP error status."""
