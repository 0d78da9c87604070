"""Replies of several excerpts: topics, outlines, lists, several questions at once, and what a
report mentions without saying what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from bot import wording
from bot.messages.actions import ShowAnswer, ShowParagraph
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph, persons_words
from bot.view.figure_lines import is_table, table_lines
from bot.view.location import Source, group_line
from bot.view.paging import rows_of
from bot.view.quotation import question_lines, styled
from bot.wording import shapes as words
from retrieval import Answer, Hit, Shape

__all__ = ["next_page", "related_view", "relative_line", "several_view"]

# Numbers in a row of buttons: Telegram takes no more.
_IN_A_ROW = 8
# A page is a phone's screen and a half: so many lines of so many characters on 390 px, and two rows
# of numbers.
_LINES, _WIDTH, _ON_A_PAGE = 34, 20, 16
# Excerpts of each page beyond those that are shown first.
_FURTHER = 6
# Lines that a label and a line of place take.
_AROUND = 3

# Shapes whose hits are what is wanted as they stand, with nothing in them that answers more.
_HEADS = frozenset({Shape.TOPIC, Shape.OUTLINE})

# Punctuation marks around what answers.
_MARKS = 2

SourceOf = Callable[[str], Source]


def several_view(
    answer: Answer, rank: int, sources: SourceOf, asked: Sequence[str], uses: Sequence[Choice]
) -> Reply:
    """The page of the hits of `answer` that holds hit `rank` (from 0), under their groups.

    `sources`: a report by its name; `uses`: the choices below any answer.
    """
    first, last = _page(answer, rank)
    hits = answer.hits[first:last]
    source = sources(answer.hits[0].location.report)
    bold = answer.shape not in _HEADS
    table = is_table(answer.hits)
    blocks = [
        *question_lines(answer.question, asked),
        *(_table(hits, first, sources) if table else _hits(hits, first, sources, bold=bold)),
        *(
            Block((persons_words(words.unanswered(each)),))
            for each in answer.unanswered
            if first == 0
        ),
        *relative_line(answer, source),
    ]
    turns = []
    if first > 0:
        back = ShowAnswer(source.digest, _page(answer, first - 1)[0])
        turns.append(Choice(wording.PREVIOUS_PAGE, Press(back)))
    if last < len(answer.hits):
        turns.append(Choice(wording.MORE, Press(ShowAnswer(source.digest, last))))
    rows = (*_openers(hits, first, sources), tuple(turns), tuple(uses))
    return Reply(tuple(blocks), tuple(row for row in rows if row), answer.question)


def related_view(answer: Answer, sources: SourceOf, asked: Sequence[str]) -> Reply:
    """What is missing, and the nearest excerpts."""
    said = (
        words.absent(answer.absent)
        if answer.absent
        else words.related(answer.subject, answer.missing)
    )
    blocks = (
        *question_lines(answer.question, asked),
        paragraph(said + wording.RELATED_LEAD),
        *_hits(answer.related, 0, sources, bold=False),
        *relative_line(answer, sources(answer.related[0].location.report)),
    )
    return Reply(blocks, _openers(answer.related, 0, sources), answer.question)


def relative_line(answer: Answer, source: Source) -> tuple[Block, ...]:
    """How relative words of the question were read; nothing where it has none."""
    if not answer.relative_years:
        return ()
    return (paragraph(words.relative_years(source.report.date, answer.relative_years)),)


def _pages(answer: Answer) -> list[int]:
    """The first hit of each page, and behind them the number of hits.

    A page ends where those end that are shown first, and where a screen and a half is full.
    """
    starts, end, lines = [0], max(answer.shown, 1), 0
    before: tuple[str, str] | None = None
    for number, hit in enumerate(answer.hits):
        own, together = -(-len(hit.excerpt) // _WIDTH), _kept_together(hit)
        lines += own + (_AROUND if together != before else 0)
        before = together
        full = lines > _LINES or number - starts[-1] >= _ON_A_PAGE
        if number > starts[-1] and (number == end or full):
            starts.append(number)
            lines = own + _AROUND
        if number == end:
            end += _FURTHER
    return [*starts, len(answer.hits)]


def _page(answer: Answer, rank: int) -> tuple[int, int]:
    """The first hit, and the one after the last, of the page that holds hit `rank`."""
    for first, last in pairwise(_pages(answer)):
        if first <= rank < last:
            return first, last
    message = f"no hit {rank}"
    raise LookupError(message)


def next_page(answer: Answer, rank: int) -> int:
    """The first hit behind the page that holds hit `rank`; behind the last hit there is none."""
    return next((start for start in _pages(answer) if start > rank), len(answer.hits))


def _hits(hits: Sequence[Hit], first: int, sources: SourceOf, *, bold: bool) -> list[Block]:
    """The hits of each group and report in one quotation, each after its number, and one line that
    says where they stand; a group's label stands above it.  `bold`: what answers is bold."""
    blocks: list[Block] = []
    numbered = list(enumerate(hits, start=first + 1))
    group = ""
    for (label, report), same in groupby(numbered, lambda each: _kept_together(each[1])):
        together = list(same)
        # The heading of a part is itself the first line of its outline.
        if label and label != group and together[0][1].excerpt != label:
            blocks.append(Block((TextRun(label, bold=True),)))
        group = label
        runs: list[TextRun] = []
        for number, hit in together:
            lead = "" if len(hits) == 1 else words.number(number)
            runs.append(TextRun(("\n" if runs else "") + lead))
            runs += styled(hit.excerpt, bold=hit.answering if bold and _tells(hit) else ())
        blocks.append(Block(tuple(run for run in runs if run.text), quotation=True))
        places = [hit.location for _, hit in together]
        blocks.append(paragraph(group_line(places, sources(report))))
    return blocks


def _table(hits: Sequence[Hit], first: int, sources: SourceOf) -> list[Block]:
    """The figures of the hits of each report as lines, and one line that says where they stand."""
    blocks: list[Block] = []
    numbered = list(enumerate(hits, start=first + 1))
    for report, same in groupby(numbered, lambda each: each[1].location.report):
        together = list(same)
        places = [hit.location for _, hit in together]
        blocks.append(table_lines([hit for _, hit in together], together[0][0]))
        blocks.append(paragraph(group_line(places, sources(report))))
    return blocks


def _tells(hit: Hit) -> bool:
    """Whether what answers is less than the whole excerpt, so that bold characters tell it."""
    return sum(span.end - span.start for span in hit.answering) < len(hit.excerpt) - _MARKS


def _kept_together(hit: Hit) -> tuple[str, str]:
    return hit.group, hit.location.report


def _openers(hits: Sequence[Hit], first: int, sources: SourceOf) -> Choices:
    """Rows with a button for each hit that opens its paragraph, from which a button leads back."""
    buttons = [
        Choice(
            str(number + 1) if len(hits) > 1 else wording.CONTEXT,
            Press(
                ShowParagraph(sources(hit.location.report).digest, hit.location.paragraph, number)
            ),
        )
        for number, hit in enumerate(hits, start=first)
    ]
    return rows_of(buttons, _IN_A_ROW)
