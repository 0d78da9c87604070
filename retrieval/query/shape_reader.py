"""Shape reading: which shape of answer a question wants, by the words of `shapes.toml`."""

from __future__ import annotations

from retrieval.query.question import Question
from retrieval.query.shape import Reading

__all__ = ["ShapeReader", "load_shape_reader"]


class ShapeReader:
    """Reads the shape that a question wants."""

    def read(self, question: Question) -> Reading:
        """The reading of an analysed question; never raises."""
        return Reading()


def load_shape_reader() -> ShapeReader:
    """The reader of shapes; raises WordsError, whose message names file and reason."""
    return ShapeReader()
