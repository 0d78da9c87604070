"""Shape reading: which shape of answer a question wants, by the fitted model and the words of
`shapes.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from retrieval.outcome import Outcome
from retrieval.query.pieces import Pieces
from retrieval.query.question import Question
from retrieval.query.shape import Piece, Reading, Shape
from retrieval.query.shape_model import ShapeModel, features_of, load_shape_model
from retrieval.query.shape_words import load_shape_words
from retrieval.query.standing_reader import standing_of
from retrieval.query.unmarked import unmarked

__all__ = ["ShapeReader", "load_shape_reader"]

_ENDS = " ,.?!;:、。~"
_CIRCLED = frozenset("①②③④⑤⑥⑦⑧⑨")
# What is longer without the words of the frame is a story around a question.
_LONGEST = 24
# What words say is taken unless the model is as good as sure of something else.
_LEAST_SAID = 0.05
# Kinds of answer that an outline gives, too.
_WIDE_KINDS = frozenset({"list", "reason", "procedure"})
# Those that so many items (哪四个问题), a place or a year in the question seem to want.
_COUNTED_KINDS = frozenset({"number", "rate", "sum", "place", "time", "roster", "comparison"})
# What can be divided is several questions unless the labels of one are as good as sure together.
_UNDIVIDED, _LEAST_DIVIDED = ("topic", "outline", "list"), 0.2
# An outline or a list takes the place of every other answer, so it has to be likelier than all of
# them together.
_WHOLE, _LEAST_WIDE = ("excerpt", "topic", "outline", "list", "why"), 0.6
# Where an outline is as likely as that, it is one although the words say 哪些 or ask for a figure.
_SURE = 0.9
# A message without any word that asks is a bare topic (养老, 请问营商环境) up to so many
# characters, and up to so many words; a longer one is a statement.
_LONGEST_BARE, _MOST_TERMS = 12, 4
# The patterns whose words stand around the subject of a shape.
_FRAMES: Mapping[Shape, tuple[str, ...]] = {
    Shape.OUTLINE: ("outline", "outline_of_all"),
    Shape.LIST: ("list",),
    Shape.TOPIC: ("topic", "topic_if_short"),
}


class ShapeReader:
    """Reads the shape that a question wants."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]], model: ShapeModel) -> None:
        self._patterns = patterns
        self._model = model
        self._pieces = Pieces(patterns)

    def read(self, question: Question) -> Reading:
        """The reading of an analysed question; never raises."""
        reading = self._shape(question)
        if reading.pieces:
            return reading
        figures = self._figures(question)
        aimed = reading.target == "aims" and figures is not None
        return replace(reading, figures="" if aimed else figures)

    def is_whole(self, question: Question) -> bool:
        """Whether it asks for all figures of a time that it names (去年完成了哪些指标), and so
        follows no question before it."""
        return bool(question.years) and self._figures(question) == ""

    def _figures(self, question: Question) -> str | None:
        """What the figures are of that the question asks for, empty where it names nothing; None
        where it asks for none, or for one."""
        text = question.read.text.strip()
        said, aimed = self._found("figures", text), self._found("figures_aimed", text)
        several = self._found("list", text) or self._found("each", text)
        if not (said or aimed) or self._found("why", text):
            return None
        if self._found("single", text) and not several:
            return None
        rest = self._without(text, "figures", "figures_aimed", "list", "topic", "times", "filler")
        if not self._without(rest, "outline", "comes", "aims", "standing_frame", "filler"):
            return ""
        return rest if said else None

    def _shape(self, question: Question) -> Reading:
        """The shape, and what it is of."""
        text = question.read.text.strip()
        if not text or question.refusal not in (None, Outcome.UNCLEAR):
            return Reading()
        pieces = self._pieces.of(text)
        if not pieces and (paused := _with_pauses(question)) != text:
            pieces = self._pieces.of(paused)
        features = features_of(question, len(pieces))
        targets = self._model.targets_of(features)
        standing = standing_of(question, targets, self._found, self._without)
        # Who asks for one figure, person, place or time wants that, whatever stands around it.
        fact = bool(question.kinds - _WIDE_KINDS)
        if standing and not question.kinds - _WIDE_KINDS - _COUNTED_KINDS:
            return Reading(Shape.OUTLINE, standing[1], target=standing[0])
        likely = dict(self._model.likely(features))
        if pieces and 1 - sum(likely[label] for label in _UNDIVIDED) >= _LEAST_DIVIDED:
            compares = self._pieces.compare(question.read.text)
            return self._divided(question, Shape.COMPARISON if compares else Shape.PARTS, pieces)
        if not pieces and (beside := unmarked(text, question.boundaries, likely, self._patterns)):
            return self._divided(question, *beside)
        label = self._label(question, likely, fact=fact)
        if label in ("excerpt", "why"):
            return Reading(why=label == "why" or self._found("why", text) != [])
        return self._about(question, Shape(label), next(iter(targets)))

    def _label(self, question: Question, likely: Mapping[str, float], *, fact: bool) -> str:
        """What it wants by its words, or by the model where they say little or it is sure."""
        said = self._said(question)
        label = max(_WHOLE, key=lambda each: likely[each])
        if said == "list":
            counted = self._found("counted", question.read.text)
            return label if label == "outline" and likely[label] >= _SURE and not counted else said
        if likely[said] >= _LEAST_SAID and (said != "excerpt" or likely[label] < _LEAST_WIDE):
            return said
        unsure = label in ("outline", "list") and likely[label] < _LEAST_WIDE
        return (
            "excerpt"
            if unsure or (label == "outline" and fact and likely[label] < _SURE)
            else label
        )

    def _said(self, question: Question) -> str:
        """The label that words say which hardly ever say anything else; `excerpt` without any."""
        text, terms = question.read.text.strip(), len(question.terms)
        # 重点抓好的八项工作是哪八项, 从哪五个方面概括
        listing = self._found("list", text)
        counted = self._found("counted", text)
        if (counted and listing) or any(map(_counts, [*listing, *counted])):
            return "list"
        strong = self._found("outline", text) or self._found("part", text)
        if strong or self._is_of_all(text):
            return "outline"
        if listing:
            return "topic" if self._found("wide", text) else "list"
        if counted and _asks_what(text):
            return "list"
        rest = self._without(text, "topic", "filler")
        short = len(rest) <= _LONGEST_BARE and terms <= _MOST_TERMS
        words = self._found("topic", text) + (self._found("topic_if_short", rest) if short else [])
        if not rest or len(rest) > _LONGEST or self._found("single", rest):
            return "excerpt"
        return "topic" if words or (short and not self._found("asks", rest)) else "excerpt"

    def _is_of_all(self, text: str) -> bool:
        """Whether it asks what all is said or done, and names no thing beside that."""
        rest = self._without(text, "outline", "outline_of_all")
        subject = self._without(rest, "filler", "times", "filler")
        return not subject and bool(self._found("outline_of_all", text))

    def _divided(self, question: Question, shape: Shape, pieces: tuple[Piece, ...]) -> Reading:
        """The reading of several questions at once."""
        labels = [_typed(piece.label, question) for piece in pieces]
        several = tuple(map(Piece, labels, (piece.question for piece in pieces)))
        return Reading(shape, tuple(filter(None, labels)), pieces=several)

    def _about(self, question: Question, shape: Shape, target: str) -> Reading:
        """The reading of a question about a subject; `target`: of an outline."""
        text = question.read.text.strip()
        names = (*_FRAMES[shape], "counted") if shape is Shape.LIST else _FRAMES[shape]
        words = tuple(word for name in names for word in self._found(name, text))
        subject = self._subject(question, *_FRAMES[shape])
        if shape is Shape.OUTLINE:
            words += tuple(self._found("part", text))
            return Reading(shape, words, subject, target=target)
        return Reading(shape, words, subject) if subject or words else Reading()

    def _subject(self, question: Question, *names: str) -> str:
        """The text without the words of its frame and those that say nothing of a subject."""
        text = self._without(question.read.text.strip(), *names, "filler")
        covering = [term for term in question.terms if term not in self._model.frame_words]
        for word in sorted(self._model.frame_words & set(question.terms), key=lambda w: -len(w)):
            if not any(word in term for term in covering):
                text = text.replace(word, " ")
        return " ".join(text.split()).strip(_ENDS)

    def _found(self, name: str, text: str) -> list[str]:
        return [match.group() for match in self._patterns[name].finditer(text) if match.group()]

    def _without(self, text: str, *names: str) -> str:
        for name in names:
            before = ""
            while before != text:  # what is left may end with such a word again
                before, text = text, self._patterns[name].sub("", text).strip(_ENDS)
        return text


