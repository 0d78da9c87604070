"""Quotation blocks of the report's text, and the line that quotes the question of a reply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot import wording
from bot.messages.rich_text import Block, TextRun, persons_words
from bot.wording import asked
from retrieval import Hit, Paragraph, Report, Span

__all__ = [
    "context_block", "excerpt_block", "paragraph_block", "question_lines", "styled",
    "words_in",
]  # fmt: skip

# The seed's line breaks, with the blank lines and spaces around them, show as one line break.
_LINE_BREAK = re.compile(r"\s*\n\s*")
# Characters around an excerpt in its context: before it no more than a phone shows of a folded
# quotation with the excerpt's beginning, behind it as much as one reads on.
_BEFORE, _BEHIND = 40, 160
_CUT = "……"
# Messages that a line names: more are longer than the question in full.
_CHAIN = 3
_CLAUSE_END = re.compile("[，；：。！？,;:!?]")


def question_lines(question: str, words: Sequence[str]) -> tuple[Block, ...]:
    """The line that says which question is answered; none for no question, or for one as typed.

    `words`: the messages that it was understood from, of which the last was typed just now; none
    where it was not typed.  Buttons read it: the message replied to has only the last (那2017年呢).
    """
    if not question or tuple(words) == (question,):
        return ()
    plain = [" ".join(each.split()) for each in words]
    if 1 < len(plain) <= _CHAIN:
        pieces = asked.follow_up(plain[:-1], plain[-1])
        if asked.words_in("".join(pieces)) == tuple(plain):
            runs = (persons_words(p) if at % 2 else TextRun(p) for at, p in enumerate(pieces))
            return (Block(tuple(runs)),)
    return (Block((TextRun(wording.QUESTION_LEAD), persons_words(" ".join(question.split())))),)


def words_in(shown: str) -> tuple[str, ...]:
    """The messages that the first line of `shown`, the text of a message of the bot's, names."""
    return asked.words_in(shown.partition("\n")[0])


def excerpt_block(hit: Hit, kept: Span | None = None) -> Block:
    """The excerpt, or the stretch `kept` of it, with what answers in bold."""
    kept = kept or Span(0, len(hit.excerpt))
    inside = [Span(s.start - kept.start, s.end - kept.start) for s in hit.answering]
    return Block(styled(kept.of(hit.excerpt), bold=inside), quotation=True)


def context_block(hit: Hit, report: Report, kept: Span) -> tuple[Block, ...]:
    """What stands around the excerpt in its paragraph, folded, with its stretch `kept` underlined
    and the words of the question bold; nothing where that is the whole paragraph."""
    whole = report.paragraphs[hit.location.paragraph - 1].span
    excerpt = hit.location.span
    if len(kept.of(hit.excerpt)) == whole.end - whole.start:
        return ()
    around = _around(report.text, whole, excerpt)
    at = excerpt.start - around.start
    runs = styled(
        around.of(report.text),
        bold=[Span(at + each.start, at + each.end) for each in hit.highlights],
        underlined=[Span(at + kept.start, at + kept.end)],
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
