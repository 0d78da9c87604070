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
from pathlib import Path

from retrieval.errors import WordsError
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report, Span
from retrieval.words.files import entries

__all__ = [
    "OWN_PHRASINGS_SUFFIX",
    "PHRASINGS_SUFFIX",
    "Phrasing",
    "phrasing_files",
    "phrasings_by_file",
    "quotation_of",
    "quoted_sentence",
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
    folder: Path, report: Report, added: Sequence[Phrasing] = ()
) -> tuple[Phrasing, ...]:
    """The phrasings for `report` in `folder` and those `added`, in reading order.

    Raises WordsError, whose message names file, line and reason.
    """
    found = [*added, *(phrasing for _, phrasing in phrasings_by_file(folder, report))]
    return tuple(sorted(dict.fromkeys(found), key=lambda phrasing: phrasing.sentence))


def phrasings_by_file(folder: Path, report: Report) -> Iterator[tuple[Path, Phrasing]]:
    """The phrasings for `report` in `folder` in the order of its files, each with its file.

    Raises WordsError, whose message names file, line and reason.
    """
    quoted = _Quoted(report)
    for file in phrasing_files(folder, report.name):
        for phrasing in _read(file, quoted):
            yield file, phrasing


def phrasing_files(folder: Path, report: str) -> tuple[Path, ...]:
    """The files in `folder` with phrasings for the report whose seed file is called `report`."""
    suffixes = (PHRASINGS_SUFFIX, OWN_PHRASINGS_SUFFIX)
    files = (folder / (Path(report).stem + suffix) for suffix in suffixes)
    return tuple(file for file in files if file.is_file())


def _read(file: Path, quoted: _Quoted) -> Iterator[Phrasing]:
    sentence: Span | None = None
    for line, entry in entries(file):
        if entry.startswith(_QUOTES):
            sentence = quoted.sentence(f"{file}, line {line}", entry.removeprefix(_QUOTES))
        elif sentence is None:
            message = f"{file}, line {line}: no sentence is quoted above it; put one there after >"
            raise WordsError(message)
        else:
            yield Phrasing(sentence, entry)


def quotation_of(report: Report, sentence: Span) -> str:
    """The shortest beginning of `sentence` that quotes it and no other sentence of `report`.

    Raises WordsError where there is none.
    """
    quoted = _Quoted(report)
    whole = squeeze(sentence.of(report.text))
    for length in range(min(_LEAST_QUOTATION, len(whole)), len(whole) + 1):
        piece = whole[:length]
        if "#" not in piece and len(set(quoted.numbers(piece))) == 1:
            return piece
    message = f"{whole[:30]!r} stands more than once in {report.name}, so it cannot be quoted"
    raise WordsError(message)


def quoted_sentence(report: Report, where: str, quotation: str) -> Span:
    """The one sentence of `report` with `quotation`, which was found at `where`.

    Raises WordsError, whose message names `where`, if no sentence has it, or several have.
    """
    return _Quoted(report).sentence(where, quotation)


class _Quoted:
    """Finds sentences by pieces of them, ignoring white space."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sentences = [
            sentence for paragraph in report.paragraphs for sentence in paragraph.sentences
        ]
        texts = [squeeze(sentence.of(report.text)) for sentence in self._sentences]
        self._text = "\n".join(texts)
        self._starts = [0]
        for text in texts:
            self._starts.append(self._starts[-1] + len(text) + 1)

    def sentence(self, where: str, quotation: str) -> Span:
        """The one sentence with `quotation`; raises WordsError."""
        piece = squeeze(quotation)
        numbers = list(self.numbers(piece)) if piece else []
        if len(set(numbers)) != 1:
            found = f"{len(set(numbers))} sentences" if numbers else "no sentence"
            message = (
                f"{where}: {piece[:30]!r} stands in {found} of {self._report.name}; "
                "quote a piece that stands in exactly one"
            )
            raise WordsError(message)
        return self._sentences[numbers[0]]

    def numbers(self, piece: str) -> Iterator[int]:
        """The numbers of the sentences with `piece`, once for each occurrence."""
        at = self._text.find(piece)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1
            at = self._text.find(piece, at + 1)
