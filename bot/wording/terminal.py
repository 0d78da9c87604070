"""What commands say to operators, in Chinese or English by OPERATOR_LANGUAGE."""

from __future__ import annotations

import functools
from importlib.resources import files

from retrieval import CHINESE, Catalogue, OperatorGroup, catalogue_files, read_catalogue
from retrieval import say as say_known

__all__ = ["CommandGroup", "catalogue", "in_chinese", "say"]


@functools.cache
def catalogue() -> Catalogue:
    """The messages of the bot and of `retrieval`."""
    return read_catalogue(*catalogue_files(), files(__package__) / "terminal.txt")


def say(text: str, *, err: bool = False) -> None:
    """Prints `text` in the operator's language, on standard error if `err`."""
    say_known(text, err=err, known=catalogue)


def in_chinese(text: str) -> str:
    """`text` for Telegram and the admin pages, which are in Chinese."""
    return catalogue().said(text, CHINESE)


class CommandGroup(OperatorGroup):
    """The bot's commands, with their help in the operator's language."""

    @staticmethod
    def known() -> Catalogue:
        """The messages, and the help of these commands."""
        return catalogue()
