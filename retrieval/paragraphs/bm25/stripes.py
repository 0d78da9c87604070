"""Stripes: finding the highest of a million scores by the maxima of groups of them.

`numpy.argpartition` takes a hundred times longer over scores most of which are zero or equal, and
returns ties in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.paragraphs.bm25.postings import Impacts, Numbers

__all__ = ["Stripes", "padded"]

# From a length of the array on, depth and width: a stripe is `depth` scores, `width` apart, so that
# maxima are taken of whole rows at a time.  Half or twice as much of either changes little.
_SHAPES = ((1 << 18, 16, 1024), (1 << 16, 0, 1024), (1 << 12, 0, 256), (1 << 8, 0, 64))
# Looking through all scores costs a quarter as much a score as looking into chosen stripes.
_LOOKING = 4


def _shape(size: int) -> tuple[int, int]:
    """Depth and width of stripes over `size` scores."""
    for least, depth, width in _SHAPES:  # a depth of 0 means all of them
        if size >= least:
            return depth or -(-size // width), width
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
        return cls(blocks, maxima, maxima[0] if len(maxima) == 1 else maxima.max(axis=0))

    @property
    def scores(self) -> Impacts:
        """The scores in reading order."""
        return self.blocks.reshape(-1)

    def floor(self, k: int) -> float:
        """A lower bound of the `k`-th highest score: `k` stripes have maxima that high.

        0 where there are fewer than `k` scores.
        """
        for scores in (self.tops, self.maxima, self.blocks):
            if k <= scores.size:
                return float(np.partition(scores.reshape(-1), -k)[-k])
        return 0.0

    def at_least(self, least: float) -> Numbers:
        """The documents with scores of `least` or more, or, if that is 0 or less, above 0; in
        reading order."""
        if least <= 0:
            return self.scores.nonzero()[0]
        columns = (self.tops >= least).nonzero()[0]
        _, depth, width = self.blocks.shape
        if len(self.blocks) == 1 and len(columns) * _LOOKING <= width:
            places, which = (self.blocks[0][:, columns] >= least).nonzero()
            return np.asarray(places * width + columns[which])
        rows, which = (self.maxima[:, columns] >= least).nonzero()
        if len(rows) * _LOOKING > width * len(self.blocks):
            return (self.scores >= least).nonzero()[0]
        columns = columns[which]
        stripe, place = (self.blocks[rows, :, columns] >= least).nonzero()
        found: Numbers = (rows[stripe] * depth + place) * width + columns[stripe]
        found.sort()
        return found
