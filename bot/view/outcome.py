"""The reply to a question whatever its outcome: each goes to the view of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.messages.reply import Reply
from bot.view.answer import answer_view, use_choices
from bot.view.declined import declined_view
from bot.view.introduction import NOTHING_SET, Office
from bot.view.location import source_of
from bot.view.shapes import related_view, several_view
from retrieval import Answer, Library, Outcome, Shape

__all__ = ["outcome_view"]


def outcome_view(
    answer: Answer,
    rank: int,
    library: Library,
    words: Sequence[str],
    office: Office = NOTHING_SET,
    topics: Sequence[str] = (),
) -> Reply:
    """`answer` from hit `rank` (from 0); `words`: the messages it was asked in, none
    where it was not typed.

    `topics`: what to offer where nothing is found.  Raises LookupError where there is no such hit.
    """
    sources = partial(source_of, library)
    if answer.related:
        return related_view(answer, sources, words)
    if answer.outcome is not Outcome.ANSWERED:
        return declined_view(answer, words, office, library, topics)
    hit = answer.hits[rank]
    source = sources(hit.location.report)
    if answer.shape is Shape.EXCERPT and (answer.shown < 2 or answer.side_by_side):
        return answer_view(answer, rank, source, words)
    return several_view(answer, rank, sources, words, use_choices(answer, hit, source))
