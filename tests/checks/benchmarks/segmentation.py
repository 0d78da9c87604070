"""How fast text is segmented: jieba, and rjieba in its place, over the same sentences in turn."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.language.normalization import fold
from retrieval.language.segmentation import Segmenter
from retrieval.reports import read_report
from retrieval.words import load_dictionary

__all__ = ["Speed", "segmentation_speed"]

# Some seconds of jieba's time a round.
_SENTENCES = 4_000
_ROUNDS = 5


@dataclass(frozen=True)
class Speed:
    """Thousand characters a second, with each; median over rounds, in each of which both ran."""

    jieba: float
    rjieba: float
    ratio: float
    alike: int
    sentences: int


def segmentation_speed(files: Sequence[Path]) -> Speed:
    """Measured over the first sentences of every report in turn."""
    texts = _sentences(files)
    segmenters = {name: _segmenter(name) for name in ("jieba", "rjieba")}
    cut = {name: [each.cut(text) for text in texts] for name, each in segmenters.items()}
    alike = sum(a == b for a, b in zip(cut["jieba"], cut["rjieba"], strict=True))
    rounds = [
        {name: _seconds(each, texts) for name, each in segmenters.items()} for _ in range(_ROUNDS)
    ]
    characters = sum(map(len, texts)) / 1000
    speeds = {
        name: characters / statistics.median(each[name] for each in rounds) for name in segmenters
    }
    ratio = statistics.median(each["jieba"] / each["rjieba"] for each in rounds)
    return Speed(speeds["jieba"], speeds["rjieba"], ratio, alike, len(texts))


def _segmenter(name: str) -> Segmenter:
    os.environ["SEGMENTER"] = name
    try:
        return Segmenter(load_dictionary())
    finally:
        del os.environ["SEGMENTER"]


def _sentences(files: Sequence[Path]) -> list[str]:
    found: list[str] = []
    for file in files:
        report = read_report(file.name, file.read_text("utf-8"))
        spans = [span for paragraph in report.paragraphs for span in paragraph.sentences]
        most = -(-_SENTENCES // len(files))
        found += [fold(span.of(report.text)).text for span in spans[:most]]
    return found


def _seconds(segmenter: Segmenter, texts: Sequence[str]) -> float:
    begun = time.perf_counter()
    for text in texts:
        segmenter.cut(text)
    return time.perf_counter() - begun
