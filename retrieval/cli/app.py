"""`python -m retrieval`: the offline way in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from retrieval.answering.library import Library
from retrieval.answering.load import load
from retrieval.cli import rendering
from retrieval.cli.evaluate import EvaluationOptions, run_calibration, run_evaluation
from retrieval.cli.faults import clear_faults
from retrieval.cli.index import index_app
from retrieval.cli.jsonlines import as_line, lines_from
from retrieval.cli.options import MEMORY, Home, IndexUrl, Seeds

__all__ = ["app"]

app = typer.Typer(
    name="retrieval",
    help="Ask the report offline: excerpts word for word, with the place they stand in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(index_app)


def _load(seeds: Path | None, home: str, index_url: str) -> Library:
    """The library; a sentence for each file that is left out goes to standard error."""
    library = load(seeds, home=home, index_url=index_url)
    for fault in library.faults:
        typer.echo(f"left out: {fault}", err=True)
    return library


@app.command()
def ask(
    questions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION",
            help="Questions; without any, one a line is read from standard input.",
            show_default=False,
        ),
    ] = None,
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
    top: Annotated[int, typer.Option(min=1, help="How many excerpts of a report at most.")] = 3,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
) -> None:
    """Answer questions with excerpts and their places."""
    with clear_faults():
        library = _load(seeds, home, index_url)
        asked: Iterable[str] = questions or (lines_from(sys.stdin.buffer) if sys.stdin else ())
        for question in asked:
            answer = library.ask(question, top=top)
            if json:
                sys.stdout.write(as_line(answer.as_dict()) + "\n")
                sys.stdout.flush()
            else:
                rendering.show(rendering.answer_view(answer))


@app.command()
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Files of labelled questions, or folders with a retrieval set."),
    ],
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
    reports: Annotated[
        Path | None,
        typer.Option(help="Folder with other reports; gold named after one is put to it alone."),
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="Baseline to compare with, from --save.")
    ] = None,
    save: Annotated[Path | None, typer.Option(help="Write which questions were right.")] = None,
    peers: Annotated[bool, typer.Option("--peers", help="Measure the peers beside it.")] = False,
    page: Annotated[Path | None, typer.Option(help="Write a page on quality.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw risk over coverage, as PNG.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="List what went wrong.")] = False,
) -> None:
    """Measure answers against labelled questions."""
    with clear_faults():
        options = EvaluationOptions(
            seeds, home, index_url, reports, compare, save, page, plot, peers, verbose
        )
        run_evaluation(gold, options)


@app.command()
def calibrate(
    gold: Annotated[Path, typer.Argument(help="Labelled questions to fit to.")],
    seeds: Seeds = None,
    general: Annotated[
        Path | None,
        typer.Option(help="Folder with gold about other reports, <report's name>.jsonl."),
    ] = None,
    reports: Annotated[Path | None, typer.Option(help="Folder with those other reports.")] = None,
    many: Annotated[
        Path | None, typer.Option(help="Gold that names the report, put to all of them together.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder to write to.", show_default="retrieval/ranking/fitted"),
    ] = None,
) -> None:
    """Fit ranking and decision to labelled questions, and write the values."""
    with clear_faults():
        for line in run_calibration(gold, seeds, general, reports, many, output):
            typer.echo(line)


@app.command()
def explain(
    question: Annotated[str, typer.Argument(help="One question.")],
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
) -> None:
    """Show each step from a question to its excerpts."""
    with clear_faults():
        rendering.show(rendering.explanation_view(_load(seeds, home, index_url).explain(question)))


@app.command()
def verify(
    report: Annotated[str, typer.Argument(help="File name of the report.")],
    start: Annotated[int, typer.Argument(help="Offset of the first character.")],
    end: Annotated[int, typer.Argument(help="Offset after the last character.")],
    seeds: Seeds = None,
) -> None:
    """Print the place and the exact text of a citation."""
    with clear_faults():
        place, text = load(seeds).verify(report, start, end)
        typer.echo(rendering.location_line(place))
        typer.echo(text)
