"""The commands of `python -m retrieval`.

Here and in the modules beside, imports stay within the commands that need them: the help and the
JSON of `ask` start without what is costly to import.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from retrieval.cli.evaluate import calibrate, evaluate
from retrieval.cli.figures import figures
from retrieval.cli.index import index_app
from retrieval.cli.inspect import inspect
from retrieval.cli.options import MEMORY, Home, IndexUrl, Seeds, reported_errors
from retrieval.cli.phrasings import phrasings
from retrieval.wording.terminal import OperatorGroup, say

if TYPE_CHECKING:
    from retrieval.answering.answer import Answer
    from retrieval.answering.library import Library

__all__ = ["app", "as_line"]

app = typer.Typer(
    name="retrieval",
    cls=OperatorGroup,
    help="Ask the report offline: excerpts word for word, with the place they stand in.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

# Characters that JSON leaves as they are: readers that split text into lines cut at the first two
# groups, and a lone surrogate (an argument that was not UTF-8) cannot be written at all.
_UNSAFE = re.compile("[\x7f-\x9f]|[\u2028\u2029]|[\ud800-\udfff]")


def as_line(value: dict[str, Any]) -> str:
    """`value` as JSON on one line, Chinese readable."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _lines_from(stream: BinaryIO) -> Iterator[str]:
    """The lines of `stream` without their ends; what is not UTF-8 is replaced, and said once."""
    said = False
    for raw in stream:
        line = raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", errors="replace")
        if "\ufffd" in line and not said:
            say("the questions are not UTF-8; set the terminal to UTF-8 or convert", err=True)
            said = True
        yield line


def _load(seeds: Path | None, home: str, index_url: str) -> Library:
    """The library; a sentence for each file that is left out goes to standard error."""
    from retrieval.answering.load import load

    library = load(seeds, home=home, index_url=index_url)
    for fault in library.faults:
        say(f"left out: {fault}", err=True)
    return library


# Excerpts of one answer that a dialogue can go through, as in the bot.
_HITS = 5


def _alone(library: Library, questions: Iterable[str], top: int) -> Iterator[Answer]:
    return (library.ask(question, top=top) for question in questions)


def _in_turn(library: Library, lines: Iterable[str], top: int) -> Iterator[Answer]:
    """The answers to the turns of dialogues; what the bot would show first is the first hit."""
    from retrieval.answering.answer import Answer
    from retrieval.answering.dialogue import NOTHING_MORE, LastQuestion, worth_showing
    from retrieval.answering.turns import turn_in
    from retrieval.outcome import Outcome

    last: LastQuestion | None = None
    for line in lines:
        if not line.strip():
            last = None
            continue
        turn = turn_in(
            library, line, last, lambda text: worth_showing(library.ask(text, max(top, _HITS)))
        )
        last = turn.last
        if turn.exhausted:  # more was wanted, and there is none
            yield Answer(turn.answer.question, Outcome.SMALL_TALK, reply=NOTHING_MORE)
            continue
        hits = turn.answer.hits[turn.rank :]
        yield replace(turn.answer, hits=hits, shown=min(turn.answer.shown, len(hits)))


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
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
    dialogue: Annotated[
        bool,
        typer.Option(
            "--dialogue",
            help="Each line follows the one before, as in a chat; an empty one ends a dialogue.",
        ),
    ] = False,
) -> None:
    """Answer questions with excerpts and their places."""
    with reported_errors():
        library = _load(seeds, home, index_url)
        lines = questions or (_lines_from(sys.stdin.buffer) if sys.stdin else ())
        for answer in _in_turn(library, lines, top) if dialogue else _alone(library, lines, top):
            if as_json:
                sys.stdout.write(as_line(answer.as_dict()) + "\n")
                sys.stdout.flush()
            else:
                from retrieval.cli import rendering

                rendering.show(rendering.answer_view(answer))


app.command()(evaluate)
app.command()(calibrate)
app.command()(figures)
app.command()(inspect)
app.command()(phrasings)


@app.command()
def explain(
    question: Annotated[str, typer.Argument(help="One question.")],
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
) -> None:
    """Show each step from a question to its excerpts."""
    from retrieval.cli import rendering

    with reported_errors():
        rendering.show(rendering.explanation_view(_load(seeds, home, index_url).explain(question)))


@app.command()
def verify(
    report: Annotated[str, typer.Argument(help="File name of the report.")],
    start: Annotated[int, typer.Argument(help="Offset of the first character.")],
    end: Annotated[int, typer.Argument(help="Offset after the last character.")],
    seeds: Seeds = None,
) -> None:
    """Print the place and the exact text of a citation."""
    from retrieval.answering.load import load
    from retrieval.cli import rendering

    with reported_errors():
        location, text = load(seeds).verify(report, start, end)
        typer.echo(rendering.location_line(location))
        typer.echo(text)


app.add_typer(index_app)
