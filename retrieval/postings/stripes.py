"""Stripes: finding the highest of a million scores by the maxima of stripes of them.

`numpy.argpartition` takes a hundred times longer over scores most of which are zero or equal, and
leaves ties in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.postings.postings import Impacts

__all__ = ["Numbers", "Stripes", "padded"]

Numbers = npt.NDArray[np.int64]

# A stripe is so many scores, that far apart, so that maxima are taken of whole rows at a time:
# depth and width for arrays from a given length on.  Measured: from half to twice as much of
# either makes little difference, but blocks (depth times width) should be many.
_SHAPES = ((1 << 16, 16, 1024), (1 << 11, 8, 256))
# Where more than one stripe in so many has to be looked into, all scores are looked through: that
# costs a quarter as much a score.
_LOOKING = 4


def _shape(size: int) -> tuple[int, int]:
    """Depth and width of stripes over `size` scores."""
    for least, depth, width in _SHAPES:
        if size >= least:
            return depth, width
    return 1, max(1, size)


def padded(size: int) -> int:
    """The length of an array of scores for `size` documents: a whole number of blocks."""
    depth, width = _shape(size)
    return -(-size // (depth * width)) * depth * width


@dataclass(frozen=True, slots=True)
class Stripes:
    """Scores as blocks of `depth` rows of `width`, the maxima of stripes, and those of columns.

    `maxima[i, j]` is that of `blocks[i, :, j]`, `tops[j]` that of `maxima[:, j]`.
    """

    blocks: Impacts
    maxima: Impacts
    tops: Impacts

    @classmethod
    def of(cls, scores: Impacts) -> Stripes:
        """The stripes of `scores`, whose length is `padded`."""
        blocks = scores.reshape(-1, *_shape(len(scores)))
        maxima = blocks.max(axis=1)
        return cls(blocks, maxima, maxima.max(axis=0))

    @property
    def scores(self) -> Impacts:
        """The scores in reading order."""
        return self.blocks.reshape(-1)

    def floor(self, k: int) -> float:
        """What the `k`-th highest score is not below: so many stripes have maxima that high.

        0 where there are not so many stripes.
        """
        maxima = self.tops if k <= len(self.tops) else self.maxima.reshape(-1)
        return float(np.partition(maxima, -k)[-k]) if k <= len(maxima) else 0.0

    def at_least(self, least: float) -> Numbers:
        """The documents with scores of `least` or more, or, if that is 0 or less, above 0; in
        reading order."""
        if least <= 0:
            return self.scores.nonzero()[0]
        columns = (self.tops >= least).nonzero()[0]
        _, depth, width = self.blocks.shape
        rows, which = (self.maxima[:, columns] >= least).nonzero()
        if len(rows) * _LOOKING > width * len(self.blocks):
            return (self.scores >= least).nonzero()[0]
        columns = columns[which]
        stripe, place = (self.blocks[rows, :, columns] >= least).nonzero()
        found: Numbers = (rows[stripe] * depth + place) * width + columns[stripe]
        found.sort()
        return found
