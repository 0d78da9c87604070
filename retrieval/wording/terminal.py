"""The terminal of an operator: what is said there, and the help of commands, in the language of
OPERATOR_LANGUAGE or the locale."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import typer
from typer.core import TyperGroup

from retrieval.wording.catalogue import CHINESE, Catalogue, operators_language, read_catalogue

# What typer raises for a wrong command line, under whichever name it ships it.
_UsageError: Any = typer.BadParameter.__base__

__all__ = ["OperatorGroup", "catalogue", "catalogue_files", "say"]

# The panels that help is divided into.
_ARGUMENTS, _OPTIONS, _COMMANDS = "参数", "选项", "命令"
_HELP = "显示本说明。"


def catalogue_files() -> tuple[Traversable, ...]:
    """The files with the messages of this package, for a catalogue that has others, too."""
    return (files(__package__) / "operators.txt",)


@functools.cache
def catalogue() -> Catalogue:
    """The messages of this package."""
    return read_catalogue(*catalogue_files())


def say(text: str, *, err: bool = False, known: Callable[[], Catalogue] = catalogue) -> None:
    """Prints `text` in the operator's language, on standard error if `err`."""
    typer.echo(known().said(text, operators_language()), err=err)


class OperatorGroup(TyperGroup):
    """Commands whose help and whose errors of usage are in the operator's language."""

    @staticmethod
    def known() -> Catalogue:
        """The messages, and the help of these commands."""
        return catalogue()

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Runs the command, as `typer` has it."""
        if operators_language() == CHINESE:
            self._translate(self)
        return super().main(*arguments, **options)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """What the command line says, as `typer` has it."""
        with self._usage_errors():
            return super().make_context(*arguments, **options)

    def invoke(self, ctx: Any) -> Any:
        """Runs what the command line says, as `typer` has it."""
        with self._usage_errors():
            return super().invoke(ctx)

    @contextlib.contextmanager
    def _usage_errors(self) -> Iterator[None]:
        try:
            yield
        except _UsageError as error:
            if operators_language() != CHINESE:
                raise
            said = self.known().said(error.format_message(), CHINESE)
            raise _UsageError(said, error.ctx) from error

    def _translate(self, command: Any) -> None:
        """Help of `command` and of all below it in Chinese."""
        command.help = self._help(command.help)
        for each in command.params:
            each.help = self._help(getattr(each, "help", None))
            if isinstance(shown := getattr(each, "show_default", None), str):
                each.show_default = self._help(shown)
            panel = _ARGUMENTS if each.param_type_name == "argument" else _OPTIONS
            each.rich_help_panel = panel
        option = command.get_help_option(typer.Context(command))
        if option is not None:
            option.help, option.rich_help_panel = _HELP, _OPTIONS
        for each in getattr(command, "commands", {}).values():
            each.rich_help_panel = _COMMANDS
            self._translate(each)

    def _help(self, text: str | None) -> str | None:
        # A docstring has line breaks where the source has them.
        return text and self.known().said(" ".join(text.split()), CHINESE)
