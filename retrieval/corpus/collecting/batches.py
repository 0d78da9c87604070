"""Batches: sentences without enough phrasings as plain text, for colleagues or any chat model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.corpus.collecting.coverage import FEW, Coverage, SentenceCoverage
from retrieval.errors import WordsError
from retrieval.words.files import word_file

__all__ = ["batches_of", "instruction_text", "write_batches"]

_NAME = "batch-{:03}.txt"


def instruction_text() -> str:
    """What each batch begins with: what to do, and an example."""
    return word_file("phrasing_batch.txt").read_text(encoding="utf-8").strip()


def batches_of(coverage: Coverage, size: int) -> tuple[str, ...]:
    """The sentences with fewer than `FEW` phrasings, those with none first, `size` a batch; each
    batch begins with what to do."""
    wanted = sorted(
        (each for each in coverage.sentences if each.count < FEW), key=lambda each: each.count
    )  # stable: in reading order
    starts = range(0, len(wanted), size)
    return tuple(_batch(wanted[start : start + size]) for start in starts)


def _batch(sentences: Sequence[SentenceCoverage]) -> str:
    lines = [instruction_text(), ""]
    for each in sentences:
        lines += ["", *([f"（{each.heading}）"] if each.heading else []), f"> {each.text}"]
    return "\n".join(lines) + "\n"


def write_batches(folder: Path, batches: Sequence[str]) -> None:
    """Writes each batch to a file of its own in `folder`; raises WordsError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, batch in enumerate(batches, start=1):
            (folder / _NAME.format(number)).write_text(batch, encoding="utf-8")
    except OSError as error:
        message = f"{folder}: cannot be written ({error.strerror}); name a folder that can be"
        raise WordsError(message) from error
