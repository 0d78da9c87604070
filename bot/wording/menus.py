"""Commands and descriptions of Telegram's menus, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COMMANDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "start": {"zh": "开始使用", "en": "Start"},
        "ask": {
            "zh": "提问，例如：/ask 新增了多少停车位",
            "en": "Ask a question (in Chinese or English)",
        },
        "contents": {"zh": "按目录阅读报告", "en": "Browse the report"},
        "new": {"zh": "忘记之前的问题", "en": "Forget the last question"},
        "help": {"zh": "使用方法", "en": "How to use this bot"},
        "about": {"zh": "关于本报告和机器人", "en": "About the report and this bot"},
        "privacy": {"zh": "隐私说明", "en": "Privacy"},
        "forget": {"zh": "删除我的提问记录", "en": "Delete my questions"},
    }
)
"""Commands and their descriptions in Telegram's menu, by language."""

DESCRIPTION = {
    "zh": (
        "用自己的话提问，查阅朝阳区政府工作报告的原文和准确出处。"
        "只摘录，不改写；报告没有写到的，如实相告。"
    ),
    "en": (
        "Ask about the Chaoyang District government work report in your own words, in Chinese or "
        "English. Answers are excerpts of the report, word for word, with the exact place."
    ),
}
SHORT_DESCRIPTION = {
    "zh": "用自己的话查阅政府工作报告原文",
    "en": "Answers from the government work report, word for word",
}
