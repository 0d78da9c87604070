"""Errors that a caller of `retrieval` may get.

RetrievalError
├── SeedError            a seeds folder or a report in it cannot be used
├── WordsError           a file of word data cannot be used
├── GoldError            a file of labelled questions cannot be used
├── LocationError        no such report, or no such offsets in it
├── PostingsError        a file of postings cannot be used
└── IndexUnavailableError  the paragraph index is elsewhere and cannot be reached

Each message is one sentence for people: what is wrong, in which file (and line), what to do.
"""

from __future__ import annotations

__all__ = [
    "GoldError",
    "IndexUnavailableError",
    "LocationError",
    "PostingsError",
    "RetrievalError",
    "SeedError",
    "WordsError",
    "needs_extra",
]


class RetrievalError(Exception):
    """A fault whose message may be shown to an operator as it is."""


class SeedError(RetrievalError):
    """A seeds folder or a report in it cannot be used.

    What the message quotes of a file is shown without characters that are none, or that steer a
    terminal.
    """

    def __init__(self, message: str) -> None:
        shown = "".join(
            char if char.isprintable() or char == "\n" else "\ufffd" for char in message
        )
        super().__init__(shown)


class WordsError(RetrievalError):
    """A file of word data cannot be used."""


class GoldError(RetrievalError):
    """A file of labelled questions cannot be used."""


class LocationError(RetrievalError):
    """There is no such report, or there are no such offsets in it."""


class IndexUnavailableError(RetrievalError):
    """The paragraph index is kept elsewhere and cannot be reached, or does not answer in time."""


class PostingsError(RetrievalError):
    """A file of postings cannot be used: damaged, cut off, or of another version."""


def needs_extra(what: str, extra: str) -> str:
    """The sentence to raise where `what` needs an extra that is not installed."""
    return f"{what} needs the extra `{extra}`: python -m pip install '.[{extra}]'"
