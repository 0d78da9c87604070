"""Topics to offer, of which the loaded reports hold several excerpts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from retrieval.answering.answer import Answer
from retrieval.query.shape import Shape
from retrieval.words import load_list

__all__ = ["topics_at_hand"]

# Topics that are offered: two rows of a phone's width.
_TOPICS = 8
# Excerpts that make a topic worth offering: one is an answer to a question, two may be chance.
_LEAST_OF_TOPIC = 3


def topics_at_hand(ask: Callable[[str], Answer]) -> tuple[str, ...]:
    """A word for each topic, of which `ask` finds several excerpts; raises what that raises."""

    def holds(topic: str) -> bool:
        answer = ask(topic)
        return answer.shape is Shape.TOPIC and len(answer.hits) >= _LEAST_OF_TOPIC

    return tuple(islice(filter(holds, load_list("topics_at_hand.txt")), _TOPICS))
