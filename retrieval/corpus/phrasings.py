"""Phrasings: ways to ask for a sentence of a report, indexed with it and never shown.

They are in the file `<report>.phrasings.txt` beside the report: a line that begins with > quotes a
piece of one sentence, word for word, and the lines below it are ways to ask for that.

    > 新增停车位2.64万个
    车没处停，这几年到底添了几个车位
    how many parking spaces were added

Those that operators add are in `<report>.own.phrasings.txt`, in the same form.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from retrieval.corpus.folder_files import is_regular
from retrieval.errors import WordsError
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report, Span
from retrieval.words.files import entries

__all__ = [
    "OWN_PHRASINGS_SUFFIX",
    "PHRASINGS_SUFFIX",
    "Phrasing",
    "Quotations",
    "phrasing_files",
    "phrasings_by_file",
    "read_phrasings",
]

PHRASINGS_SUFFIX = ".phrasings.txt"
OWN_PHRASINGS_SUFFIX = f".own{PHRASINGS_SUFFIX}"
_QUOTES = ">"
# Characters: enough for a reader of the file to recognise the sentence.
_LEAST_QUOTATION = 8


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for `sentence`, a sentence of its report."""

    sentence: Span
    text: str


def read_phrasings(
    folder: Path,
    report: Report,
    added: Sequence[Phrasing] = (),
    faults: list[str] | None = None,
) -> tuple[Phrasing, ...]:
    """The phrasings for `report` in `folder` and those `added`, in reading order.

    `faults`: as `phrasings_by_file` takes it.
    """
    found = [*added, *(phrasing for _, phrasing in phrasings_by_file(folder, report, faults))]
    return tuple(sorted(dict.fromkeys(found), key=lambda phrasing: phrasing.sentence))


def phrasings_by_file(
    folder: Path, report: Report, faults: list[str] | None = None
) -> Iterator[tuple[Path, Phrasing]]:
    """The phrasings for `report` in `folder` in the order of its files, each with its file.

    `faults`: gets a sentence with file, line and reason for each line that cannot be used, and what
    stands below it is left out; without it that raises WordsError.
    """
    quotations = Quotations(report)
    for file in phrasing_files(folder, report.name):
        try:
            for phrasing in _read(file, quotations, faults):
                yield file, phrasing
        except WordsError as error:  # the whole file, as it is no text
            _tell(error, faults)


def phrasing_files(folder: Path, report: str) -> tuple[Path, ...]:
    """The files in `folder` with phrasings for the report whose seed file is called `report`."""
    suffixes = (PHRASINGS_SUFFIX, OWN_PHRASINGS_SUFFIX)
    files = (folder / (Path(report).stem + suffix) for suffix in suffixes)
    return tuple(file for file in files if is_regular(file))


def _read(file: Path, quotations: Quotations, faults: list[str] | None) -> Iterator[Phrasing]:
    sentence: Span | None = None
    told = False  # of what the lines that follow have no sentence for
    for line, entry in entries(file):
        # Not the folder: what is kept of a report does not depend on where it lies.
        where = f"{file.name}, line {line}"
        if entry.startswith(_QUOTES):
            sentence, told = None, True
            try:
                sentence = quotations.sentence(where, entry.removeprefix(_QUOTES))
            except WordsError as error:
                _tell(error, faults)
        elif sentence is not None:
            yield Phrasing(sentence, entry)
        elif not told:
            told = True
            message = f"{where}: no sentence is quoted above it; put one there after >"
            _tell(WordsError(message), faults)


def _tell(error: WordsError, faults: list[str] | None) -> None:
    """Adds `error` to `faults`; raises it where there are none."""
    if faults is None:
        raise error
    faults.append(str(error))


class Quotations:
    """The sentences of `report` by pieces of them, ignoring white space."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sentences = [each for paragraph in report.paragraphs for each in paragraph.sentences]
        texts = [squeeze(sentence.of(report.text)) for sentence in self._sentences]
        self._text = "\n".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]

    def sentence(self, where: str, quotation: str) -> Span:
        """The one sentence with `quotation`, which was found at `where`.

        Raises WordsError, whose message names `where`, if no sentence has it, or several have.
        """
        piece = squeeze(quotation)
        numbers = self._numbers(piece) if piece else set()
        if len(numbers) != 1:
            found = f"{len(numbers)} sentences" if numbers else "no sentence"
            message = (
                f"{where}: {piece[:30]!r} stands in {found} of {self._report.name}; "
                "quote a piece that stands in exactly one"
            )
            raise WordsError(message)
        return self._sentences[numbers.pop()]

    def shortest(self, sentence: Span) -> str:
        """The shortest beginning of `sentence` that is in no other sentence.

        Raises WordsError where there is none.
        """
        whole = squeeze(sentence.of(self._report.text))
        for length in range(min(_LEAST_QUOTATION, len(whole)), len(whole) + 1):
            piece = whole[:length]
            if "#" not in piece and len(self._numbers(piece)) == 1:
                return piece
        name = self._report.name
        message = f"{whole[:30]!r} stands more than once in {name}, so it cannot be quoted"
        raise WordsError(message)

    def _numbers(self, piece: str) -> set[int]:
        """The numbers of the sentences with `piece`."""
        numbers = set()
        at = self._text.find(piece)
        while at >= 0:
            numbers.add(bisect_right(self._starts, at) - 1)
            at = self._text.find(piece, at + 1)
        return numbers
