"""Shape reading: which shape of answer a question wants, by the words of `shapes.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.query.pieces import Pieces
from retrieval.query.question import Question
from retrieval.query.shape import Piece, Reading, Shape
from retrieval.query.shape_words import load_shape_words

__all__ = ["ShapeReader", "load_shape_reader"]

# What is longer without the words of the frame is a story around a question.
_LONGEST = 24
# A message without any word that asks is a bare topic (养老, 请问营商环境) up to so many
# characters, and up to so many words; a longer one is a statement.
_ENDS = " ,.?!;:、。~"
_LONGEST_BARE, _MOST_TERMS = 12, 4


class ShapeReader:
    """Reads the shape that a question wants."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._patterns = patterns
        self._pieces = Pieces(patterns)

    def read(self, question: Question) -> Reading:
        """The reading of an analysed question; never raises."""
        text = question.read.text.strip()
        if question.refusal is not None and not self._found("outline", text):
            return Reading()
        pieces = self._pieces.of(text)
        if pieces:
            shape = Shape.COMPARISON if self._pieces.compare(text) else Shape.PARTS
            labels = [_typed(piece.label, question) for piece in pieces]
            pieces = tuple(map(Piece, labels, (piece.question for piece in pieces)))
            return Reading(shape, tuple(labels), pieces=pieces)
        for read in (self._outline, self._list):
            reading = read(text)
            if reading is not None:
                return reading
        return self._topic(text, len(question.terms)) or Reading()

    def wants_why(self, question: Question) -> bool:
        """Whether `question` wants a reason or a way, for which two excerpts may be needed."""
        return self._patterns["why"].search(question.read.text) is not None

    def _outline(self, text: str) -> Reading | None:
        part = [match.group() for match in self._patterns["part"].finditer(text)]
        strong = words = self._found("outline", text) or part
        subject = self.subject(text, "outline", "outline_of_all")
        if not words and not self._without(subject, "times", "filler"):
            words = self._found("outline_of_all", text)
        rest = self._without(text, "outline", "outline_of_all")
        if not words or (self._found("single", rest) and not strong):
            return None
        return Reading(Shape.OUTLINE, tuple(words), subject)

    def _list(self, text: str) -> Reading | None:
        words = self._found("list", text)
        counted = self._found("counted", text) if words or _asks_what(text) else []
        if not words and not counted:
            return None
        wide = self._patterns["wide"].search(text) and not counted
        if wide:
            return None
        return Reading(Shape.LIST, (*words, *counted), self.subject(text, "list"))

    def _topic(self, text: str, terms: int) -> Reading | None:
        words = self._found("topic", text)
        subject = rest = self.subject(text, "topic")
        short = len(rest) <= _LONGEST_BARE and terms <= _MOST_TERMS
        if short:
            words += self._found("topic_if_short", rest)
            subject = self.subject(rest, "topic_if_short")
        if not subject or len(rest) > _LONGEST or self._found("single", rest):
            return None
        if words or (short and not self._found("asks", rest)):
            return Reading(Shape.TOPIC, tuple(words), subject)
        return None

    def subject(self, text: str, *frames: str) -> str:
        """`text` without the words called `frames` and those that say nothing of a subject."""
        return self._without(text, *frames, "filler")

    def _found(self, name: str, text: str) -> list[str]:
        return [match.group() for match in self._patterns[name].finditer(text) if match.group()]

    def _without(self, text: str, *names: str) -> str:
        for name in names:
            before = ""
            while before != text:  # what is left may end with such a word again
                before, text = text, self._patterns[name].sub("", text).strip(_ENDS)
        return text


def _typed(label: str, question: Question) -> str:
    """`label`, a stretch of the text as read, as it was typed; as read where it is put together."""
    start = question.read.text.find(label)
    if start < 0:
        return label
    return question.read.origin(start, start + len(label)).of(question.text)


def _asks_what(text: str) -> bool:
    return re.search("什么|啥|指|意思|叫", text) is not None


def load_shape_reader() -> ShapeReader:
    """The reader of shapes; raises WordsError, whose message names file and reason."""
    return ShapeReader(load_shape_words())
