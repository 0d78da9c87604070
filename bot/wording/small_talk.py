"""Replies to what is said to the bot, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["SMALL_TALK", "turn_to", "who"]

SMALL_TALK: Mapping[str, str] = MappingProxyType(
    {
        "greeting": "您好。想了解政府工作报告里的什么，直接问就行，我给您看原文。",
        "thanks": "不客气。还想了解什么，接着问就行。",
        "goodbye": "再见，有问题随时来问。",
        "who": "我是查阅政府工作报告的机器人：您用自己的话提问，我摘出报告的原文和出处。",
        "human": "我是机器人，不是真人。我只摘录政府工作报告的原文，自己不写答案。",
        "can_do": (
            "我能做一件事：在政府工作报告里找到您问的内容，把原文和出处给您看。"
            "直接提问即可，也可以发送 /contents 看目录。"
        ),
        "complaint": (
            "抱歉，没有答好。请换个说法再问一次，或者写明是哪件事、哪一年；"
            "发送 /contents 可以自己按目录查阅。"
        ),
        "complaint_life": "您说的事我帮不上忙，我只能查阅政府工作报告。",
        "opinion": "我没有看法，也不作评价，只能把报告的原文给您看。",
        "insult": "抱歉让您不满意。您可以换个问法，我再从报告里找一找。",
        "laughter": "您开心就好。想了解报告里的什么，直接问就行。",
        "steering": "这个我做不了。我只会查阅政府工作报告：请直接问报告里的内容，我会给您看原文。",
    }
)
"""The reply to each kind of small talk."""


def who(name: str, subject: str) -> str:
    """Who the bot is: its name, where it has one, and what it answers from."""
    named = f"我是{name}，查阅{subject}的机器人" if name else f"我是查阅{subject}的机器人"
    return f"{named}：您用自己的话提问，我摘出报告的原文和出处。"


def turn_to(line: str) -> str:
    """Where to turn with what the bot cannot help with; `line`: what operators set."""
    return f"遇到困难或者要反映问题，可以联系{line}。"
