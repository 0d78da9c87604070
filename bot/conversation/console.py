"""The conversation in a terminal: the same texts, numbers instead of buttons."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot import wording
from bot.conversation.conversation import Conversation, Pressed
from bot.messages.actions import Count
from bot.messages.reply import Choice, Copy, Link, Press, Reply, Share
from bot.messages.rich_text import Block

with contextlib.suppress(ImportError):  # not on Windows
    import readline  # noqa: F401 - gives input() line editing and history

__all__ = ["run"]

# There is one person at a terminal.
_CHAT = "console"


def _is_for_a_terminal(choice: Choice) -> bool:
    """Whether `choice` does anything here: there is no other chat to share with."""
    does = choice.does
    return not (
        isinstance(does, Share) or (isinstance(does, Press) and isinstance(does.action, Count))
    )


class _Talk:
    """What stands on the screen: the last message and what can be chosen below it."""

    def __init__(self, conversation: Conversation, console: Console) -> None:
        self._conversation = conversation
        self._console = console
        self._choices: list[Choice] = []
        self._shown = ""
        self._typed = ""
        self._commands: dict[str, Callable[[str], Reply]] = {
            "/start": lambda rest: conversation.start(_CHAT, rest),
            "/help": lambda _: conversation.help(_CHAT),
            "/contents": lambda _: conversation.contents(),
            "/about": lambda _: conversation.about(),
            "/privacy": lambda _: conversation.say(wording.CONSOLE_PRIVACY),
            "/new": lambda _: conversation.new(_CHAT),
        }

    def start(self) -> None:
        """The greeting."""
        self._show(self._conversation.start(_CHAT))

    def take(self, line: str) -> None:
        """What follows from one line that was typed."""
        text = line.strip()
        if text.isdecimal() and self._choices and len(text) <= len(str(len(self._choices))):
            self._choose(int(text))
            return
        self._typed = text
        self._show(self._reply(text))

    def _reply(self, text: str) -> Reply:
        command, _, rest = text.partition(" ")
        if command in self._commands:
            return self._commands[command](rest.strip())
        if command == "/ask" and not rest.strip():
            return self._conversation.say(wording.ASK_HINT)
        if text.startswith("/") and command != "/ask":
            return self._conversation.say(wording.UNKNOWN_COMMAND)
        self._typed = rest.strip() if command == "/ask" else text
        return self._conversation.answer(_CHAT, self._typed)

    def _choose(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            self._say(wording.CONSOLE_NO_CHOICE)
            return
        match self._choices[number - 1].does:
            case Press(action):
                self._press(Pressed.of(action, self._shown, self._typed))
            case Copy(text):
                self._say(text)
            case Link(url):
                self._say(url)

    def _press(self, pressed: Pressed) -> None:
        notice = self._conversation.notice(pressed)
        if notice is not None:
            self._say(notice.text)
        else:
            self._show(self._conversation.press(_CHAT, pressed))

    def _say(self, text: str) -> None:
        """Says `text` and leaves the choices as they are."""
        self._console.print(Text(text))
        self._console.print()

    def _show(self, reply: Reply) -> None:
        _print(self._console, reply.blocks)
        self._shown = reply.text
        self._choices = [each for row in reply.choices for each in row if _is_for_a_terminal(each)]
        at = 0
        for row in reply.choices:
            here = [each for each in row if _is_for_a_terminal(each)]
            numbered = (f"[{at + number}] {each.label}" for number, each in enumerate(here, 1))
            if here:
                self._console.print(Text("  ".join(numbered), style="dim"))
            at += len(here)
        self._console.print()


def _print(console: Console, blocks: Sequence[Block]) -> None:
    """Bold where Telegram shows bold; quotations are set in, folded ones are paler."""
    for block in blocks:
        text = Text()
        for run in block.runs:
            style = Style(bold=run.bold, underline=run.underlined, dim=block.folded)
            text.append(run.text, style=style)
        console.print(Padding(text, (0, 0, 0, 2), expand=False) if block.quotation else text)


def run(conversation: Conversation) -> None:
    """Asks and answers until the input ends (Ctrl-D) or is interrupted (Ctrl-C)."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show or send all of it
    console = Console(highlight=False)
    console.print(Text(wording.CONSOLE_INTRODUCTION, style="dim"))
    console.print()
    talk = _Talk(conversation, console)
    talk.start()
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            talk.take(input(wording.CONSOLE_PROMPT))
    console.print()
    console.print(wording.FAREWELL)
