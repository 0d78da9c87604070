"""Replies to what is said to the bot, by name."""

from __future__ import annotations

from bot.wording.spoken import Words, say

__all__ = ["SMALL_TALK", "turn_to", "who"]

SMALL_TALK: Words[str] = Words(
    {
        "greeting": (
            "您好。想了解政府工作报告里的什么，直接问就行，我给您看原文。",
            (
                "Hello. Ask me what you would like to know of the government work report, and I "
                "show you the passage."
            ),
        ),
        "thanks": (
            "不客气。还想了解什么，接着问就行。",
            "You are welcome. Go on asking if there is more you would like to know.",
        ),
        "goodbye": ("再见，有问题随时来问。", "Goodbye. Come back whenever you have a question."),
        "who": (
            "我是查阅政府工作报告的机器人：您用自己的话提问，我摘出报告的原文和出处。",
            (
                "I am a bot that looks things up in government work reports: you ask in your own "
                "words, I show the passage and where it stands."
            ),
        ),
        "human": (
            "我是机器人，不是真人。我只摘录政府工作报告的原文，自己不写答案。",
            (
                "I am a bot, not a person. I only show excerpts of government work reports; I "
                "write no answers of my own."
            ),
        ),
        "can_do": (
            (
                "我能做一件事：在政府工作报告里找到您问的内容，把原文和出处给您看。"
                "直接提问即可，也可以发送 /contents 看目录。"
            ),
            (
                "I do one thing: find what you ask about in the government work report, and show "
                "you the passage and where it stands. Just ask, or send /contents for the "
                "contents."
            ),
        ),
        "complaint": (
            (
                "抱歉，没有答好。请换个说法再问一次，或者写明是哪件事、哪一年；"
                "发送 /contents 可以自己按目录查阅。"
            ),
            (
                "Sorry, that was not a good answer. Please ask once more in other words, or say "
                "which matter and which year you mean; /contents lets you look for yourself."
            ),
        ),
        "complaint_life": (
            "您说的事我帮不上忙，我只能查阅政府工作报告。",
            "I cannot help with that; I can only look things up in government work reports.",
        ),
        "opinion": (
            "我没有看法，也不作评价，只能把报告的原文给您看。",
            "I have no opinion and judge nothing; I can only show you what the report says.",
        ),
        "insult": (
            "抱歉让您不满意。您可以换个问法，我再从报告里找一找。",
            (
                "Sorry that you are not content. Put it in other words, and I look in the report "
                "again."
            ),
        ),
        "laughter": (
            "您开心就好。想了解报告里的什么，直接问就行。",
            (
                "Glad to hear it. If there is something you would like to know of the report, "
                "just ask."
            ),
        ),
        "steering": (
            "这个我做不了。我只会查阅政府工作报告：请直接问报告里的内容，我会给您看原文。",
            (
                "That I cannot do. All I do is look things up in government work reports: ask "
                "about what they say, and I show you the passage."
            ),
        ),
    }
)
"""The reply to each kind of small talk."""


def who(name: str, subject: str) -> str:
    """Who the bot is: its name, where it has one, and what it answers from."""
    lead = say("我是{}，", "I am {}, ", name) if name else say("我是", "I am ")
    return lead + say(
        "查阅{}的机器人：您用自己的话提问，我摘出报告的原文和出处。",
        "a bot that looks things up in {}: you ask in your own words, I show the passage and "
        "where it stands.",
        subject,
    )


def turn_to(line: str) -> str:
    """Where to turn with what the bot cannot help with; `line`: what operators set."""
    return say(
        "遇到困难或者要反映问题，可以联系{}。", "For help or a complaint you can turn to {}.", line
    )
