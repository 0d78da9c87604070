"""Who a message is meant for, and what it asks."""

from __future__ import annotations

from telegram import Message, MessageEntity, User

from bot.messages.deep_links import QuestionLink, read_link
from bot.privacy import find_personal, scrub
from bot.view.quotation import question_in

__all__ = [
    "chat_key", "holds_personal_data", "is_meant_for", "question_before", "question_of",
    "question_to",
]  # fmt: skip

_COMMANDS_THAT_ASK = ("/ask", "/start")


def chat_key(message: Message) -> str:
    """What names the chat, or the topic of it, that `message` stands in."""
    if message.is_topic_message and message.message_thread_id is not None:
        return f"{message.chat_id}/{message.message_thread_id}"
    return str(message.chat_id)


def _text(message: Message) -> str:
    """The text or caption; halves of characters, which nothing can send back, as �."""
    text = message.text or message.caption or ""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mentions(message: Message, me: User) -> list[str]:
    """The pieces of the text that mention the bot.

    Cut here rather than by the library, which raises where an entity ends within a character, or
    the text holds half of one; what covers nothing mentions nobody.
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


def is_meant_for(message: Message, me: User) -> bool:
    """Whether the bot `me` is spoken to: always in private, in a group by mention, reply or /ask.

    What was written through the bot's inline mode, by another bot, or comes out of a channel by
    itself is meant for the people in the chat.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if message.from_user is not None and message.from_user.is_bot and message.sender_chat is None:
        return False
    if message.chat.type == message.chat.PRIVATE:
        return True
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == me.id:
        return True
    return bool(_mentions(message, me)) or _is_command(message, me)


def _is_command(message: Message, me: User) -> bool:
    """Whether the text begins with /ask, or with any command that names the bot."""
    name, _, addressed = _text(message).partition(" ")[0].lower().partition("@")
    to_me = addressed == (me.username or "").lower()
    return name.startswith("/") and (to_me or (name == "/ask" and not addressed))


def holds_personal_data(message: Message) -> bool:
    """Whether an identity number, a telephone number or the like stands in the text."""
    return bool(find_personal(_text(message)))


def question_of(message: Message, me: User) -> str:
    """The text or caption without mention of the bot and without the command that asks; nothing
    where it is another command.

    Where nothing is left and another person's message is replied to: that message's text.  Personal
    data is blotted out, so that it reaches neither memory nor journal.
    """
    text = _text(message)
    command, _, rest = text.partition(" ")
    name = command.partition("@")[0].lower()
    if name == "/start":
        link = read_link(rest.strip())
        return link.question if isinstance(link, QuestionLink) else ""
    if name in _COMMANDS_THAT_ASK:
        text = rest
    elif _begins_with_command(message):
        return ""
    for mention in _mentions(message, me):
        text = text.replace(mention, " ")
    text = text.strip()
    replied = message.reply_to_message
    if not text and replied is not None and not _is_from(replied, me):
        return scrub(_text(replied).strip())
    return scrub(text)


def question_to(message: Message, me: User) -> str:
    """The question that `message` puts to the bot `me`; empty where it puts none to it."""
    return question_of(message, me) if is_meant_for(message, me) else ""


def _begins_with_command(message: Message) -> bool:
    """As the library sees commands, which makes every other text a question: /2016年 is one."""
    entities = (*message.entities, *message.caption_entities)
    return any(each.type == MessageEntity.BOT_COMMAND and each.offset == 0 for each in entities)


def question_before(message: Message, me: User) -> str:
    """The question in the message that `message` replies to; empty where none can be seen."""
    replied = message.reply_to_message
    if replied is None:
        return ""
    if _is_from(replied, me):
        return question_in(_text(replied)) or ""
    return question_of(replied, me)


def _is_from(message: Message, me: User) -> bool:
    return message.from_user is not None and message.from_user.id == me.id
