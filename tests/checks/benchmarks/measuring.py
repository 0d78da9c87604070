"""One interleaved run: round by round, in turn, each engine is asked all queries twice.

The first pass finds the caches of the processor full of what the engine before it read; the second
one counts.  Slow engines, whose data exceed every cache, are asked once.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.checks.benchmarks.corpus import Corpus
from tests.checks.benchmarks.engines import ENGINES, REFERENCE, Ask

__all__ = ["Floor", "Run", "floor_of", "measure"]

_GIGABYTE = 1e9
# Far more than any cache holds.
_LARGE = 1 << 28
_POSTING = 8  # bytes: a document and an impact
# Paragraphs times queries a round for slow engines: some ten seconds.
_SLOW = 2_000_000
# Bytes a paragraph: its sum is cleared, written and looked at.
_PARAGRAPH = 12


@dataclass(frozen=True)
class Run:
    """What was measured at one size.  `times` are milliseconds, a row a round; engines that answer
    a part of the queries have fewer columns, the first ones.  `cold` are those of first passes;
    `alike` is the mean share of the top
    ten that are also those of rank-bm25, over the queries that it was asked."""

    size: int
    terms: int
    query_terms: float
    seconds: Mapping[str, float]
    times: Mapping[str, npt.NDArray[np.float64]]
    cold: Mapping[str, npt.NDArray[np.float64]]
    alike: Mapping[str, float]

    def mean(self, engine: str) -> float:
        """The mean of a query: the median of rounds, so that a disturbed one does no harm."""
        return float(np.median(self.times[engine].mean(axis=1)))

    def first_mean(self, engine: str) -> float:
        """The same of first passes."""
        return float(np.median(self.cold[engine].mean(axis=1)))

    def percentile(self, engine: str, share: float) -> float:
        """That of queries, each by its median round."""
        return float(np.percentile(np.median(self.times[engine], axis=0), share))

    def ratio(self, engine: str, to: str) -> float:
        """How many times as long `engine` takes as `to` for the queries that both were asked:
        median over rounds, in each of which both were asked."""
        ours, theirs = self.times[to], self.times[engine]
        both = min(ours.shape[1], theirs.shape[1])
        return float(np.median(theirs[:, :both].mean(axis=1) / ours[:, :both].mean(axis=1)))


@dataclass(frozen=True)
class Floor:
    """How fast memory is read, GB/s, and what reading takes: milliseconds a query."""

    bandwidth: float
    postings: float
    everything: float


def measure(corpus: Corpus, rounds: int, names: Sequence[str]) -> Run:
    """Builds the engines `names` over `corpus` and asks them."""
    paragraphs = corpus.paragraphs()
    asks: dict[str, Ask] = {}
    seconds: dict[str, float] = {}
    for name in names:
        begun = time.perf_counter()
        asks[name] = ENGINES[name].build(paragraphs)
        seconds[name] = time.perf_counter() - begun
        print(f"  {name} built in {seconds[name]:.1f} s", flush=True)
    terms = len({term for paragraph in paragraphs for term in paragraph})
    _forget(paragraphs)
    queries = {name: corpus.queries[: _queries(name, corpus)] for name in names}
    # This also compiles what compiles.
    found = {name: [list(asks[name](query)) for query in queries[name]] for name in names}
    passes: dict[str, list[list[list[float]]]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
            passes[name].append(
                [
                    [_milliseconds(asks[name], query) for query in queries[name]]
                    for _ in range(1 if ENGINES[name].slow else 2)
                ]
            )
    times = {name: np.array(rows) for name, rows in passes.items()}
    return Run(
        size=len(corpus),
        terms=terms,
        query_terms=float(np.mean([len(query) for query in corpus.queries])),
        seconds=seconds,
        times={name: rows[:, -1] for name, rows in times.items()},
        cold={name: rows[:, 0] for name, rows in times.items()},
        alike={name: _alike(found[name], found[REFERENCE]) for name in names},
    )


def _forget(paragraphs: list[list[str]]) -> None:
    """Frees the texts, and spares the collector what engines keep."""
    paragraphs.clear()
    gc.collect()
    gc.freeze()


def _queries(name: str, corpus: Corpus) -> int:
    """How many of the queries it is asked: of slow engines so many that a round ends."""
    all_queries = len(corpus.queries)
    return min(all_queries, max(10, _SLOW // len(corpus))) if ENGINES[name].slow else all_queries


def _milliseconds(ask: Ask, query: Sequence[str]) -> float:
    begun = time.perf_counter()
    ask(query)
    return 1000 * (time.perf_counter() - begun)


def _alike(found: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> float:
    shares = [
        len(set(ours) & set(theirs)) / max(1, len(theirs))
        for ours, theirs in zip(found, right, strict=False)
    ]
    return float(np.mean(shares))


def floor_of(corpus: Corpus) -> Floor:
    """What reading the postings of a query takes if each is read once, and nothing else done."""
    large = np.ones(_LARGE // 4, np.int32)  # zeros would be one page, mapped again and again
    passes = []
    for _ in range(7):
        begun = time.perf_counter()
        large.max()
        passes.append(time.perf_counter() - begun)
    bandwidth = _LARGE / float(np.median(passes)) / _GIGABYTE
    numbers = {term: number for number, term in enumerate(corpus.terms)}
    frequencies = _frequencies(corpus)
    postings = [
        sum(int(frequencies[numbers[term]]) for term in set(query) if term in numbers)
        for query in corpus.queries
    ]
    mean = float(np.mean(postings))
    scale = 1000 / (bandwidth * _GIGABYTE)
    return Floor(
        bandwidth=bandwidth,
        postings=_POSTING * mean * scale,
        everything=(_POSTING * mean + _PARAGRAPH * len(corpus)) * scale,
    )


def _frequencies(corpus: Corpus) -> npt.NDArray[np.int64]:
    """How many paragraphs hold each term."""
    counts = np.zeros(len(corpus.terms), np.int64)
    paragraphs = np.repeat(np.arange(len(corpus)), np.diff(corpus.starts))
    for first in range(0, len(corpus.ids), 1 << 24):  # pieces may split a paragraph: see below
        part = slice(first, first + (1 << 24))
        pairs = np.unique(paragraphs[part] * len(corpus.terms) + corpus.ids[part])
        counts += np.bincount(pairs % len(corpus.terms), minlength=len(corpus.terms))
    return counts  # a term on both sides of such a split counts twice: one in millions
