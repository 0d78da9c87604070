"""How many follow-ups are understood: dialogues of two and three turns, through the conversation.

    python -m tests.checks.dialogues [FILE …]

A turn is right when what is shown as its answer holds one of its answers, or when nothing is and
nothing answers it.  First turns are counted apart: they are questions as any other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import retrieval
from bot.conversation.conversation import Conversation
from retrieval import Library
from retrieval.reports.lines import squeeze

__all__ = ["Turn", "load_dialogues", "play"]

_DIALOGUES = Path(__file__).resolve().parents[1] / "dialogues"


@dataclass(frozen=True)
class Turn:
    """One turn as it was played: of which dialogue, what was asked, what came, whether right."""

    dialogue: str
    kind: str
    number: int
    question: str
    understood: str
    excerpt: str
    right: bool


def load_dialogues(file: Path) -> list[dict[str, object]]:
    """The dialogues of a file, one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def play(library: Library, dialogue: dict[str, object]) -> list[Turn]:
    """The turns of one dialogue, in a chat of its own."""
    conversation = Conversation(library)
    played = []
    turns: list[dict[str, object]] = dialogue["turns"]  # type: ignore[assignment]
    for number, turn in enumerate(turns):
        question = str(turn["question"])
        answered = conversation.answer("a", question)
        reply = answered.reply
        hits = answered.answer.hits[answered.rank :] if answered.answer else ()
        shown = hits[: max(answered.answer.shown, 1)] if answered.answer else ()
        excerpt = squeeze("".join(hit.excerpt for hit in shown))
        answers: list[str] = turn["answers"]  # type: ignore[assignment]
        held = any(squeeze(answer) in excerpt for answer in answers)
        right = held if turn["answerable"] else not excerpt
        of = str(dialogue["id"]), str(dialogue["kind"])
        played.append(Turn(*of, number, question, reply.question, excerpt, right))
    return played


def main(
    files: Annotated[list[Path] | None, typer.Argument()] = None, *, verbose: bool = False
) -> None:
    """Prints shares of right turns by kind; with --verbose every turn that is wrong."""
    library = retrieval.load()
    for file in files or sorted(_DIALOGUES.glob("*.jsonl")):
        turns = [turn for each in load_dialogues(file) for turn in play(library, each)]
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for turn in turns:
            by_kind["first turns" if turn.number == 0 else turn.kind].append(turn.right)
            if verbose and not turn.right:
                typer.echo(f"{turn.dialogue}/{turn.number} {turn.question} → {turn.understood}")
                typer.echo(f"    {turn.excerpt[:120]}")
        later = [turn.right for turn in turns if turn.number > 0]
        typer.echo(
            f"{file.name}: follow-ups right {sum(later)}/{len(later)} = {sum(later) / len(later):.2f}"
        )
        for kind, right in sorted(by_kind.items()):
            typer.echo(f"    {kind:12} {sum(right)}/{len(right)}")


if __name__ == "__main__":
    typer.run(main)
