"""Random updates on top of real shapes: what people, other clients and broken servers may send."""

from __future__ import annotations

import random
import time
from typing import Any

from tests.loopback.telegram import BOT_ID, Json

__all__ = ["CHATS", "Shapes"]

CHATS = range(1, 9)
_GROUPS = (-11, -12, -1001234)
_TEXTS = (
    "新增了多少停车位", "那2017年呢？", "还有呢", "具体哪些", "2016年地区生产总值是多少", "谢谢", "你好",
    "tingchewei", "how many parking spaces", "停車位", "/start", "/start p13", "/start qAAAA", "/help",
    "/contents", "/about", "/privacy", "/new", "/ask", "/ask 停车位", "/foo", "/ask@report_bot 停车位",
    "@report_bot 停车位", "@report_bot", "@other_bot 停车位", "<b>x", "</blockquote>", "&amp;&lt;",
    "。。。", "👍", "👨‍👩‍👧‍👦🇨🇳", "\u202e反过来\u202c", "\u200b", "\u0000", "\ufeff停车位", "a" * 4096, "停" * 4096,
    "😀" * 2048, "问题：新增了多少停车位", "问题：", "\n\n\n", "1", "2017", "%s{}{0}", "'; drop table", "\ud800",
)  # fmt: skip
_MEDIA: tuple[Json, ...] = (
    {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
    {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
    {"location": {"latitude": 39.9, "longitude": 116.4}},
    {"contact": {"phone_number": "1", "first_name": "x"}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1,
                 "is_animated": False, "is_video": False}},
)  # fmt: skip
_SERVICE: tuple[Json, ...] = (
    {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": "新"}]},
    {"left_chat_member": {"id": 5, "is_bot": False, "first_name": "旧"}},
    {"group_chat_created": True}, {"new_chat_title": "x"}, {"delete_chat_photo": True},
    {"migrate_from_chat_id": -11}, {"pinned_message": None}, {"unknown_service": {"x": [1]}},
    {"forum_topic_created": {"name": "x", "icon_color": 1}}, {"message_auto_delete_time": 3},
)  # fmt: skip


class Shapes:
    """Updates of a seed, one after another; `texts` counts the private texts among them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.texts: dict[int, int] = dict.fromkeys(CHATS, 0)
        self.pressable: list[tuple[int, Json, list[str]]] = []

    def next(self, number: int) -> Json:
        """One update, without its number."""
        pick = self._random.random()
        if pick < 0.55:
            return self._message(number)
        if pick < 0.75:
            return {"callback_query": self._press(number)}
        if pick < 0.85:
            return {"inline_query": {"id": f"q{number}", "from": self._person(self._chat()),
                                     "query": self._text()[:256], "offset": ""}}  # fmt: skip
        if pick < 0.9:
            return {"edited_message": {**self._base(number, self._chat()), "text": self._text(),
                                       "edit_date": int(time.time())}}  # fmt: skip
        return self._broken(number)

    def _chat(self) -> int:
        return self._random.choice(CHATS)

    def _text(self) -> str:
        pieces = self._random.choices(_TEXTS, k=self._random.choice((1, 1, 1, 2)))
        return "".join(pieces)[:4096]

    def _person(self, number: int) -> Json:
        return {"id": abs(number), "is_bot": False, "first_name": "居民\u202e<b>"}

    def _base(self, number: int, chat: int) -> Json:
        private = {"id": chat, "type": "private", "first_name": "x"}
        kind = "supergroup" if chat < -1000 else "group"
        where = private if chat > 0 else {"id": chat, "type": kind, "title": "群"}
        return {"message_id": 10_000_000 + number, "date": int(time.time()), "chat": where,
                "from": self._person(chat if chat > 0 else 77)}  # fmt: skip

    def _message(self, number: int) -> Json:
        pick = self._random.random()
        chat = self._random.choice((*CHATS, *_GROUPS))
        message = self._base(number, chat)
        if pick < 0.7:
            message["text"] = self._text()
            self._decorate(message)
            if chat > 0:
                self.texts[chat] += 1
        elif pick < 0.85:
            message |= self._random.choice(_MEDIA)
            if self._random.random() < 0.5:
                message["caption"] = self._text()[:1024]
        else:
            message |= self._random.choice(_SERVICE)
        return {"message": message}

    def _decorate(self, message: Json) -> None:
        """Commands as Telegram marks them, entities with any offsets, replies, forwards, topics."""
        text = message["text"]
        if text.startswith("/") and text[1:2].isalpha():
            length = len(text.split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        elif self._random.random() < 0.2:
            kind = self._random.choice(("mention", "url", "bold", "text_link", "custom_emoji"))
            entity: Json = {"type": kind, "offset": self._random.randrange(9), "length": 99}
            message["entities"] = [entity | ({"url": "https://x"} if kind == "text_link" else {})]
        if self._random.random() < 0.2:
            replied = self._base(1, message["chat"]["id"]) | {"text": self._text()}
            if self._random.random() < 0.5:
                replied["from"] = {"id": BOT_ID, "is_bot": True, "first_name": "x",
                                   "username": "report_bot"}  # fmt: skip
            message["reply_to_message"] = replied
        if self._random.random() < 0.1:
            message |= {"message_thread_id": 7, "is_topic_message": True}
        if self._random.random() < 0.1:
            message["forward_origin"] = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
        if self._random.random() < 0.1:
            message["unknown_field"] = {"nested": [None, 1]}

    def _press(self, number: int) -> Json:
        query: Json = {"id": f"q{number}", "chat_instance": "1"}
        data = self._random.choice(("x", "p:1", "a:::", "n:1:2", "p:" + "9" * 40, "🙂", ""))
        if self.pressable and self._random.random() < 0.8:
            chat, message, choices = self._random.choice(self.pressable)
            if choices and self._random.random() < 0.8:
                data = self._random.choice(choices)
                if self._random.random() < 0.2:
                    at = self._random.randrange(len(data))
                    data = data[:at] + self._random.choice("0z:-") + data[at + 1 :]
            return query | {"from": self._person(chat), "message": message, "data": data}
        if self._random.random() < 0.5:
            return query | {"from": self._person(1), "inline_message_id": "i", "data": data}
        old = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
        return query | {"from": self._person(1), "message": old, "data": data}

    def _broken(self, number: int) -> Json:
        """What no client sends, yet a server of one's own may."""
        message = self._base(number, self._chat())
        choices: tuple[Any, ...] = (
            {"message": {"message_id": "x"}}, {"message": None}, {"message": []}, {"callback_query": {}},
            {"inline_query": {"id": 1}}, {"something_new": {"x": 1}}, {}, {"message": {**message, "date": "x"}},
            {"message": {**message, "chat": 5}}, {"edited_message": {"text": 5}},
            {"channel_post": {**message, "text": "x"}}, {"my_chat_member": {"chat": 1}},
            {"poll": {"id": "1"}}, {"message": {**message, "entities": 5, "sticker": 5}},
        )  # fmt: skip
        broken: Json = self._random.choice(choices)
        return broken