def _with_pauses(question: Question) -> str:
    """The text as read, with a comma wherever a blank stands between Chinese characters: people
    type one where they would pause."""
    read = question.read
    typed = [read.origin(at, at + 1) for at in range(len(read.text))]
    paused = {
        at
        for at, (one, other) in enumerate(pairwise(typed), start=1)
        if question.text[one.end : other.start].isspace()
        and not (read.text[at - 1].isascii() and read.text[at].isascii())
    }
    # Numbers in circles are read as digits.
    circled = {at for at, span in enumerate(typed) if span.of(question.text) in _CIRCLED}
    marked = [
        "," if at in circled else "," * (at in paused) + char for at, char in enumerate(read.text)
    ]
    return "".join(marked).strip(",")


def _typed(label: str, question: Question) -> str:
    """`label`, a stretch of the text as read, as it was typed; as read where it is put together."""
    start = question.read.text.find(label)
    if start < 0 or not label:
        return label
    return question.read.origin(start, start + len(label)).of(question.text)


def _counts(word: str) -> bool:
    """Whether a word asks for so many (哪八项), or counts what is quoted (三个“凡”)."""
    return (
        re.search('哪[2-9二两三四五六七八九十]|[二两三四五六七八九十].?[“"「『]', word) is not None
    )


def _asks_what(text: str) -> bool:
    return re.search("什么|啥|指|意思|叫", text) is not None


def load_shape_reader() -> ShapeReader:
    """The reader of shapes; raises WordsError, whose message names file and reason."""
    return ShapeReader(load_shape_words(), load_shape_model())
