"""Texts that people, other clients and attackers send, with entities that fit them or not."""

from __future__ import annotations

from random import Random

from tests.loopback.telegram import BOT_ID, Json

__all__ = ["ODD_DATA", "entities_for", "odd_text"]

_LONGEST = 4096
_PIECES = (
    "新增了多少停车位", "2016年地区生产总值是多少", "明年疏解多少家市场", "周杰伦的老婆叫什么", "谁作的报告",
    "那2017年呢？", "还有呢", "具体哪些", "那学校呢", "谢谢", "你好", "tingchewei", "停車位", "how many parking spaces",
    "/start", "/start p13", "/start p999999", "/start qAAAA", "/start q5YGc6L2m5L2N", "/start é\ud800", "/help",
    "/contents", "/about", "/privacy", "/new", "/ask", "/ask 停车位", "/foo", "/start@other_bot", "/", "/停车位",
    "@report_bot 停车位", "@report_bot", "@other_bot 停车位", "问题：新增了多少停车位", "问题：", "问题：\n",
    "<b>x", "</blockquote>", "&amp;&lt;&#0;", "<a href='x'>停车位</a>", "*x* _y_ `z` [x](tg://user?id=1)",
    "。。。", "???", "👍", "👨‍👩‍👧‍👦🇨🇳", "\u202e反过来\u202c", "مواقف السيارات", "\u200b", "\u2060\ufeff", "\ufeff停车位",
    "\u0000", "停车\u0000位", "\x1b[31m", "\r\n\t\v\f\x85\u2028", "é́́́́́́́́", "ﷺ", "㍿①²½", "\ue000\uffff",
    "\ud800", "\udc00停车位", "停\ud83d车位", "\udbff\udfff", "1", "2017", "٢٠١٧", "%s{}{0}%n", "'; drop table x; --",
    "../../etc/passwd", "__import__('os')", "1e999", "NaN", "null", "我的电话是13800138000", "110101199003070038",
)  # fmt: skip
_REPEATED = (
    "a",
    "停",
    "😀",
    "新增了多少停车位？",
    "\n",
    "<",
    "&",
    "\u0301",
    "9",
    "\ud800",
    "停车位 ",
)
_ENTITIES = (
    "mention", "text_mention", "bot_command", "url", "bold", "text_link", "custom_emoji", "pre",
    "blockquote", "hashtag", "something_of_next_year",
)  # fmt: skip
# What buttons of ours look like, and what only another program sends.
ODD_DATA = (
    "x", "", ":", "p:1", "a:::", "n:1:2", "p:" + "9" * 40, "🙂", "e:00000000", "c::-1:-1:0", "s:\u0000",
    "r:00000000:1:1", "p:00000000:-5:0", "a:00000000:٣", "c::99:99:99", "n:999999999:-1", "\ud800",
)  # fmt: skip


def odd_text(random: Random) -> str:
    """From one character to as many as Telegram lets through."""
    pick = random.random()
    if pick < 0.05:
        return (random.choice(_REPEATED) * _LONGEST)[: random.choice((_LONGEST // 2, _LONGEST))]
    if pick < 0.15:
        return "".join(chr(random.randrange(1, 0x11_0000)) for _ in range(random.randrange(1, 40)))
    return random.choice((" ", "", "\n")).join(
        random.choices(_PIECES, k=random.choice((1, 1, 1, 2)))
    )


def entities_for(random: Random, text: str, share: float = 0.25) -> list[Json]:
    """A command as Telegram marks it; with probability `share` also entities that fit nothing."""
    found: list[Json] = []
    if text.startswith("/") and text[1:2].isalpha() and random.random() < 0.9:
        length = len(text.split()[0])
        found.append({"type": "bot_command", "offset": 0, "length": length})
    while random.random() < share:
        kind = random.choice(_ENTITIES)
        size = len(text.encode("utf-16-le", "surrogatepass")) // 2
        entity: Json = {"type": kind, "offset": random.choice((0, 1, size - 1, size, 9_999, -1)),
                        "length": random.choice((0, 1, 2, size, 9_999, -3))}  # fmt: skip
        if kind == "text_link":
            entity["url"] = "https://example.org"
        if kind == "text_mention":
            entity["user"] = {"id": random.choice((5, BOT_ID)), "is_bot": False, "first_name": "x"}
        found.append(entity)
    return found
