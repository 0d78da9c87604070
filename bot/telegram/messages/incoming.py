"""Incoming messages: whether they are for the bot, and the question in them."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, MessageEntity, User

from bot.messages.deep_links import QuestionLink, read_link
from bot.privacy import scrub
from bot.view.quotation import question_in

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
    before: str
    """The question in the message that it replies to; empty where none can be seen."""
    personal: bool
    """Whether personal data was removed from the question."""

    @property
    def private(self) -> bool:
        """Whether it is in a private chat."""
        return self.message.chat.type == self.message.chat.PRIVATE


def read_message(message: Message, me: User) -> Incoming:
    """`message` as the bot `me` understands it."""
    question, personal = _question(message, me)
    for_bot = _is_for_bot(message, me)
    return Incoming(message, chat_key(message), for_bot, question, _before(message, me), personal)


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
    """True for private chats; in a group for a mention of the bot, a reply to it, or /ask.

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
    return bool(_mentions(message, me)) or _is_command(message, me)


def _is_command(message: Message, me: User) -> bool:
    """Whether the text begins with /ask, or with any command that names the bot."""
    name, _, addressed = _text(message).partition(" ")[0].lower().partition("@")
    to_me = addressed == (me.username or "").lower()
    return name.startswith("/") and (to_me or (name == "/ask" and not addressed))


def question_of(message: Message, me: User) -> str:
    """The question in `message`, with personal data replaced; empty where there is none."""
    return _question(message, me)[0]


def _question(message: Message, me: User) -> tuple[str, bool]:
    """The question, and whether personal data was removed from it.

    It is the text or caption without mentions of the bot and without the command that asks; for a
    mention alone in reply to another person, the text of that person's message.
    """
    text = _text(message)
    command, _, rest = text.partition(" ")
    name = command.partition("@")[0].lower()
    if name == "/start":
        link = read_link(rest.strip())
        return (link.question if isinstance(link, QuestionLink) else ""), False
    if name == "/ask":
        text = rest
    elif _begins_with_command(message):
        return "", False
    for mention in _mentions(message, me):
        text = text.replace(mention, " ")
    text = text.strip()
    replied = message.reply_to_message
    if not text and replied is not None and not _is_from(replied, me):
        return scrub(_text(replied).strip()), False
    question = scrub(text)
    return question, question != text


def _begins_with_command(message: Message) -> bool:
    """By Telegram's entities, so that any other text is a question, also /2016年."""
    entities = (*message.entities, *message.caption_entities)
    return any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in entities)


def _before(message: Message, me: User) -> str:
    replied = message.reply_to_message
    if replied is None:
        return ""
    if _is_from(replied, me):
        return question_in(_text(replied)) or ""
    return question_of(replied, me)


def _is_from(message: Message, user: User) -> bool:
    return message.from_user is not None and message.from_user.id == user.id
