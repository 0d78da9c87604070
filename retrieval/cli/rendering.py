"""Views of answers, measures and explanations for people, made with rich.

Texts are given as `Text`: in a plain string rich would take brackets for markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from retrieval.answering.answer import Answer, Hit
from retrieval.answering.dialogue import NOTHING_MORE
from retrieval.answering.opened import NO_SUCH_PARAGRAPH
from retrieval.figures.figure import Figure
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Reading
from retrieval.ranking.explanation import ExplainedSentence, Explanation
from retrieval.reports.location import Location

__all__ = [
    "answer_view",
    "explanation_view",
    "location_line",
    "show",
]

# Contributions to a score, and to a decision, that are shown: as many as fit on a line.
_TO_SCORE = 6
_TO_DECISION = 8
_DECLINED = {
    Outcome.RELATED: "The report mentions it, and does not say this.",
    Outcome.NOT_IN_REPORT: "The report does not say.",
    Outcome.OTHER_YEAR: "The report gives nothing for that year.",
    Outcome.OTHER_PLACE: "The report is not about that place.",
    Outcome.SMALL_TALK: "No question about the report.",
    Outcome.UNCLEAR: "Nothing in this question names a subject.",
    Outcome.TOO_LONG: "Too long for one question.",
    Outcome.EMPTY: "Nothing was asked.",
}
# What is said where a message of a dialogue wants what is not there.
_REPLIES = {
    NOTHING_MORE: "That was all.",
    NO_SUCH_PARAGRAPH: "The report has no paragraph of that number.",
}


class _Console(Console):
    """A console that leaves a closed pipe to its caller."""

    def on_broken_pipe(self) -> None:
        """Raises the BrokenPipeError that rich is handling, instead of an exit of rich's own."""
        raise


def show(view: RenderableType) -> None:
    """Prints `view`; into a file or a pipe without the line breaks that a terminal needs."""
    console = _Console(highlight=False)
    console.print(view, soft_wrap=not console.is_terminal)


def location_line(location: Location) -> str:
    """The location on one line: report › part › section › paragraph, and the offsets."""
    pieces = [location.report, location.part, location.section, f"第 {location.paragraph} 段"]
    return f"{' › '.join(filter(None, pieces))}  [{location.start}:{location.end}]"


def answer_view(answer: Answer) -> RenderableType:
    """An answer: each hit with its location and score, or what is suggested instead."""
    lines: list[RenderableType] = [Text(f"? {answer.question}", style="cyan")]
    if answer.outcome is not Outcome.ANSWERED:
        said = _REPLIES.get(answer.reply, _DECLINED[answer.outcome])
        lines.append(Text(f"{answer.outcome.value}: {said}"))
        lines += [Text(f"  try: {suggestion}", style="dim") for suggestion in answer.suggestions]
    if answer.missing is not None:
        lines.append(Text(f"  missing: {answer.missing.value}", style="dim"))
    group = ""
    for rank, hit in enumerate([*answer.hits, *answer.related], start=1):
        if hit.group and hit.group != group:
            lines.append(Text(hit.group, style="bold"))
        group = hit.group
        lines.append(Text(f"{rank}. ").append_text(_excerpt(hit)))
        lines += [Padding(_figure(each), (0, 0, 0, 3)) for each in hit.figures]
        detail = f"{location_line(hit.location)}  score {hit.score:.2f}"
        lines.append(Padding(Text(detail, style="dim"), (0, 0, 0, 3)))
    lines += [Text(f"nothing found: {each}", style="dim") for each in answer.unanswered]
    return Group(*lines, Text(""))


def _excerpt(hit: Hit) -> Text:
    text = Text(hit.excerpt)
    for span in hit.highlights:
        text.stylize("bold", span.start, span.end)
    return text


