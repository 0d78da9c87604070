"""The content of an answer's page: the blocks of the reply, and its choices as links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bot import wording
from bot.conversation.answered import Answered
from bot.messages.actions import (
    AskExample,
    AskQuestion,
    Count,
    Rate,
    ShowAnswer,
    ShowContents,
    ShowParagraph,
)
from bot.messages.page_links import reading_path, report_id, short_digest
from bot.messages.reply import Choice, Press
from bot.wording.places import paragraphs
from retrieval import Answer, Hit, Report

__all__ = ["PageLink", "ask_path", "page_links", "rates"]

ByDigest = Callable[[str], Report | None]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A choice on a page: `path` below the root of the web side, empty for a label alone."""

    label: str
    path: str = ""


def ask_path(*words: str, rank: int | None = None, page: str = "ask") -> str:
    """The address of the answer to the last of `words` after those before it, from hit `rank` (from
    0) on."""
    *before, question = words
    values = [("after", each) for each in before]
    values += [("q", question), *([("n", str(rank + 1))] if rank is not None else [])]
    return f"{page}?{urlencode(values, quote_via=quote)}"


def page_links(answered: Answered, by_digest: ByDigest) -> list[list[PageLink]]:
    """The choices of the reply, row by row; those that make no sense on a page are left out.

    `by_digest`: a report by its short digest.
    """
    rows = [
        [link for choice in row if (link := _link(choice, answered, by_digest))]
        for row in answered.reply.choices
    ]
    return [row for row in rows if row]


def rates(answered: Answered) -> bool:
    """Whether the reply can be rated."""
    does = [each.does for row in answered.reply.choices for each in row]
    return any(isinstance(each, Press) and isinstance(each.action, Rate) for each in does)


def _link(choice: Choice, answered: Answered, by_digest: ByDigest) -> PageLink | None:
    if not isinstance(choice.does, Press):  # to copy, to share, or the address of this web side
        return None
    match choice.does.action:
        case ShowAnswer(_, rank):
            return PageLink(choice.label, ask_path(*answered.said, rank=rank))
        case AskExample() | AskQuestion():
            return PageLink(choice.label, ask_path(choice.label))
        case Count():
            return PageLink(choice.label)
        case ShowParagraph() as shows:
            report = by_digest(shows.report)
            label = wording.READ_IN_REPORT
            if choice.label.isdecimal():  # one of several
                label = f"{choice.label} · {paragraphs([shows.number])}"
            return PageLink(label, _paragraph_path(report, shows, answered.answer))
        case ShowContents(digest) if (report := by_digest(digest)) is not None:
            return PageLink(choice.label, f"reports/{quote(report_id(report), safe='')}#contents")
    return None


def _paragraph_path(report: Report | None, shows: ShowParagraph, answer: Answer | None) -> str:
    """The address of the paragraph that `shows` names, with the excerpt of `answer` in it marked:
    the one of its rank, where that stands there."""
    if report is None:
        return "reports"
    hits: tuple[Hit, ...] = (*answer.hits, *answer.related) if answer else ()
    first = hits[shows.rank : shows.rank + 1] if shows.rank >= 0 else ()
    for hit in (*first, *hits):
        if hit.location.report == report.name and hit.location.paragraph == shows.number:
            return reading_path(report, hit.location)
    name = quote(report_id(report), safe="")
    return f"reports/{name}?v={short_digest(report)}#p{shows.number}"
