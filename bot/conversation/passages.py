"""Paragraphs and sections of a conversation: by a button, by a link, by words that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.lookup import answer_to
from bot.messages.actions import ShowContents, ShowParagraph, ShowSection
from bot.messages.deep_links import ParagraphLink
from bot.messages.page_links import short_digest
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.view.contents import contents_view
from bot.view.location import source_of
from bot.view.passage import paragraph_view, section_view
from retrieval import (
    Hit,
    LastQuestion,
    Library,
    Opens,
    Outcome,
    Report,
    below_heading,
    rank_of,
)

__all__ = ["linked_passage", "named_passage", "passage"]


def passage(
    library: Library,
    action: ShowParagraph | ShowSection,
    question: str = "",
    words: Sequence[str] = (),
    public_url: str | None = None,
) -> Reply:
    """What `action` shows, with the excerpt marked that answers `question` at its rank.

    Raises LookupError where there is no such paragraph.
    """
    report = library.by_digest(action.report)
    if report is None:
        message = f"no report {action.report}"
        raise LookupError(message)
    source = source_of(library, report.name)
    if action.rank < 0:  # not reached from an answer: belongs to no question
        question, words = "", ()
    hit = _hit(library, question, action.rank)
    if hit is not None and hit.location.report != report.name:
        hit = None
    if isinstance(action, ShowSection):
        return section_view(source, action, question, words, hit)
    return paragraph_view(source, action.number, action.rank, question, words, hit, public_url)


def _hit(library: Library, question: str, rank: int) -> Hit | None:
    """The hit of `rank` for `question`, or the one that is near; None without one."""
    if not question:
        return None
    answer = answer_to(library, question)
    hits = answer.all_hits
    return hits[rank] if 0 <= rank < len(hits) else None


def linked_passage(library: Library, link: ParagraphLink, public_url: str | None) -> Reply | None:
    """The paragraph that a deep link leads to; None where there is no such paragraph any more."""
    report = library.by_digest(link.report) if link.report else library.home_report
    if report is None or not 1 <= link.number <= len(report.paragraphs):
        return None
    shows = ShowParagraph(short_digest(report), link.number)
    return passage(library, shows, public_url=public_url)


def named_passage(
    library: Library, text: str, last: LastQuestion | None, public_url: str | None
) -> Answered | None:
    """What a message of nothing but its name wants: 目录, 第13段, 原文, 第三项; None for any other.

    `last`: the last question of the chat.  Raises IndexUnavailableError.
    """
    opening = library.opening(text)
    if opening is None:
        return None
    if opening.what is Opens.CONTENTS:
        shown = contents_view(library.metadata, ShowContents(), library.by_digest)
        return Answered(shown, last=last)
    answer = answer_to(library, last.question) if last else None
    hits = answer.all_hits if answer else ()
    rank = rank_of(opening, answer, last)
    if opening.what is Opens.PARAGRAPH:
        report = library.report(hits[rank].location.report) if rank is not None else None
        return Answered(_paragraph(library, report, opening.number, public_url), last=last)
    if rank is None or last is None:
        said = Reply((paragraph(wording.REPLIES[Outcome.UNCLEAR]),))
        return Answered(said, last=last)
    last, location = replace(last, rank=rank), hits[rank].location
    report = library.report(location.report)
    place = short_digest(report), location.paragraph
    heading = below_heading(report, hits[rank]) is not None
    shows = ShowSection(*place, rank=rank) if heading else ShowParagraph(*place, rank)
    return Answered(passage(library, shows, last.question, last.words, public_url), last=last)


def _paragraph(
    library: Library, report: Report | None, number: int, public_url: str | None
) -> Reply:
    """Paragraph `number` of `report`, of the home report without one; or that there is none."""
    report = report or library.home_report
    if not 1 <= number <= len(report.paragraphs):
        return Reply((paragraph(wording.no_such_paragraph(len(report.paragraphs))),))
    return passage(library, ShowParagraph(short_digest(report), number), public_url=public_url)
