"""Paragraphs and sections of a conversation: by a button, by a link, by words that name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot import wording
from bot.conversation.lookup import answer_to
from bot.messages.actions import ShowContents, ShowParagraph, ShowSection
from bot.messages.deep_links import ParagraphLink
from bot.messages.page_links import short_digest
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.view.contents import contents_view
from bot.view.location import source_of
from bot.view.passage import paragraph_view, section_view
from bot.wording.commands import CONTENTS, PARAGRAPH, SOURCE
from retrieval import Hit, LastQuestion, Library, fold

__all__ = ["linked_passage", "named_passage", "passage"]

_CONTENTS, _PARAGRAPH, _SOURCE = (re.compile(each) for each in (CONTENTS, PARAGRAPH, SOURCE))


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
    hits = answer.hits or answer.related
    return hits[rank] if 0 <= rank < len(hits) else None


def linked_passage(library: Library, link: ParagraphLink, public_url: str | None) -> Reply | None:
    """The paragraph that a deep link leads to; None where there is no such paragraph any more."""
    report = library.by_digest(link.report) if link.report else library.home_report
    if report is None or not 1 <= link.number <= len(report.paragraphs):
        return None
    shows = ShowParagraph(short_digest(report), link.number)
    return passage(library, shows, public_url=public_url)


def _number(text: str) -> int:
    """The number that `text` writes: 13, 十三, 一百零三."""
    total = digits = 0
    for char in text:
        value = int(unicodedata.numeric(char))
        if value < 10:
            digits = 10 * digits + value
        else:
            total, digits = total + (digits or 1) * value, 0
    return total + digits


def named_passage(
    library: Library, text: str, last: LastQuestion | None, public_url: str | None
) -> Reply | None:
    """What a message of nothing but its name wants: 目录, 第13段, 原文; None for any other.

    `last`: the last question of the chat.  Raises IndexUnavailableError.
    """
    words = fold(text).text.strip()
    if _CONTENTS.fullmatch(words):
        return contents_view(library.metadata, ShowContents(), library.by_digest)
    hit = _hit(library, last.question, last.rank) if last else None
    if last is not None and hit is not None and _SOURCE.fullmatch(words):
        report = library.report(hit.location.report)
        shows = ShowParagraph(short_digest(report), hit.location.paragraph, last.rank)
        return passage(library, shows, last.question, last.words, public_url)
    number = _PARAGRAPH.fullmatch(words)
    if number is None:
        return None
    report = library.report(hit.location.report) if hit else library.home_report
    wanted = _number(number[1] or number[2])
    if not 1 <= wanted <= len(report.paragraphs):
        return Reply((paragraph(wording.no_such_paragraph(len(report.paragraphs))),))
    return passage(library, ShowParagraph(short_digest(report), wanted), public_url=public_url)
