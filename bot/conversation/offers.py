"""What is offered to who does not know what to ask: topics, or example questions."""

from __future__ import annotations

from bot import wording
from bot.conversation.lookup import examples_for, or_unavailable, topics_of
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.view.answer import example_id, examples_view
from retrieval import Library

__all__ = ["first_example", "offered", "with_topics"]


def offered(library: Library, digest: str) -> str | None:
    """The example or topic whose digest begins with `digest`, if there still is one."""
    every = (*topics_of(library), *library.examples)
    return next((each for each in every if example_id(each) == digest), None)


def first_example(library: Library) -> str:
    """One of the examples; empty without any, and while the index cannot be reached."""
    return or_unavailable(lambda: next(iter(library.examples), ""), "")


def with_topics(library: Library, text: str, chat: str) -> Reply:
    """`text` and topics, or examples where there are none; without them while the index cannot be
    reached."""
    topics, examples = topics_of(library), list[str]()
    if not topics:
        examples = or_unavailable(lambda: list(examples_for(library, chat)), examples)
    lead, choices = examples_view(wording.EXAMPLES_LEAD, examples, topics)
    return Reply((paragraph(text), *lead), choices)
