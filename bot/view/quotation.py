"""Quotation blocks of the report's text, and the line that quotes the question of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot import wording
from bot.messages.rich_text import Block, TextRun, persons_words
from retrieval import Hit, Paragraph, Report, Span

__all__ = [
    "context_block", "excerpt_block", "paragraph_block", "question_in", "question_lines",
    "styled",
]  # fmt: skip

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")
# Characters around an excerpt in its context: before it no more than a phone shows of a folded
# quotation with the excerpt's beginning, behind it as much as one reads on.
_BEFORE, _BEHIND = 40, 160
_CUT = "……"
_CLAUSE_END = re.compile("[，；：。！？,;:!?]")


def question_lines(question: str, typed: str) -> tuple[Block, ...]:
    """The line that says which question is answered; none for no question, or for one as typed.

    Buttons read the question from it: the message replied to has only what was typed (那2017年呢).
    """
    if not question or question == typed:
        return ()
    return (Block((TextRun(wording.QUESTION_LEAD), persons_words(" ".join(question.split())))),)


def question_in(shown: str) -> str | None:
    """The question in the first line of `shown`, the text of a message of the bot's."""
    line = shown.partition("\n")[0]
    lead = wording.QUESTION_LEAD
    return line.removeprefix(lead) if line.startswith(lead) else None


def excerpt_block(hit: Hit) -> Block:
    """The excerpt, with what answers in bold."""
    return Block(styled(hit.excerpt, bold=hit.answering), quotation=True)


def context_block(hit: Hit, report: Report) -> tuple[Block, ...]:
    """What stands around the excerpt in its paragraph, folded, with the excerpt underlined and the
    words of the question bold; nothing where the excerpt is the whole paragraph."""
    whole = report.paragraphs[hit.location.paragraph - 1].span
    excerpt = Span(hit.location.start, hit.location.end)
    if excerpt == whole:
        return ()
    around = _around(report.text, whole, excerpt)
    at = excerpt.start - around.start
    runs = styled(
        around.of(report.text),
        bold=[Span(at + each.start, at + each.end) for each in hit.highlights],
        underlined=[Span(at, at + len(hit.excerpt))],
    )
    before = (TextRun(_CUT),) if around.start > whole.start else ()
    behind = (TextRun(_CUT),) if around.end < whole.end else ()
    return (Block((*before, *runs, *behind), quotation=True, folded=True),)


def _around(text: str, whole: Span, excerpt: Span) -> Span:
    """`excerpt` with some clauses of the paragraph `whole` before and behind it."""
    start = max(whole.start, excerpt.start - _BEFORE)
    if start > whole.start:
        cut = _CLAUSE_END.search(text, start, excerpt.start)
        start = cut.end() if cut else excerpt.start
    end = min(whole.end, excerpt.end + _BEHIND)
    if end < whole.end:
        ends = [each.end() for each in _CLAUSE_END.finditer(text, excerpt.end, end)]
        end = ends[-1] if ends else excerpt.end
    return Span(start, end)


def paragraph_block(report: Report, shown: Paragraph, marked: Sequence[Span] = ()) -> Block:
    """The paragraph `shown`, with the characters `marked` of the report underlined."""
    at = shown.span.start
    inside = [Span(each.start - at, each.end - at) for each in marked if each.within(shown.span)]
    return Block(styled(shown.span.of(report.text), underlined=inside), quotation=True)


def styled(
    text: str, bold: Sequence[Span] = (), underlined: Sequence[Span] = ()
) -> tuple[TextRun, ...]:
    """`text` in runs of one style, its line breaks as they are shown."""
    edges = {edge for span in (*bold, *underlined) for edge in (span.start, span.end)}
    edges |= {0, len(text)}
    return _shown(
        TextRun(
            text[start:end],
            bold=any(span.start <= start and end <= span.end for span in bold),
            underlined=any(span.start <= start and end <= span.end for span in underlined),
        )
        for start, end in pairwise(sorted(edges))
    )


def _shown(runs: Iterable[TextRun]) -> tuple[TextRun, ...]:
    shown = (
        TextRun(_LINE_BREAK.sub("\n", run.text), bold=run.bold, underlined=run.underlined)
        for run in runs
    )
    return tuple(run for run in shown if run.text)
