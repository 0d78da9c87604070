"""Example questions that are written down beside the reports.

    seeds/own.examples.txt           an office's own: they take the place of all others
    seeds/<report>.examples.txt      about that report

One question a line, in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.words.files import entries

__all__ = ["EXAMPLES_SUFFIX", "read_examples"]

EXAMPLES_SUFFIX = ".examples.txt"
_OWN = f"own{EXAMPLES_SUFFIX}"


def read_examples(folder: Path, reports: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The example questions in `folder`, each with its file and line number.

    `reports`: the names of the seed files.  Raises WordsError where a file cannot be read.
    """
    files = [folder / _OWN]
    if not files[0].is_file():
        files = [folder / (Path(name).stem + EXAMPLES_SUFFIX) for name in reports]
    return tuple(
        (f"{file.name}, line {line}", entry)
        for file in files
        if file.is_file()
        for line, entry in entries(file)
    )
