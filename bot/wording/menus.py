"""Commands and descriptions of Telegram's menus, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "start": {"zh": "开始使用", "en": "Start"},
        "ask": {"zh": "提问：/ask 您的问题", "en": "Ask a question (in Chinese or English)"},
        "contents": {"zh": "按目录阅读报告", "en": "Browse the report"},
        "figures": {"zh": "报告里的数字", "en": "Figures in the report"},
        "new": {"zh": "忘记之前的问题", "en": "Forget the last question"},
        "help": {"zh": "使用方法", "en": "How to use this bot"},
        "about": {"zh": "关于本报告和机器人", "en": "About the report and this bot"},
        "privacy": {"zh": "隐私说明", "en": "Privacy"},
        "forget": {"zh": "删除我的提问记录", "en": "Delete my questions"},
    }
)
"""Commands and their descriptions in Telegram's menu, by language."""


def ask_command(example: str) -> str:
    """The description of /ask in Chinese, with an example."""
    return f"提问，例如：/ask {example}"


def description(subject: str) -> Mapping[str, str]:
    """What the bot is for, shown in an empty chat; `subject`: the reports, by language."""
    return {
        "zh": (
            f"用自己的话提问，查阅{subject}的原文和准确出处。"
            "只摘录，不改写；报告没有写到的，如实相告。"
        ),
        "en": (
            f"Ask about {subject} in your own words, in Chinese or English. Answers are excerpts, "
            "word for word, with the exact place."
        ),
    }


def short_description(subject: str) -> Mapping[str, str]:
    """The same in a line, shown in the profile and in links."""
    return {
        "zh": f"用自己的话查阅{subject}的原文",
        "en": f"Word-for-word answers from {subject}",
    }
