"""Random updates on top of real shapes: what people, other clients and broken servers may send."""

from __future__ import annotations

import copy
import random
import time
from dataclasses import dataclass

from tests.loopback.checks import units
from tests.loopback.contents import CONTENTS, OTHER_KINDS, SERVICE
from tests.loopback.malformed import malformed
from tests.loopback.odd_texts import ODD_DATA, entities_for, odd_text
from tests.loopback.telegram import BOT_ID, Json, Sent, chat_json

__all__ = ["CHATS", "Made", "Shapes"]

_PRIVATE = range(1, 13)
_GROUPS = (-11, -12, -1_001, -1_002)
_TOPICS = -1_002
CHATS = (*_PRIVATE, *_GROUPS)
_BOT = {"id": BOT_ID, "is_bot": True, "first_name": "朝阳报告", "username": "report_bot"}
_OTHER_BOT = {"id": 42, "is_bot": True, "first_name": "x", "username": "other_bot"}
_STANDINGS: tuple[Json, ...] = (
    {"user": _BOT, "status": "left"}, {"user": _BOT, "status": "member"},
    {"user": _BOT, "status": "kicked", "until_date": 0},
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An update without its number, and how many messages may reply to its message.

    `replies` is None where that is open; a malformed update may be left out altogether.
    """

    content: Json
    replies: int | None = None
    query: str = ""
    malformed: bool = False

    @property
    def message(self) -> tuple[int, int]:
        """The chat and the number of its message; zeros where it has none."""
        found = self.content.get("message") or self.content.get("edited_message")
        return (found["chat"]["id"], found["message_id"]) if found else (0, 0)


class Shapes:
    """Updates of a seed, one after another.

    `asked`: messages of people that were dealt with; `shown`: those of the bot; both change only
    between batches, so that a seed gives the same updates however quick the bot is.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._number = 10_000_000
        self.asked: list[Made] = []
        self.shown: list[Sent] = []

    def next(self) -> Made:
        """One update."""
        self._number += 1
        makers = (
            self._written,
            self._pressed,
            self._edited,
            self._inline,
            self._stands,
            self._other,
        )
        [make] = self._random.choices(makers, (50, 20, 8, 8, 2, 4))
        made = make()
        if self._random.random() < 0.1:
            broken = malformed(self._random, copy.deepcopy(made.content))
            return Made(broken, query=made.query, malformed=True)
        return made

    def _maybe(self, share: float) -> bool:
        return self._random.random() < share

    def _person(self, number: int) -> Json:
        person: Json = {"id": abs(number), "is_bot": False, "first_name": "居民\u202e<b>\ud800"}
        return person | (
            {"language_code": "zh-hans", "is_premium": True} if self._maybe(0.5) else {}
        )

    def _base(self, chat: int) -> Json:
        message: Json = {
            "message_id": self._number, "date": int(time.time()), "chat": chat_json(chat),
            "from": self._person(chat if chat > 0 else self._random.choice(_PRIVATE)),
        }  # fmt: skip
        if chat == _TOPICS and self._maybe(0.7):
            message |= {"message_thread_id": 7, "is_topic_message": True}
        if self._maybe(0.1):
            message["unknown_field"] = {"nested": [None, 1]}
        if self._maybe(0.1):
            message["forward_origin"] = self._random.choice((
                {"type": "hidden_user", "date": 1, "sender_user_name": "x"},
                {"type": "user", "date": 1, "sender_user": self._person(3)},
                {"type": "channel", "date": 1, "chat": chat_json(-1_007), "message_id": 5},
            ))  # fmt: skip
        return message

    def _written(self) -> Made:
        chat = self._random.choice(CHATS)
        message = self._base(chat)
        if self._maybe(0.15):
            return Made(
                {"message": message | self._random.choice(SERVICE)}, 0 if chat > 0 else None
            )
        if self._maybe(0.2):
            message |= self._random.choice(CONTENTS)
            if self._maybe(0.5):
                message["caption"] = odd_text(self._random)[:1024]
                message["caption_entities"] = entities_for(self._random, message["caption"])
            return Made({"message": message}, 1 if chat > 0 else None)
        replies = self._ask(message) if chat > 0 else self._ask_in_a_group(message)
        return Made({"message": message}, replies)

    def _ask(self, message: Json) -> int:
        """Any text in a private chat; how many replies it gets."""
        message["text"] = odd_text(self._random)
        message["entities"] = entities_for(self._random, message["text"])
        self._refer(message)
        if self._maybe(0.03):
            message |= {
                "via_bot": _BOT,
                "text": "《政府工作报告》",
                "entities": [],
            }  # shared by inline mode
            return 0
        return 1

    def _ask_in_a_group(self, message: Json) -> int | None:
        """A text in a group, meant for the bot, for others, or doubtful; how many replies it gets."""
        question = odd_text(self._random)
        way = self._random.choice(("mention", "command", "reply", "none", "bot", "doubtful"))
        message["text"] = question.replace("@", "").lstrip("/")[:4000] or "。"
        if way in ("mention", "command"):
            kind, word = ("mention", "@report_bot") if way == "mention" else ("bot_command", "/ask")
            message["text"] = f"{word} {message['text']}"
            own = {"type": kind, "offset": 0, "length": units(word)}
            message["entities"] = [own, *entities_for(self._random, "x", share=0.3)]
        elif way == "reply":
            message["reply_to_message"] = self._base(message["chat"]["id"]) | {
                "from": _BOT,
                "text": question,
            }
        elif way == "bot":
            message |= {"text": f"@report_bot {question}"[:4096], "from": _OTHER_BOT}
        elif way == "doubtful":
            message["text"] = question
            message["entities"] = entities_for(self._random, question)
            self._refer(message)
            return None
        return 0 if way in ("none", "bot") else 1

    def _refer(self, message: Json) -> None:
        """Makes `message` a reply now and then: to the bot, to a person, to what is elsewhere."""
        if self._maybe(0.8):
            return
        replied = self._base(message["chat"]["id"]) | {
            "message_id": 1,
            "text": odd_text(self._random),
        }
        message["reply_to_message"] = replied | ({"from": _BOT} if self._maybe(0.5) else {})
        if self._maybe(0.2):
            message["quote"] = {"text": "停车位", "position": 0}
        if self._maybe(0.1):
            del message["reply_to_message"]
            message["external_reply"] = {
                "origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
            }

    def _edited(self) -> Made:
        """A message dealt with before, with another text."""
        if not self.asked:
            return self._written()
        before = self._random.choice(self.asked)
        message: Json = before.content.get("message") or before.content["edited_message"]
        text = odd_text(self._random)
        changed = {
            "text": text,
            "entities": entities_for(self._random, text),
            "edit_date": int(time.time()),
        }
        private = message["chat"]["id"] > 0
        return Made({"edited_message": {**message, **changed}}, before.replies if private else None)

    def _query(self, user: int) -> Json:
        return {"id": f"q{self._number}", "from": self._person(user)}

    def _pressed(self) -> Made:
        """A button of ours, one like it, or none that there is."""
        query = self._query(self._random.choice(_PRIVATE)) | {"chat_instance": "1"}
        query["data"] = self._random.choice(ODD_DATA)
        if self.shown and self._maybe(0.8):
            sent = self._random.choice(self.shown)
            query["message"] = sent.as_json()
            if sent.chat_id > 0:
                query["from"] = self._person(sent.chat_id)
            if sent.replied and self._maybe(0.8):
                replied = self._base(sent.chat_id) | {"message_id": sent.replied}
                query["message"]["reply_to_message"] = replied | {"text": odd_text(self._random)}
            buttons = [each for row in sent.rows for each in row if "callback_data" in each]
            if buttons:
                query["data"] = self._changed(self._random.choice(buttons)["callback_data"])
        elif self._maybe(0.3):
            query["inline_message_id"] = "i"
        else:
            chat = chat_json(self._random.choice(CHATS))
            query["message"] = {"message_id": 1, "date": 0, "chat": chat}
        if self._maybe(0.05):
            query["game_short_name"] = query.pop("data")
            return Made({"callback_query": query})  # no button of ours: nobody has to answer
        return Made({"callback_query": query}, query=query["id"])

    def _changed(self, data: str) -> str:
        """Mostly as it was, else with one character more, less or other."""
        if self._maybe(0.7):
            return data
        at = self._random.randrange(len(data))
        other = self._random.choice(("", "0", "9", ":", "-", "z"))
        return data[:at] + other + data[at + self._maybe(0.7) :]

    def _inline(self) -> Made:
        query = self._query(self._random.choice(_PRIVATE))
        query |= {
            "query": odd_text(self._random)[:256] * self._maybe(0.9),
            "offset": self._random.choice(("", "5")),
        }
        return Made({"inline_query": query}, query=query["id"])

    def _stands(self) -> Made:
        """The bot's standing in a chat changes."""
        old, new = self._random.choices(_STANDINGS, k=2)
        chat = self._random.choice(CHATS)
        change: Json = {"chat": chat_json(chat), "from": self._person(chat), "date": 1}
        return Made({"my_chat_member": change | {"old_chat_member": old, "new_chat_member": new}})

    def _other(self) -> Made:
        return Made(copy.deepcopy(self._random.choice(OTHER_KINDS)))
