"""Wording of the reading pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["API", "FAULTS", "PAGE", "web_privacy"]

PAGE: Mapping[str, str] = MappingProxyType(
    {
        "site": "政府工作报告原文",
        "figures": "报告里的数字",
        "ask_site": "问政府工作报告",
        "ask_lead": (
            "用自己的话提问，看报告怎么说：只摘原文，逐字不改，注明出处；报告没写的，如实相告。"
        ),
        "question": "您的问题",
        "ask": "提问",
        "topics": "大家关心的",
        "reports": "已收录的报告",
        "more_reports": "全部报告",
        "home": "首页",
        "privacy": "隐私说明",
        "follow_up": "接着问",
        "follow_up_hint": "例如：还有呢？具体哪些？",
        "answer": "报告原文",
        "context": "上下文",
        "onward": "接着看",
        "rate": "这条回答有用吗？",
        "useful": "有用",
        "not_useful": "没有用",
        "as_json": "本页数据（JSON）",
        "in_telegram": "在 Telegram 中提问",
        "search": "在这份报告里查找",
        "find": "查找",
        "found": "“{}”：找到 {} 处原文，已在下面标出。",
        "found_nothing": "“{}”：这份报告里没有找到相关原文。",
        "ask_instead": "到首页提问",
        "refused": "现在不能回答",
        "again": "再问一次",
        "rated": "谢谢",
        "back_to_start": "回到首页",
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
        400: (
            "这个请求不完整",
            "请从页面上的按钮或输入框重新操作。",
        ),
        413: (
            "这个请求太长了",
            "请从页面上的按钮或输入框重新操作。",
        ),
        403: (
            "不能执行这个操作",
            "请从页面上的按钮重新操作；如已退出登录，请重新登录。",
        ),
        411: (
            "这个请求不完整",
            "请从页面上的按钮或输入框重新操作。",
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


API: Mapping[str, str] = MappingProxyType(
    {
        "no_question": "请用参数 q 写明您的问题。",
        "top": "参数 top 应是 1 到 {} 的整数。",
        "no_report": "没有这份报告，报告名见 /api/reports。",
    }
)
"""What the API says of requests that it cannot answer."""


def web_privacy(days: int, *, anonymous: bool) -> str:
    """The data stored of a question on the web side, and for how many days."""
    kept = (
        "结果和用时"
        if anonymous
        else "文字（先去掉身份证号、电话号码、银行卡号和邮箱）、结果和用时"
    )
    return (
        f"为改进服务，我们会保存问题的{kept}，最多 {days} 天；"
        "不保存是谁问的，也不保存您的网络地址。\n"
        "您的网络地址只在内存里用于限制提问次数。"
        "本网站不用 Cookie，不用脚本，不用其他网站的内容。\n"
        "您的问题会写在网页地址里，因此会留在您自己浏览器的历史记录中。\n"
        "请不要在问题里写身份证号、电话号码、银行卡号等个人信息。"
    )
