"""The conversation in a terminal."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot import wording
from bot.conversation import Conversation
from bot.markup import Block

with contextlib.suppress(ImportError):  # not on Windows
    import readline  # noqa: F401 - gives input() line editing and history

__all__ = ["run"]


def _show(console: Console, blocks: Sequence[Block]) -> None:
    for block in blocks:
        text = Text()
        for run in block.runs:
            text.append(run.text, style="bold" if run.bold else "")
        console.print(Padding(text, (0, 0, 0, 2), expand=False) if block.quotation else text)
    console.print()


def _reply(conversation: Conversation, line: str) -> list[Block]:
    """The same replies as in Telegram to what was typed."""
    command, _, _ = line.strip().partition(" ")
    if command == "/start":
        return conversation.start()
    if command == "/help":
        return conversation.help()
    if command.startswith("/"):
        return conversation.unknown_command()
    return conversation.answer(line)


def run(conversation: Conversation) -> None:
    """Asks and answers until the input ends (Ctrl-D) or is interrupted (Ctrl-C)."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show or send all of it
    console = Console(highlight=False)
    console.print(Text(wording.CONSOLE_INTRODUCTION, style="dim"))
    console.print()
    _show(console, conversation.start())
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            _show(console, _reply(conversation, input(wording.CONSOLE_PROMPT)))
    console.print()
    console.print(wording.FAREWELL)
