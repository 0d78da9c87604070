"""The conversation in a terminal: the same texts, with numbers instead of buttons."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import Action, Count
from bot.messages.reply import Choice, Choices, Copy, Link, Press, Reply, Share
from bot.messages.rich_text import Block
from bot.view.quotation import words_in
from bot.wording.spoken import speaking

with contextlib.suppress(ImportError):  # not on Windows
    import readline  # noqa: F401 - gives input() line editing and history

__all__ = ["answer_each", "run"]

# One person uses a terminal.
_CHAT = "console"


def _is_for_a_terminal(choice: Choice) -> bool:
    """Whether `choice` has an effect here: there is no other chat to share with."""
    match choice.does:
        case Share() | Press(Count()):
            return False
    return True


class _Talk:
    """The state of the screen: the last reply and the choices below it.

    `chooses`: whether somebody is there who can choose; in a file or a pipe there are only the
    choices that a sentence leads up to (您可以试试：), and no context, which could not be told
    from the excerpt.
    """

    def __init__(
        self, conversation: Conversation, console: Console, *, chooses: bool = True
    ) -> None:
        self._conversation = conversation
        self._console = console
        self._chooses = chooses
        self._choices: list[Choice] = []
        self._shown = ""
        self._typed = ""
        self._commands: dict[str, Callable[[str], Reply]] = {
            "/start": lambda rest: conversation.start(_CHAT, rest).reply,
            "/help": lambda _: conversation.help(_CHAT),
            "/contents": lambda _: conversation.contents(),
            "/figures": conversation.figures,
            "/about": lambda _: conversation.about(),
            "/privacy": lambda _: conversation.say(wording.CONSOLE_PRIVACY),
            "/new": lambda _: conversation.new(_CHAT),
        }

    def take(self, line: str) -> None:
        """Handles one line of input, in its language."""
        text = line.strip()
        command = text.startswith("/") or text.isdecimal()
        with speaking(self._conversation.language(_CHAT, "" if command else text)):
            self._take(text)

    def _take(self, text: str) -> None:
        if _NO_CHARACTER in text:
            self._say(wording.CONSOLE_ENCODING)
            return
        if text.isdecimal() and self._choices and len(text) <= len(str(len(self._choices))):
            self._choose(int(text))
            return
        self._typed = text
        self._show(self._reply(text))

    def _reply(self, text: str) -> Reply:
        command, _, rest = text.partition(" ")
        rest = rest.strip()
        if command in self._commands:
            return self._commands[command](rest)
        if command == "/ask":
            return self._answer(rest) if rest else self._conversation.ask_hint()
        if text.startswith("/"):
            return self._conversation.say(wording.UNKNOWN_COMMAND)
        return self._answer(text)

    def _answer(self, question: str) -> Reply:
        self._typed = question
        return self._conversation.answer(_CHAT, question).reply

    def _choose(self, number: int) -> None:
        if not 1 <= number <= len(self._choices):
            self._say(wording.CONSOLE_NO_CHOICE)
            return
        match self._choices[number - 1].does:
            case Press(action):
                self._press(action)
            case Copy(text) | Link(text):
                self._say(text)

    def _press(self, action: Action) -> None:
        words = words_in(self._shown) or (self._typed,)
        notice = self._conversation.notice(action, words[-1])
        if notice is not None:
            self._say(notice.text)
        else:
            self._show(self._conversation.press(_CHAT, action, words, self._typed).reply)

    def _say(self, text: str) -> None:
        """Prints `text`; the choices stay."""
        self._console.print(Text(text))
        self._console.print()

    def _show(self, reply: Reply) -> None:
        self._shown = reply.text
        if self._chooses:
            _print(self._console, reply.blocks)
            self._number(reply.choices)
        else:
            _print_plainly(self._console, reply)
        self._console.print()

    def _number(self, rows: Choices) -> None:
        """Prints the choices that can be made here, each with its number."""
        self._choices = []
        for row in rows:
            here = [each for each in row if _is_for_a_terminal(each)]
            first = len(self._choices) + 1
            numbered = (f"[{number}] {each.label}" for number, each in enumerate(here, first))
            if here:
                self._console.print(Text("  ".join(numbered), style="dim"))
            self._choices += here


def _print(console: Console, blocks: Sequence[Block]) -> None:
    """Prints `blocks`: bold as in Telegram, quotations indented, folded ones dimmed."""
    for block in blocks:
        text = Text()
        for run in block.runs:
            style = Style(bold=run.bold, underline=run.underlined, dim=block.folded)
            text.append(run.text, style=style)
        console.print(Padding(text, (0, 0, 0, 2), expand=False) if block.quotation else text)


def _print_plainly(console: Console, reply: Reply) -> None:
    """Prints `reply` where there are no looks, without blanks at the ends of lines."""
    for block in reply.blocks:
        lead = "  " if block.quotation else ""
        for line in () if block.folded else block.text.splitlines():
            console.print(Text(lead + line))
    if reply.blocks and reply.blocks[-1].text.endswith(("：", ":")):
        for row in reply.choices:
            console.print(Text("".join(f"  • {each.label}" for each in row)))


# Stands for bytes that are none of the terminal's encoding.
_NO_CHARACTER = "\ufffd"
# Columns of a file or a pipe: a line is as long as its text, so that it can be searched.
_ENDLESS = 100_000


def _console() -> Console:
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # the terminal's encoding may lack some
    ends = sys.stdout.isatty()
    return Console(highlight=False, width=None if ends else _ENDLESS)


def answer_each(conversation: Conversation, questions: Iterable[str]) -> None:
    """Answers `questions` as one conversation, without choices; an empty one begins another."""
    talk = _Talk(conversation, _console(), chooses=False)
    for question in questions:
        if question.strip():
            talk.take(question)
        else:
            conversation.new(_CHAT)


def run(conversation: Conversation, questions: Sequence[str] = ()) -> None:
    """Answers questions, first `questions`, until the input ends (Ctrl-D) or is interrupted
    (Ctrl-C)."""
    console = _console()
    talk = _Talk(conversation, console)
    if not questions:
        console.print(Text(wording.CONSOLE_INTRODUCTION, style="dim"))
        console.print()
    for line in questions or ["/start"]:
        talk.take(line)
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            talk.take(input(wording.CONSOLE_PROMPT))
    console.print()
    console.print(wording.FAREWELL)
