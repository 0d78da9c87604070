"""Example questions that are written down beside the reports.

    seeds/own.examples.txt           an office's own: they take the place of all others
    seeds/<report>.examples.txt      about that report

One question a line, in the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.corpus.folder_files import is_regular
from retrieval.errors import WordsError
from retrieval.words.files import entries

__all__ = ["EXAMPLES_SUFFIX", "read_examples"]

EXAMPLES_SUFFIX = ".examples.txt"
_OWN = f"own{EXAMPLES_SUFFIX}"


def read_examples(
    folder: Path, reports: Sequence[str], faults: list[str]
) -> tuple[tuple[str, str], ...]:
    """The example questions in `folder`, each with its file and line number.

    `reports`: the names of the seed files; `faults`: gets a sentence for each file that cannot be
    read.
    """
    files = [folder / _OWN]
    if not is_regular(files[0]):
        files = [folder / (Path(name).stem + EXAMPLES_SUFFIX) for name in reports]
    found: list[tuple[str, str]] = []
    for file in filter(is_regular, files):
        try:
            found += [(f"{file.name}, line {line}", entry) for line, entry in entries(file)]
        except WordsError as error:
            faults.append(str(error))
    return tuple(found)
