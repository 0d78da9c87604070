"""What `python -m retrieval` shows to people, built with rich."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation import Measures, Verdict
from retrieval.evaluation.baseline import Comparison
from retrieval.evaluation.run import SetTrial
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.ranking.explanation import ExplainedSentence, Explanation
from retrieval.reports.location import Location

__all__ = [
    "answer_view",
    "comparison_view",
    "explanation_view",
    "measures_view",
    "mistakes_view",
    "location_line",
    "set_view",
    "show",
]

_CAPTION = "ans@k, MRR, kept: over answerable questions; refused: over the others"


# So many reasons fit on a line; the rest changes little.
_STRONGEST = 6
_DECISIVE = 8


class _Console(Console):
    """A console that leaves a reader who has gone to its caller."""

    def on_broken_pipe(self) -> None:
        """Raises what rich would turn into an exit of its own."""
        raise  # rich calls this while it handles the BrokenPipeError


console = _Console(highlight=False)


def show(view: RenderableType) -> None:
    """Prints `view`; into a file or a pipe without the line breaks that a terminal needs."""
    console.print(view, soft_wrap=not console.is_terminal)


_NOTHING_SAID = {
    Outcome.NOT_IN_REPORT: "The report does not say.",
    Outcome.OTHER_YEAR: "The report gives nothing for that year.",
    Outcome.OTHER_PLACE: "The report is not about that place.",
    Outcome.SMALL_TALK: "No question about the report.",
    Outcome.UNCLEAR: "Nothing in this question names a subject.",
    Outcome.TOO_LONG: "Too long for one question.",
    Outcome.EMPTY: "Nothing was asked.",
}


def location_line(place: Location) -> str:
    """The place on one line: report › part › section › paragraph, and the offsets."""
    pieces = [place.report, place.part, place.section, f"第 {place.paragraph} 段"]
    return f"{' › '.join(piece for piece in pieces if piece)}  [{place.start}:{place.end}]"


def _excerpt(hit: Hit) -> Text:
    text = Text(hit.excerpt)
    for span in hit.highlights:
        text.stylize("bold", span.start, span.end)
    return text


def answer_view(answer: Answer) -> RenderableType:
    """An answer: each hit with its place and score, or what was offered instead."""
    lines: list[RenderableType] = [Text(f"? {answer.question}", style="cyan")]
    if answer.outcome is not Outcome.ANSWERED:
        lines.append(Text(f"{answer.outcome.value}: {_NOTHING_SAID[answer.outcome]}"))
        lines += [Text(f"  try: {suggestion}", style="dim") for suggestion in answer.suggestions]
    for rank, hit in enumerate(answer.hits, start=1):
        lines.append(Text(f"{rank}. ").append_text(_excerpt(hit)))
        detail = f"{location_line(hit.location)}  score {hit.score:.2f}"
        lines.append(Padding(Text(detail, style="dim"), (0, 0, 0, 3)))
    return Group(*lines, Text(""))


def _number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def measures_view(
    groups: Sequence[tuple[str, Sequence[Measures]]], title: str | None = None
) -> RenderableType:
    """The measures of each group as one table."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), caption=_CAPTION, title=title)
    table.add_column("group", no_wrap=True)
    for name in ("n", "right", "ans@1", "ans@3", "MRR", "kept", "refused", "length", "ms"):
        table.add_column(name, justify="right")
    many = any(row.right_report is not None for _, rows in groups for row in rows)
    if many:
        table.add_column("report", justify="right")
    for _, rows in groups:
        for row in rows:
            table.add_row(
                Text(row.name),  # as Text, here and below: what rich would take for markup is data
                str(row.questions),
                *map(_number, (row.right, row.ans_at_1, row.ans_at_3, row.mrr)),
                *map(_number, (row.kept, row.refused)),
                _number(row.excerpt_length, 0),
                _number(row.milliseconds),
                *([_number(row.right_report)] if many else []),
            )
        table.add_section()
    return table


