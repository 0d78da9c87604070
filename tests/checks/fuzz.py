"""Random updates against the bot through real HTTP, many more than the test has.

python -m tests.checks.fuzz [--count 10000] [--seed 1]
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile

import typer

import retrieval
from bot.conversation import Conversation
from tests.bot.telegram.conftest import Visitor, running
from tests.bot.telegram.fuzz import Findings, fuzz
from tests.conftest import SEEDS
from tests.loopback.server import LoopbackServer

# Batches after which the caches are full and memory is to stay as it is.
_WARM = 20


async def _fuzz(server: LoopbackServer, count: int, seed: int) -> Findings:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        async with running(server, Conversation(retrieval.load(SEEDS))):
            found = await fuzz(Visitor(server), count, seed)
    return found


def main(count: int = 10_000, seed: int = 1) -> None:
    """Prints what was found; exit status 1 where something was."""
    with LoopbackServer() as server:
        found = asyncio.run(_fuzz(server, count, seed))
    typer.echo(f"{count} updates, seed {seed}")
    typer.echo(f"unhandled: {found.complaints[:5]}, refused: {found.refusals[:5]}")
    typer.echo(f"without a reply: {found.unanswered}")
    warm, last = found.memory[min(_WARM, len(found.memory) - 1)], found.memory[-1]
    typer.echo(f"memory: {warm} KiB warm, {last} KiB at the end, {last / warm - 1:+.1%}")
    raise typer.Exit(bool(found.complaints or found.refusals or found.unanswered))


if __name__ == "__main__":
    typer.run(main)
