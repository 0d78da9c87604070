"""Incoming messages: whether they are for the bot, and the question in them."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, MessageEntity, User

from bot.messages.deep_links import QuestionLink, read_link
from bot.privacy import scrub
from bot.view.quotation import words_in
from bot.wording.menus import COMMANDS

__all__ = ["Incoming", "chat_key", "question_of", "read_message"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, new or edited, read once per update."""

    message: Message
    chat: str
    """Names the chat, or the topic in it, as `Conversation` takes it."""
    for_bot: bool
    """Whether it is for the bot rather than for other people in the chat."""
    question: str
    """Without personal data; empty for commands without a question."""
    before: tuple[str, ...]
    """The messages that make up the question of the message that it replies to; empty where none
    can be seen."""
    personal: bool
    """Whether personal data was removed from the question."""
    command: str
    """The command that it begins with, such as `ask`; empty for none."""

    @property
    def person(self) -> int | None:
        """Who asks: the chat in whose name it was sent, as anonymous administrators and channels
        do, or else the sender; None where that is not known."""
        sender, user = self.message.sender_chat, self.message.from_user
        if sender is not None:
            return sender.id
        return user.id if user is not None else None

    @property
    def private(self) -> bool:
        """Whether it is in a private chat."""
        return self.message.chat.type == self.message.chat.PRIVATE


def read_message(message: Message, me: User) -> Incoming:
    """`message` as the bot `me` understands it."""
    question, personal = _question(message, me)
    for_bot, before = _is_for_bot(message, me), _before(message, me)
    command = _command(message)[0]
    return Incoming(message, chat_key(message), for_bot, question, before, personal, command)


def chat_key(message: Message) -> str:
    """The name of the chat, or of the topic in it, of `message`."""
    if message.is_topic_message and message.message_thread_id is not None:
        return f"{message.chat_id}/{message.message_thread_id}"
    return str(message.chat_id)


def _text(message: Message) -> str:
    """The text or caption; unpaired surrogates, which no request can hold, as �."""
    text = message.text or message.caption or ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mentions(message: Message, me: User) -> list[str]:
    """The pieces of the text that mention the bot.

    Not cut by the library, which raises where an entity ends within a surrogate pair or the text
    holds half of one; an entity that covers nothing mentions nobody.
    """
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    name = f"@{me.username}".lower()
    found = []
    for entity in (*message.entities, *message.caption_entities):
        start, end = max(entity.offset, 0), max(entity.offset + entity.length, 0)
        piece = units[2 * start : 2 * end].decode("utf-16-le", "replace")
        by_name = entity.type == MessageEntity.MENTION and piece.lower() == name
        by_number = entity.user is not None and entity.user.id == me.id
        if piece and (by_name or by_number):
            found.append(piece)
    return found


def _is_for_bot(message: Message, me: User) -> bool:
    """The one question for all handlers: True for private chats; in a group for a mention of the
    bot, a reply to it, a command that names it, or one of citizens' commands that names no bot.

    Messages sent through the bot's inline mode, by other bots, or forwarded automatically from a
    channel are for the people in the chat.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
        return False
    if message.chat.type == message.chat.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied is not None and _is_from(replied, me):
        return True
    command, addressed = _command(message)
    to_me = addressed == (me.username or "").lower() if addressed else command in COMMANDS
    return bool(_mentions(message, me)) or (bool(command) and to_me)


def _command(message: Message) -> tuple[str, str]:
    """The command that the text or caption begins with, and the bot that it names, in small
    letters; both empty where it begins with none."""
    first, _ = _divided(_text(message))
    name, _, addressed = first[1:].lower().partition("@")
    if not first.startswith("/") or not (_begins_with_command(message) or name == "ask"):
        return "", ""
    return name, addressed


def _divided(text: str) -> tuple[str, str]:
    """The first word of `text`, and the rest."""
    first, *rest = text.split(maxsplit=1) or [""]
    return first, "".join(rest)


def question_of(message: Message, me: User) -> str:
    """The question in `message`, with personal data replaced; empty where there is none."""
    return _question(message, me)[0]


def _question(message: Message, me: User) -> tuple[str, bool]:
    """The question, and whether personal data was removed from it.

    It is the text or caption without mentions of the bot and without the command that asks; for a
    mention alone in reply to another person, the text of that person's message.
    """
    text = _text(message)
    command, _ = _command(message)
    if command == "start":
        link = read_link(_divided(text)[1])
        text = link.question if isinstance(link, QuestionLink) else ""
    elif command == "ask":
        text = _divided(text)[1]
    elif command:
        return "", False
    for mention in _mentions(message, me):
        text = text.replace(mention, " ")
    text = text.strip()
    replied = message.reply_to_message if command != "start" else None
    if not text and replied is not None and not _is_from(replied, me):
        return scrub(_text(replied).strip()), False
    question = scrub(text)
    return question, question != text


def _begins_with_command(message: Message) -> bool:
    """By Telegram's entities, so that any other text is a question, also /2016年."""
    entities = (*message.entities, *message.caption_entities)
    return any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in entities)


def _before(message: Message, me: User) -> tuple[str, ...]:
    replied = message.reply_to_message
    if replied is None:
        return ()
    if _is_from(replied, me):
        return words_in(_text(replied))
    question = question_of(replied, me)
    return (question,) if question else ()


def _is_from(message: Message, user: User) -> bool:
    return message.from_user is not None and message.from_user.id == user.id