def _figure(figure: Figure) -> Text:
    """What is counted, the figure in bold, its time."""
    text = Text(f"{figure.action.shown if figure.action else ''} {figure.what}: ".lstrip())
    text.append(figure.written.shown, style="bold")
    return text.append(f" ({figure.period.shown if figure.period else figure.tense.value})")


def explanation_view(explanation: Explanation) -> RenderableType:
    """Each step from one question to its outcome."""
    terms = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("term", "rarity", "sentences", "phrasings"):
        terms.add_column(name)
    for term in explanation.terms:
        counts = (f"{term.rarity:.2f}", str(term.sentences), str(term.phrasings))
        terms.add_row(Text(term.term), *counts)
    lexicon: list[RenderableType] = []
    for expansion in explanation.expansions:
        official = "、".join(f"{term}^{weight:g}" for term, weight in expansion.official)
        official = official or "nothing that the report says"
        lexicon.append(Text(f"lexicon: {expansion.term} → {official}"))
    best = "no sentences"
    if explanation.sentences:
        best = f"best sentences, of {explanation.sentences[0].location.report}:"
    margin = f"margin {explanation.margin:+.2f}; below 0 no excerpt is the answer"
    near = f"relevance {explanation.near:+.2f}; below 0 nothing is shown as related"
    return Group(
        Text(f"? {explanation.question.text}", style="cyan"),
        *_understood(explanation.question),
        *lexicon,
        terms if explanation.terms else Text("no terms"),
        Text(best),
        *map(_explained_sentence, explanation.sentences),
        Text(f"shape: {_shape(explanation.reading)}"),
        Text(f"outcome: {explanation.outcome.value} ({margin}; {near})"),
        Text("decided by: ").append_text(_contributions(explanation.reasons[:_TO_DECISION])),
        Text("related by: ").append_text(_contributions(explanation.near_reasons[:_TO_DECISION])),
    )


def _shape(reading: Reading) -> str:
    """The shape that was understood, the words that told so, and what it is about."""
    pieces = [reading.shape.value]
    if reading.words:
        pieces.append(f"by the words {' … '.join(reading.words)}")
    if reading.subject:
        pieces.append(f"about {reading.subject}")
    if reading.figures is not None:
        pieces.append(f"figures of {reading.figures or 'the report'}")
    pieces += [f"piece: {piece.question}" for piece in reading.pieces]
    return "; ".join(pieces)


def _understood(question: Question) -> list[RenderableType]:
    """The analysis of the question, one line a step, without the steps that found nothing."""
    period = question.period
    lean = {-1: "looks back", 0: "", 1: "looks ahead"}[period.leaning]
    named = [frame.name.lower() for frame in sorted(period.frames)]
    steps = {
        "read as": question.read.text,
        "pinyin": " ".join(question.syllables),
        "time": ", ".join([*named, *map(str, period.years), *([lean] if lean else [])]),
        "kind of answer": ", ".join(sorted(question.kinds)),
        "unit": question.unit or "",
        "places not in the report": ", ".join(question.places),
        "years not in the report": ", ".join(map(str, question.other_years)),
        "small talk": question.small_talk,
    }
    return [Text(f"{name}: {value}") for name, value in steps.items() if value]


def _explained_sentence(sentence: ExplainedSentence) -> RenderableType:
    """A sentence with the strongest contributions to its score."""
    mark = "✓" if sentence.chosen else "·"
    head = f"{mark} {sentence.score:.2f}  § {sentence.location.paragraph} ({sentence.frame})  "
    reasons = _contributions(sentence.contributions[:_TO_SCORE])
    details = [Text("because: ", style="dim").append_text(reasons)]
    if sentence.phrasing:
        details.append(Text(f"closest phrasing: {sentence.phrasing}", style="dim"))
    return Group(
        Text(head).append(sentence.text), *(Padding(each, (0, 0, 0, 4)) for each in details)
    )


def _contributions(pairs: Iterable[tuple[str, float]]) -> Text:
    return Text("  ".join(f"{name} {weight:+.2f}" for name, weight in pairs))