def set_view(trial: SetTrial) -> RenderableType:
    """The measures of a retrieval set, one row a system."""
    title = f"{trial.name}: {trial.questions} questions"
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), title=title)
    table.add_column("system", no_wrap=True)
    for name in next(iter(trial.measures.values())):
        table.add_column(name, justify="right")
    for system, values in trial.measures.items():
        table.add_row(system, *(_number(value, 3) for value in values.values()))
    return table


def comparison_view(comparison: Comparison) -> RenderableType:
    """What changed since a baseline."""
    low, high = comparison.interval
    return Group(
        Text(f"change of right: {comparison.change:+.3f} [{low:+.3f}, {high:+.3f}]"),
        Text(f"mended: {' '.join(comparison.mended) or 'none'}"),
        Text(f"broken: {' '.join(comparison.broken) or 'none'}"),
    )


def mistakes_view(verdicts: Iterable[Verdict]) -> RenderableType:
    """The questions that went wrong: what was wanted, and what came."""
    lines: list[RenderableType] = []
    for verdict in verdicts:
        if verdict.right:
            continue
        gold = verdict.gold
        wanted = " | ".join(gold.answers) if gold.answerable else "to be declined"
        came = verdict.answer.hits[0].excerpt if verdict.answer.hits else "declined"
        rank = f"  (right at rank {verdict.rank})" if verdict.rank else ""
        lines += [
            Text(f"{gold.id} {gold.question}", style="cyan"),
            Text(f"  wanted: {wanted}"),
            Text(f"  came:   {came}{rank}", style="dim"),
        ]
    return Group(*lines)


def _contributions(pairs: Iterable[tuple[str, float]]) -> Text:
    return Text("  ".join(f"{name} {weight:+.2f}" for name, weight in pairs))


def _understood(question: Question) -> list[RenderableType]:
    """What was understood of the question, one line a step, the silent ones left out."""
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
        "small talk": "yes" if question.small_talk else "",
    }
    return [Text(f"{name}: {value}") for name, value in steps.items() if value]


def _explained_sentence(sentence: ExplainedSentence) -> RenderableType:
    """A sentence with why it stands where it stands, the strongest reasons first."""
    mark = "✓" if sentence.chosen else "·"
    reasons = _contributions(sentence.contributions[:_STRONGEST])
    lines: list[RenderableType] = [
        Text(
            f"{mark} {sentence.score:.2f}  § {sentence.place.paragraph} ({sentence.frame})  "
        ).append(sentence.text),
        Padding(Text("because: ", style="dim").append_text(reasons), (0, 0, 0, 4)),
    ]
    if sentence.phrasing:
        closest = Text(f"closest phrasing: {sentence.phrasing}", style="dim")
        lines.append(Padding(closest, (0, 0, 0, 4)))
    return Group(*lines)


def explanation_view(explanation: Explanation) -> RenderableType:
    """Each step for one question."""
    terms = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("term", "rarity", "sentences", "phrasings"):
        terms.add_column(name)
    for term in explanation.terms:
        counts = (f"{term.rarity:.2f}", str(term.sentences), str(term.phrasings))
        terms.add_row(Text(term.term), *counts)
    lexicon: list[RenderableType] = [
        Text(f"lexicon: {expansion.term} → {_official(expansion.official)}")
        for expansion in explanation.expansions
    ]
    margin = f"margin {explanation.margin:+.2f}; below 0 the question is declined"
    return Group(
        Text(f"? {explanation.question.text}", style="cyan"),
        *_understood(explanation.question),
        *lexicon,
        terms if explanation.terms else Text("no terms"),
        Text(_best_of(explanation)),
        *map(_explained_sentence, explanation.sentences),
        Text(f"outcome: {explanation.outcome.value} ({margin})"),
        Text("decided by: ").append_text(_contributions(explanation.reasons[:_DECISIVE])),
    )


def _best_of(explanation: Explanation) -> str:
    """Over the sentences: whose they are."""
    if not explanation.sentences:
        return "no sentences"
    return f"best sentences, of {explanation.sentences[0].place.report}:"


def _official(terms: Iterable[tuple[str, float]]) -> str:
    """The official terms with their weights."""
    return (
        "、".join(f"{term}^{weight:g}" for term, weight in terms) or "nothing that the report says"
    )
