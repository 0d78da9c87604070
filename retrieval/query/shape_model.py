"""Shape model: how likely each shape is, by a fitted softmax over the words of a question."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

from retrieval.errors import WordsError
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words
from retrieval.query.standing_reader import RARE

__all__ = ["LABELS", "TARGETS", "ShapeModel", "features_of", "load_shape_model", "shape_model_file"]

LABELS = ("excerpt", "topic", "outline", "list", "parts", "comparison", "why")
"""What a question may want: a shape, or a reason or a way, which excerpts give."""

TARGETS = ("all", "review", "plan", "part", "problems", "government", "aims")
"""What an outline may be of: the report, what was done, what is to be done, a numbered part, the
problems that it admits, how the government itself is improved, what is aimed at."""

_ADVICE = "write it again with python -m retrieval calibrate"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# The longest runs of characters and of words that are features, and the width of a class of
# lengths, of which the last is open.
_LONGEST_RUN, _WIDTH, _MOST_WIDTHS, _MOST_TERMS = 3, 4, 8, 9
# The patterns of `shapes.toml` whose presence, and whose being there twice, are features.
_PATTERNS = (
    "asks", "single", "why", "compares", "times", "outline", "outline_of_all", "list", "wide",
    "topic", "topic_if_short", "counted", "each", "joins", "aims", "comes", "part", "numbered",
)  # fmt: skip


@dataclass(frozen=True)
class ShapeModel:
    """Fitted weights.

    `labels`, `targets`: for each feature one weight for each of `LABELS`, and of `TARGETS`; those
    of the empty feature are in every question.
    `frame_words`: words that mostly belong to no subject.
    """

    labels: Mapping[str, Sequence[float]]
    targets: Mapping[str, Sequence[float]]
    frame_words: frozenset[str]

    def likely(self, features: frozenset[str]) -> list[tuple[str, float]]:
        """The labels of a question with these `features_of` it, each with its probability, the
        likeliest first."""
        return _ranked(self.labels, LABELS, features)

    def targets_of(self, features: frozenset[str]) -> Mapping[str, float]:
        """How likely each target of an outline is, the likeliest first."""
        return dict(_ranked(self.targets, TARGETS, features))


def _ranked(
    weights: Mapping[str, Sequence[float]], names: Sequence[str], features: Iterable[str]
) -> list[tuple[str, float]]:
    rows = [row for feature in ("", *features) if (row := weights.get(feature))]
    # Exact, whatever the order of the features, which is another one in each process.
    totals = [math.fsum(column) for column in zip(*rows, strict=True)] or [0.0] * len(names)
    most = max(totals)
    likelihoods = [math.exp(total - most) for total in totals]
    every = sum(likelihoods)
    shares = (likelihood / every for likelihood in likelihoods)
    return sorted(zip(names, shares, strict=True), key=lambda pair: -pair[1])


def features_of(question: Question, pieces: int) -> frozenset[str]:
    """The features of a question: runs of its characters and of its words, rare ones masked, the
    kinds of answer it wants, the patterns it holds, its length, into how many `pieces` it can be
    divided."""
    text = question.read.text.strip()
    rarities = dict(zip(question.terms, question.rarities, strict=True))
    masked = _NUMBER.sub("0", f"^{text}$")
    words = ["^", *(_masked(word, rarities.get(word, 0.0)) for word in _words(question)), "$"]
    found = {*map("".join, _runs(masked)), *("w:" + "|".join(run) for run in _runs(words))}
    found.update(f"k:{kind}" for kind in question.kinds)
    for name in _PATTERNS:
        number = len(load_shape_words()[name].findall(text))
        found.update(f"p:{name}{more}" for more in ("", "2")[: min(number, 2)])
    found.add(f"length:{min(len(text) // _WIDTH, _MOST_WIDTHS)}")
    found.add(f"terms:{min(len(question.terms), _MOST_TERMS)}")
    found.add(f"pieces:{min(pieces, 3)}")
    return frozenset(found)


def _words(question: Question) -> list[str]:
    """The words between the boundaries of the question."""
    text = question.read.text
    bounds = sorted({0, len(text), *question.boundaries})
    return [text[start:end] for start, end in pairwise(bounds)]


def _masked(word: str, rarity: float) -> str:
    return "#" if _NUMBER.fullmatch(word) else "◇" if rarity >= RARE else word


def _runs(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each run of one up to three neighbours."""
    for length in range(1, _LONGEST_RUN + 1):
        for start in range(len(items) - length + 1):
            yield items[start : start + length]


def shape_model_file() -> Traversable:
    """The file of fitted values."""
    return files(__package__) / "fitted" / "shapes.json"


@lru_cache(1)
def load_shape_model() -> ShapeModel:
    """The fitted model; raises WordsError, whose message names file and reason."""
    file = shape_model_file()
    try:
        values = json.loads(file.read_bytes())
        model = ShapeModel(
            {name: tuple(map(float, row)) for name, row in values["labels"].items()},
            {name: tuple(map(float, row)) for name, row in values["targets"].items()},
            frozenset(values["frame_words"]),
        )
    except (OSError, TypeError, ValueError, KeyError, AttributeError) as error:
        message = f"{file} cannot be used ({error}); {_ADVICE}"
        raise WordsError(message) from error
    rows = [(row, LABELS) for row in model.labels.values()]
    rows += [(row, TARGETS) for row in model.targets.values()]
    if any(len(row) != len(names) for row, names in rows):
        message = f"{file}: a row does not hold one weight for each shape; {_ADVICE}"
        raise WordsError(message)
    return model
