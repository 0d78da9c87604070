"""All Chinese wording that people see."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from retrieval import Outcome

__all__ = [
    "APOLOGY",
    "CONSOLE_INTRODUCTION",
    "CONSOLE_PROMPT",
    "EXAMPLES_LEAD",
    "FAREWELL",
    "HELP",
    "NOT_TEXT",
    "OWN_WORDING",
    "REPLIES",
    "START",
    "SUGGESTIONS_LEAD",
    "TITLE_BLOCK",
    "UNKNOWN_COMMAND",
    "nearest",
    "paragraph_number",
    "report_name",
]

START = (
    "您好。我可以帮您查阅政府工作报告：请直接用自己的话提问，"
    "我会找出报告中最相关的原文，并注明出处。"
)
HELP = (
    "使用方法：直接发送您的问题即可，例如询问某项工作的进展、数字或计划。\n"
    "我只摘录报告原文，不作改写；报告没有写到的，我会如实告诉您。"
)
EXAMPLES_LEAD = "您可以这样问："
SUGGESTIONS_LEAD = "您可以试试这样问："
OWN_WORDING = "以上文字为报告原文。"
NOT_TEXT = "目前我只能看懂文字，请把您的问题用文字发给我。"
UNKNOWN_COMMAND = "我不认识这个命令。请直接发送您的问题，或发送 /help 查看使用方法。"
APOLOGY = "抱歉，处理您的问题时出了差错，请稍后再试。"
TITLE_BLOCK = "报告题头"

REPLIES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.NOT_IN_REPORT: "这份报告里没有找到与您的问题相关的内容。",
        Outcome.OTHER_YEAR: (
            "这份报告没有单独写您问的那一年：它总体回顾过去五年的工作，并安排今后五年和下一年的工作。"
        ),
        Outcome.OTHER_PLACE: "这份报告没有写到您问的那个地方。",
        Outcome.SMALL_TALK: "您好。我只会查阅政府工作报告：请直接问报告里的内容，我会给您看原文。",
        Outcome.UNCLEAR: "我没有看出您想了解哪方面的内容，请说得具体一些。",
        Outcome.TOO_LONG: "您的问题太长了，请用一两句话概括后再发给我。",
        Outcome.EMPTY: "我没有收到文字，请输入您的问题。",
    }
)
"""What is said for each outcome that brings no excerpt."""

CONSOLE_INTRODUCTION = (
    "没有设置 TELEGRAM_BOT_TOKEN，现在在终端里进行同样的对话。\n"
    "要在 Telegram 中使用：在 Telegram 里找到 @BotFather，发送 /newbot，按提示取得令牌，"
    "再把它写进 .env 文件：TELEGRAM_BOT_TOKEN=令牌\n"
    "按 Ctrl-D 结束。"
)
CONSOLE_PROMPT = "您的问题> "
FAREWELL = "再见。"


def report_name(title: str, date: str) -> str:
    """How a report is called in a place: 《政府工作报告》（2016-12-20）."""
    return f"《{title}》（{date}）" if date else f"《{title}》"


def nearest(heading: str) -> str:
    """Where the report comes closest to a question that it does not answer."""
    return f"报告里最接近的部分：{heading}"


def paragraph_number(number: int) -> str:
    """How a paragraph is called in a place: 第 12 段."""
    return f"第 {number} 段"
