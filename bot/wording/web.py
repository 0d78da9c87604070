"""Wording of the reading pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.wording.spoken import Words

__all__ = ["API", "FAULTS", "HINTS", "LANGUAGES", "PAGE"]

PAGE: Words[str] = Words(
    {
        "site": ("政府工作报告原文", "Government work reports"),
        "figures": ("报告里的数字", "Figures in the report"),
        "ask_site": ("问政府工作报告", "Ask the government work report"),
        "ask_lead": (
            "用自己的话提问，看报告怎么说：只摘原文，逐字不改，注明出处；报告没写的，如实相告。",
            (
                "Ask in your own words what the report says: excerpts word for word, with their "
                "place, in the Chinese of the original; what the report does not say is said to "
                "be missing."
            ),
        ),
        "question": ("您的问题", "Your question"),
        "ask": ("提问", "Ask"),
        "topics": ("大家关心的", "What people ask about"),
        "reports": ("已收录的报告", "Loaded reports"),
        "more_reports": ("全部报告", "All reports"),
        "home": ("首页", "Start"),
        "privacy": ("隐私说明", "Privacy"),
        "follow_up": ("接着问", "Go on asking"),
        "follow_up_hint": ("例如：还有呢？具体哪些？", "For instance: what else? and next year?"),
        "answer": ("报告原文", "What the report says"),
        "context": ("上下文", "In context"),
        "onward": ("接着看", "Further"),
        "rate": ("这条回答有用吗？", "Was this useful?"),
        "useful": ("有用", "Yes"),
        "not_useful": ("没有用", "No"),
        "as_json": ("本页数据（JSON）", "This page as JSON"),
        "in_telegram": ("在 Telegram 中提问", "Ask in Telegram"),
        "search": ("在这份报告里查找", "Search this report"),
        "find": ("查找", "Search"),
        "found": ("“{}”：找到 {} 处原文，已在下面标出。", "“{}”: {} excerpts found, marked below."),
        "found_nothing": (
            "“{}”：这份报告里没有找到相关原文。",
            "“{}”: nothing found in this report.",
        ),
        "ask_instead": ("到首页提问", "Ask on the front page"),
        "refused": ("现在不能回答", "No answer at the moment"),
        "again": ("再问一次", "Ask again"),
        "rated": ("谢谢", "Thank you"),
        "back_to_start": ("回到首页", "Back to the start"),
        "languages": ("语言：", "Language: "),
        "skip": ("跳到正文", "Skip to the text"),
        "contents": ("目录", "Contents"),
        "to_top": ("回到开头", "To the top"),
        "all_reports": ("全部报告", "All reports"),
        "reports_lead": (
            "请选择您要阅读的报告。",
            "Please choose the report that you would like to read.",
        ),
        "reports_none": (
            "目前没有可以阅读的报告，请稍后再来。",
            "There is no report to read at the moment. Please come back later.",
        ),
        "paragraph": ("第 {} 段", "paragraph {}"),
        "paragraphs": ("共 {} 段", "{} paragraphs"),
        "citation_begins": ("引文开始：", "The quotation begins: "),
        "citation_ends": ("（引文结束）", " (the quotation ends)"),
        "edition_changed": (
            "您打开的链接引自这份报告较早的文本。原文此后有更新，引文位置可能已经变动，因此没有标出引文。",
            (
                "The link that you opened cites an earlier text of this report. The text has "
                "changed since, so the quotation is not marked."
            ),
        ),
        "verbatim": (
            "本页文字取自报告原文，未作改动；段落编号是为方便查阅另加的。",
            (
                "The text of this page is that of the report, unchanged; the numbers of "
                "paragraphs were added for reference."
            ),
        ),
        "description": (
            "{}全文，逐段编号，便于查对引文。",
            "The full text of {}, its paragraphs numbered, to check quotations.",
        ),
        "back": ("查看全部报告", "All reports"),
    }
)
"""Texts by their names in the templates."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"zh-CN": "简体中文", "zh-TW": "繁體中文", "en": "English"}
)
"""The languages of pages by their tags, each in itself."""

FAULTS: Words[int] = Words(
    {
        404: ("没有找到这个页面", "There is no such page"),
        400: ("这个请求不完整", "This request is not complete"),
        413: ("这个请求太长了", "This request is too long"),
        403: ("不能执行这个操作", "This cannot be done"),
        411: ("这个请求不完整", "This request is not complete"),
        405: ("这里只能查阅", "This page is for reading only"),
        500: ("页面暂时打不开", "The page cannot be shown at the moment"),
    }
)
"""The heading of the page for each HTTP error status."""

_AGAIN = (
    "请从页面上的按钮或输入框重新操作。",
    "Please use the buttons and fields of the pages.",
)

HINTS: Words[int] = Words(
    {
        404: (
            "您打开的地址可能有误，或者这份报告已经撤下。请核对链接，或从报告列表中查找。",
            (
                "The address may be wrong, or the report may have been withdrawn. Please check the "
                "link, or look into the list of reports."
            ),
        ),
        400: _AGAIN,
        413: _AGAIN,
        403: (
            "请从页面上的按钮重新操作；如已退出登录，请重新登录。",
            "Please use the buttons of the pages; if you have logged out, log in again.",
        ),
        411: _AGAIN,
        405: (
            "这个地址不接受您的操作。您可以从报告列表中选择要阅读的报告。",
            "This address takes nothing else. Please choose a report from the list.",
        ),
        500: (
            "抱歉，显示页面时出了差错。请稍后再试。",
            "Sorry, something went wrong while the page was made. Please try again later.",
        ),
    }
)
"""What to do about it."""

API: Words[str] = Words(
    {
        "no_question": (
            "请用参数 q 写明您的问题。",
            "Please give your question as the parameter q.",
        ),
        "top": (
            "参数 top 应是 1 到 {} 的整数。",
            "The parameter top has to be an integer from 1 to {}.",
        ),
        "no_report": (
            "没有这份报告，报告名见 /api/reports。",
            "There is no such report; /api/reports has their names.",
        ),
    }
)
"""What the API says of requests that it cannot answer."""
