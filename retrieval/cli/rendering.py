"""Views of answers, measures and explanations for people, made with rich.

Texts are given as `Text`: in a plain string rich would take brackets for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation import Measures, Verdict
from retrieval.evaluation.comparison import Comparison
from retrieval.evaluation.run import RetrievalSetRun
from retrieval.evaluation.shape_measures import ShapeMeasures
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Reading
from retrieval.ranking.explanation import ExplainedSentence, Explanation
from retrieval.reports.location import Location

__all__ = [
    "answer_view",
    "comparison_view",
    "explanation_view",
    "location_line",
    "measures_view",
    "mistakes_view",
    "set_view",
    "shapes_view",
    "show",
]

_CAPTION = "ans@k, MRR, kept: over answerable questions; refused: over the others"
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
        lines.append(Text(f"{answer.outcome.value}: {_DECLINED[answer.outcome]}"))
        lines += [Text(f"  try: {suggestion}", style="dim") for suggestion in answer.suggestions]
    if answer.missing is not None:
        lines.append(Text(f"  missing: {answer.missing.value}", style="dim"))
    group = ""
    for rank, hit in enumerate([*answer.hits, *answer.related], start=1):
        if hit.group and hit.group != group:
            lines.append(Text(hit.group, style="bold"))
        group = hit.group
        lines.append(Text(f"{rank}. ").append_text(_excerpt(hit)))
        detail = f"{location_line(hit.location)}  score {hit.score:.2f}"
        lines.append(Padding(Text(detail, style="dim"), (0, 0, 0, 3)))
    lines += [Text(f"nothing found: {each}", style="dim") for each in answer.unanswered]
    return Group(*lines, Text(""))


def _excerpt(hit: Hit) -> Text:
    text = Text(hit.excerpt)
    for span in hit.highlights:
        text.stylize("bold", span.start, span.end)
    return text


def measures_view(groups: Mapping[str, Sequence[Measures]], title: str) -> RenderableType:
    """The measures of each group as one table."""
    names = ["n", "right", "ans@1", "ans@3", "MRR", "kept", "refused", "length", "ms"]
    many = any(each.right_report.values for rows in groups.values() for each in rows)
    table = _table("group", [*names, "report"] if many else names, title, _CAPTION)
    for rows in groups.values():
        for each in rows:
            shares = each.right, each.ans_at_1, each.ans_at_3, each.mrr, each.kept, each.refused
            table.add_row(
                Text(each.name),
                str(each.questions),
                *(f"{share:.2f}" for share in shares),
                f"{each.excerpt_length:.0f}",
                f"{each.milliseconds:.2f}",
                *([f"{each.right_report:.2f}"] if many else []),
            )
        table.add_section()
    return table


def shapes_view(measures: Sequence[ShapeMeasures], title: str) -> RenderableType:
    """The measures of answers wider than one excerpt, one row a kind."""
    names = ["n", "cover", "full", "chars", "not answered", "related", "no excerpt"]
    table = _table("kind", names, title)
    for each in measures:
        shares = each.not_answered, each.near, each.silent
        table.add_row(
            Text(each.name),
            str(each.questions),
            f"{each.cover:.2f}",
            f"{each.full:.2f}",
            f"{each.characters:.0f}",
            *(f"{share:.2f}" for share in shares),
        )
    return table


def set_view(run: RetrievalSetRun) -> RenderableType:
    """The measures on a retrieval set, one row a system."""
    names = next(iter(run.measures.values()))
    table = _table("system", names, f"{run.name}: {run.questions} questions")
    for system, values in run.measures.items():
        table.add_row(system, *(f"{value:.3f}" for value in values.values()))
    return table


def _table(first: str, numbers: Iterable[str], title: str, caption: str | None = None) -> Table:
    """An empty table with a column of names and columns of `numbers`."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), caption=caption, title=title)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def comparison_view(comparison: Comparison) -> RenderableType:
    """What has changed since a baseline."""
    low, high = comparison.change.interval or (0.0, 0.0)
    lists = ("mended", comparison.mended), ("broken", comparison.broken)
    return Group(
        Text(f"change of right: {comparison.change:+.3f} [{low:+.3f}, {high:+.3f}]"),
        *(Text(f"{name}: {' '.join(each.id for each in gold) or 'none'}") for name, gold in lists),
    )


def mistakes_view(verdicts: Iterable[Verdict]) -> RenderableType:
    """The questions answered wrongly, with the right answers and the given one."""
    lines: list[RenderableType] = []
    for verdict in verdicts:
        if verdict.right:
            continue
        gold = verdict.gold
        wanted = " | ".join(gold.answers) if gold.answerable else "to be declined"
        wanted = " + ".join("/".join(part) for part in gold.parts) or wanted
        came = " + ".join(hit.excerpt for hit in verdict.shown) or "declined"
        rank = f"  (right at rank {verdict.rank})" if verdict.rank else ""
        lines += [
            Text(f"{gold.id} {gold.question}", style="cyan"),
            Text(f"  wanted: {wanted}"),
            Text(f"  came:   {came}{rank}", style="dim"),
        ]
    return Group(*lines)


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
        pieces.append(f"by the words {reading.words}")
    if reading.subject:
        pieces.append(f"about {reading.subject}")
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
