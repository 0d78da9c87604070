"""The ways in which a regular expression can match a text, counted: where a repeated group can read
its own repetition in ever more ways, one question takes for ever."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, product
from re import _constants as code  # type: ignore[attr-defined]  # the only parser of expressions
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import bot
import retrieval
from retrieval.words.files import load_table, word_file

__all__ = ["ambiguous", "expressions"]

_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)
# Words of a group that are tried, and repetitions of each: in 2**12 ways no question is read.
_WORDS, _TIMES = 40, 12
# More ways than any number of places to end at: twelve squared, with some to spare.
_MOST_WAYS = 400
# Characters that stand for all others of their kind in sets and dots.
_SAMPLE = "停样了一a1 .,-"
_PLAIN = (code.ASSERT, code.ASSERT_NOT, code.AT)


def expressions() -> Iterator[tuple[str, re.Pattern[str]]]:
    """All regular expressions of the word files and of the modules, by where they are."""
    for file in sorted(each.name for each in word_file("").iterdir()):
        if file.endswith(".toml"):
            yield from ((f"{file}: {text}", re.compile(text)) for text in _texts(file))
    for package in (retrieval, bot):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__") and ".migrations" not in info.name:
                yield from _patterns(importlib.import_module(info.name))


def _texts(file: str) -> Iterator[str]:
    pending: list[Any] = [load_table(word_file(file))]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            pending += value
        elif isinstance(value, str):
            yield value


def _patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in vars(module).items():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
            yield f"{module.__name__}.{name}", value


def ambiguous(pattern: re.Pattern[str]) -> str:
    """A text that a repeated group of `pattern` reads in very many ways; empty where none does."""
    for body, most in _repeated(_parser.parse(pattern.pattern, pattern.flags)):
        for word in dict.fromkeys(islice(_words(body), _WORDS)):
            text = word * min(_TIMES, most)
            if word and _repeat(body, 0, most, text, 0)[len(text)] > _MOST_WAYS:
                return text
    return ""


def _repeated(tree: Sequence[Any]) -> Iterator[tuple[Sequence[Any], int]]:
    """The bodies of all repetitions in `tree`, with how often each may come."""
    for operation, value in tree:
        if operation in _REPEATS:
            most = value[1] if isinstance(value[1], int) else _TIMES
            if most > 1:
                yield value[2], most
            yield from _repeated(value[2])
        elif operation is code.SUBPATTERN:
            yield from _repeated(value[3])
        elif operation is code.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)
        elif operation in (code.ASSERT, code.ASSERT_NOT):
            yield from _repeated(value[1])


def _words(tree: Sequence[Any]) -> Iterator[str]:
    """Texts that `tree` matches, the shortest repetitions of each alternative."""
    pieces = [list(islice(_words_of(*each), _WORDS)) for each in tree]
    for chosen in islice(product(*pieces), _WORDS * 4):
        yield "".join(chosen)


def _words_of(operation: Any, value: Any) -> Iterator[str]:
    if operation is code.LITERAL:
        yield chr(value)
    elif operation in (code.IN, code.ANY, code.NOT_LITERAL):
        characters = (
            {chr(each) for kind, each in value if kind is code.LITERAL}
            if (operation is code.IN)
            else set()
        )
        yield from (
            each for each in sorted(characters) + list(_SAMPLE) if _is_one(operation, value, each)
        )
    elif operation in _REPEATS:
        once = list(islice(_words(value[2]), _WORDS))
        if value[0] == 0:
            yield ""
        yield from (each * max(1, value[0]) for each in once)
    elif operation is code.SUBPATTERN:
        yield from _words(value[3])
    elif operation is code.BRANCH:
        for branch in value[1]:
            yield from _words(branch)
    elif operation in _PLAIN:
        yield ""


def _ways(tree: Sequence[Any], text: str, start: int) -> Counter[int]:
    """In how many ways `tree` matches `text` from `start`, by where it ends.

    What looks around counts as there.
    """
    ends = Counter({start: 1})
    for operation, value in tree:
        after: Counter[int] = Counter()
        for at, ways in ends.items():
            for end, more in _ways_of(operation, value, text, at).items():
                after[end] += ways * more
        ends = after
    return ends


def _ways_of(operation: Any, value: Any, text: str, at: int) -> Counter[int]:
    if operation in _PLAIN:
        return Counter({at: 1})
    if operation in _REPEATS:
        most = value[1] if isinstance(value[1], int) else len(text)
        return _repeat(value[2], value[0], most, text, at)
    if operation is code.SUBPATTERN:
        return _ways(value[3], text, at)
    if operation is code.BRANCH:
        found: Counter[int] = Counter()
        for branch in value[1]:
            found.update(_ways(branch, text, at))
        return found
    return Counter({at + 1: 1} if at < len(text) and _is_one(operation, value, text[at]) else {})


def _repeat(body: Sequence[Any], least: int, most: int, text: str, at: int) -> Counter[int]:
    """As `_ways`, of `body` repeated; a repetition that takes nothing counts as none."""
    found, last = Counter({at: 1} if least == 0 else {}), Counter({at: 1})
    for times in range(1, min(most, len(text) + least) + 1):
        following: Counter[int] = Counter()
        for start, ways in last.items():
            for end, more in _ways(body, text, start).items():
                if end > start:
                    following[end] += ways * more
        last = following
        if times >= least:
            found.update(last)
        if not last:
            break
    return found


def _is_one(operation: Any, value: Any, char: str) -> bool:
    """Whether one character, set or dot of an expression matches `char`."""
    if operation is code.LITERAL:
        return chr(value) == char
    if operation is code.NOT_LITERAL:
        return chr(value) != char
    if operation is code.ANY:
        return char != "\n"
    if operation is not code.IN:
        message = f"{operation} is not understood here"
        raise NotImplementedError(message)
    negated = value[0][0] is code.NEGATE
    return bool(negated) != any(_holds(kind, each, char) for kind, each in value[negated:])


def _holds(kind: Any, value: Any, char: str) -> bool:
    if kind is code.LITERAL:
        return chr(value) == char
    if kind is code.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    named = {
        code.CATEGORY_DIGIT: r"\d", code.CATEGORY_NOT_DIGIT: r"\D", code.CATEGORY_SPACE: r"\s",
        code.CATEGORY_NOT_SPACE: r"\S", code.CATEGORY_WORD: r"\w", code.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    return re.fullmatch(named[value], char) is not None
