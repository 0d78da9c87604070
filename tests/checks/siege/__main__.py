"""Besieges the bot; exit status 1 where something did not hold.

    python -m tests.checks.siege [--questions 20000] [--chats 200] [--rate 16] [--seed 1] [--page]

`--page` writes the section "Under attack" of docs/reliability.md; `--beside TEXT` says there what
else ran on the machine.
"""

from __future__ import annotations

import typer

from tests.checks.sections import RELIABILITY, write_section
from tests.checks.siege.page import HEADING, body, faults_of
from tests.checks.siege.siege import besiege


def main(
    questions: int = 20_000,
    chats: int = 200,
    rate: float = 16.0,
    seed: int = 1,
    beside: str = "",
    page: bool = False,
) -> None:
    """Prints what came of it."""
    siege = besiege(questions, chats, rate, seed)
    written = body(siege, seed, beside)
    typer.echo(written)
    if page:
        write_section(RELIABILITY, HEADING, written)
    faults = faults_of(siege)
    for fault in faults:
        typer.echo(f"did not hold: {fault}", err=True)
    if "Traceback" in siege.log:
        typer.echo(siege.log[-5000:], err=True)
    raise typer.Exit(bool(faults))


if __name__ == "__main__":
    typer.run(main)
