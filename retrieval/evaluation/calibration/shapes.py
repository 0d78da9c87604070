"""The fit of the shape model to questions labelled with what they want."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from retrieval.corpus.phrasings import Phrasing
from retrieval.errors import GoldError
from retrieval.evaluation.calibration.densities import TrainingSet
from retrieval.evaluation.calibration.fitting import Values
from retrieval.evaluation.gold import GoldQuestion, read_json_lines
from retrieval.query.pieces import Pieces
from retrieval.query.question import Question
from retrieval.query.shape_model import LABELS, TARGETS, features_of
from retrieval.query.shape_words import load_shape_words

__all__ = ["FrameQuestion", "fit_shapes", "labelled_shapes", "read_frames", "write_shapes"]

# What a kind of gold wants; any other kind wants one excerpt.
_OF_KIND = {
    "OVR": "outline",
    "TOP": "topic",
    "LST": "list",
    "TWO": "parts",
    "CMP": "comparison",
    "WHY": "why",
}
# Labels whose questions have a subject besides their frame.
_WITH_SUBJECT = ("topic", "outline", "list", "why")
# Phrasings among the examples; some ask for a sentence that only announces a list.
_PHRASINGS = 300

# Ridge penalty of a softmax over sparse features, chosen on questions about reports outside the
# fit; three times more or less changes little.
_RIDGE = 2e-4
# A feature in fewer questions than this is chance.
_FEWEST = 6
# Weights that move no decision are left out of the file.
_LEAST = 0.08
_DIGITS = 2
# Labels are far from equally frequent in the examples; each counts by its frequency to this power.
_BALANCE = -0.5
# A word is one of the frame where at most this share of its occurrences are in a subject.
_IN_SUBJECT = 0.25


@dataclass(frozen=True, slots=True)
class FrameQuestion:
    """A question labelled with one of `LABELS`; of an outline with one of `TARGETS`, else empty.

    `subject`: the stretch of it that names what it is about; None where that is not labelled.
    """

    text: str
    label: str
    target: str = ""
    subject: str | None = None


def read_frames(file: Path) -> list[FrameQuestion]:
    """The labelled questions in `file`; raises GoldError, whose message names file and line."""
    found = []
    for line, row in read_json_lines(file):
        question = FrameQuestion(
            str(row.get("question", "")),
            str(row.get("shape", "")),
            str(row.get("target", "")),
            None if row.get("subject") is None else str(row["subject"]),
        )
        if question.label not in LABELS or question.target not in ("", *TARGETS):
            message = f"{file}, line {line}: shape has to be one of {', '.join(LABELS)}"
            raise GoldError(message)
        found.append(question)
    return found


def labelled_shapes(
    frames: Path, gold: Sequence[GoldQuestion], phrasings: Mapping[str, Sequence[Phrasing]]
) -> list[FrameQuestion]:
    """The questions of the file `frames`, those of `gold` by their kinds, and some phrasings, which
    one excerpt answers.  Raises GoldError."""
    several = [FrameQuestion(each.question, _OF_KIND.get(each.kind, "excerpt")) for each in gold]
    owned = [each.text for of_report in phrasings.values() for each in of_report]
    drawn = random.Random(0).sample(owned, min(_PHRASINGS, len(owned)))  # noqa: S311
    return [*read_frames(frames), *several, *(FrameQuestion(text, "excerpt") for text in drawn)]


def write_shapes(questions: Sequence[FrameQuestion], home: TrainingSet, folder: Path) -> Path:
    """Fits the model to `questions`, analysed as at `home`, and writes it to `folder`."""
    values = fit_shapes(questions, home.engine({}).analyze)
    text = json.dumps(values, ensure_ascii=False, indent=0)
    # A row of weights on one line.
    text = re.sub(r"\[[^\[\]\"]*\]", lambda row: re.sub(r"\s+", "", row.group()), text)
    file = folder / "shapes.json"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def fit_shapes(
    questions: Sequence[FrameQuestion], analyze: Callable[[str], Question]
) -> dict[str, Any]:
    """The values of the model's file."""
    divide = Pieces(load_shape_words())
    analyzed = [analyze(each.text) for each in questions]
    features = [features_of(each, len(divide.of(each.read.text.strip()))) for each in analyzed]
    labels = [LABELS.index(each.label) for each in questions]
    outlines = [number for number, each in enumerate(questions) if each.target]
    targets = [TARGETS.index(questions[number].target) for number in outlines]
    return {
        "labels": _softmax(features, labels, len(LABELS)),
        "targets": _softmax([features[number] for number in outlines], targets, len(TARGETS)),
        "frame_words": _frame_words(questions, analyzed),
    }


def _softmax(
    features: Sequence[frozenset[str]], labels: Sequence[int], classes: int
) -> dict[str, list[float]]:
    """The weights of each feature, those of the empty one in every question."""
    counts = Counter(name for each in features for name in each)
    names = sorted(name for name, count in counts.items() if count >= _FEWEST)
    numbers = {name: number for number, name in enumerate(names)}
    columns = [[numbers[name] for name in sorted(each) if name in numbers] for each in features]
    starts = np.cumsum([0, *map(len, columns)])
    flat = [number for each in columns for number in each]
    table = csr_matrix((np.ones(len(flat)), flat, starts), (len(features), len(names)))
    wanted = np.eye(classes)[list(labels)]
    sizes = wanted.sum(axis=0)
    counted = np.maximum(sizes, 1)[list(labels)] ** _BALANCE
    counted /= counted.sum()

    def loss(flat_weights: Values) -> tuple[float, Values]:
        weights = flat_weights.reshape(len(names) + 1, classes)
        scores = table @ weights[:-1] + weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -float(counted @ np.log((shares * wanted).sum(axis=1) + 1e-300))
        slope = counted[:, None] * (shares - wanted)
        below = np.vstack([table.T @ slope + 2 * _RIDGE * weights[:-1], slope.sum(axis=0)])
        return value + _RIDGE * float((weights[:-1] ** 2).sum()), below.ravel()

    start = np.zeros((len(names) + 1) * classes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = np.round(found.x.reshape(len(names) + 1, classes), _DIGITS)
    rows = zip([*names, ""], weights.tolist(), strict=True)
    return {name: row for name, row in rows if not name or max(map(abs, row)) >= _LEAST}


def _frame_words(questions: Sequence[FrameQuestion], analyzed: Sequence[Question]) -> list[str]:
    """The words that stand outside of subjects more often than within."""
    within: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for labelled, question in zip(questions, analyzed, strict=True):
        if not labelled.subject or labelled.label not in _WITH_SUBJECT:
            continue
        everywhere.update(question.terms)
        within.update(term for term in question.terms if term in labelled.subject)
    return sorted(
        term
        for term, count in everywhere.items()
        if count >= _FEWEST and within[term] <= _IN_SUBJECT * count
    )
