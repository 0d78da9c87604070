"""Additions of operators to lexicon and phrasings, in files of the seeds folder.

    seeds/own.lexicon.txt                    lines of the lexicon
    seeds/<report>.own.phrasings.txt         phrasings

Any other `*.lexicon.txt` in the seeds folder is read as well.  The bot appends to these files and
never rewrites their content; a new version of the program touches none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from retrieval.corpus.folder_files import usable_files
from retrieval.corpus.own_files import append_lines, take_out
from retrieval.corpus.phrasings import (
    OWN_PHRASINGS_SUFFIX,
    Quotations,
    phrasings_by_file,
)
from retrieval.errors import WordsError
from retrieval.language.lexicon import lexicon_lines, read_line
from retrieval.language.normalization import fold
from retrieval.reports.model import Report, Span
from retrieval.words.files import entries

__all__ = [
    "LEXICON_SUFFIX",
    "Addition",
    "LexiconLine",
    "NewPhrasing",
    "checked",
    "keep",
    "phrasing_of",
    "read_own_lexicon",
    "take_back",
]

LEXICON_SUFFIX = ".lexicon.txt"
_OWN_LEXICON = f"own{LEXICON_SUFFIX}"
# Characters: twice the longest question among 13 000 phrasings, and far below a message's limit.
_MOST_CHARACTERS = 200
_BLANKS = re.compile(r"\s+")
# White space that separates no two Latin words or numbers.
_IDLE_BLANKS = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class LexiconLine:
    """A line of the lexicon, such as 车位费 → 停车收费."""

    line: str


@dataclass(frozen=True, slots=True)
class NewPhrasing:
    """A way to ask for `sentence` of the report whose seed file is called `report`."""

    report: str
    sentence: Span
    text: str


Addition = LexiconLine | NewPhrasing


def checked(addition: Addition) -> Addition:
    """`addition` without white space around it; raises WordsError where no file can hold it."""
    text = (addition.line if isinstance(addition, LexiconLine) else addition.text).strip()
    # `entries` would take these for a comment, a quotation or several lines.
    if not text or "#" in text or text.startswith(">") or len(text.splitlines()) > 1:
        message = f"{text[:40]!r} has to be one line, without # and without > at its beginning"
        raise WordsError(message)
    if len(text) > _MOST_CHARACTERS:
        message = f"a line of {len(text)} characters is too long; at most {_MOST_CHARACTERS} fit"
        raise WordsError(message)
    if isinstance(addition, LexiconLine):
        return LexiconLine(text)
    return NewPhrasing(addition.report, addition.sentence, text)


def phrasing_of(report: Report, quotation: str, text: str) -> NewPhrasing:
    """`text` as a phrasing for the one sentence of `report` with `quotation`.

    Raises WordsError if no sentence has it, or several have.
    """
    return NewPhrasing(report.name, Quotations(report).sentence("the quotation", quotation), text)


def read_own_lexicon(folder: Path, faults: list[str] | None = None) -> tuple[tuple[str, str], ...]:
    """The lines of the lexicon files in `folder`, each with its file and line number.

    Lines and files that cannot be used are left out; `faults` gets a sentence for each.
    """
    found: list[tuple[str, str]] = []
    left_out: list[str] = [] if faults is None else faults
    files, unusable = usable_files(folder, _is_lexicon)
    left_out += unusable
    for file in files:
        try:
            for line, entry in entries(file):
                where = f"{file}, line {line}"
                if _is_usable(where, entry, left_out):
                    found.append((where, entry))
        except WordsError as error:
            left_out.append(str(error))
    return tuple(found)


def _is_usable(where: str, entry: str, faults: list[str]) -> bool:
    """Whether `entry` is a line of a lexicon; `faults` gets the reason where it is none."""
    try:
        read_line(where, entry)
    except WordsError as error:
        faults.append(str(error))
        return False
    return True


def _is_lexicon(name: str) -> bool:
    return not name.startswith(".") and name.endswith(LEXICON_SUFFIX)


def keep(folder: Path, report: Report, addition: Addition) -> Path:
    """Appends `addition` (to `report`, if it is a phrasing) to its file, whose path is returned.

    Raises WordsError where it cannot be used or written, or where the same is there already in any
    spelling, in these files or in those that come with report and program; the file is then as it
    was.
    """
    addition = checked(addition)
    file, lines = _as_written(folder, report, addition)
    if isinstance(addition, LexiconLine):
        where = _same_line(folder, addition)
    else:
        where = _same_phrasing(folder, report, addition)
    if where is not None:
        message = f"{where}: the same stands there already"
        raise WordsError(message)
    try:
        append_lines(file, lines)
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); check its permissions and the disk"
        raise WordsError(message) from error
    return file


def take_back(folder: Path, report: Report, addition: Addition) -> Path:
    """Takes out what `keep` has appended for `addition`; the path of the file that held it.

    Raises WordsError where it is not there any more, or the file cannot be written; the file is
    then as it was.
    """
    file, lines = _as_written(folder, report, checked(addition))
    try:
        if take_out(file, lines):
            return file
    except FileNotFoundError:
        pass
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); check its permissions and the disk"
        raise WordsError(message) from error
    message = f"{file}: {lines.splitlines()[-1][:40]!r} does not stand there as it was kept"
    raise WordsError(message)


def _as_written(folder: Path, report: Report, addition: Addition) -> tuple[Path, str]:
    """The file that `addition` belongs to, and its lines there."""
    if isinstance(addition, LexiconLine):
        return folder / _OWN_LEXICON, addition.line
    quotation = Quotations(report).shortest(addition.sentence)
    file = folder / (Path(report.name).stem + OWN_PHRASINGS_SUFFIX)
    return file, f"> {quotation}\n{addition.text}"


def _same_line(folder: Path, addition: LexiconLine) -> str | None:
    """The file and line of an entry with the same terms and weights; None without one."""
    new = read_line("the new line", addition.line)
    lines = (*read_own_lexicon(folder), *lexicon_lines())
    return next((at for at, line in lines if read_line(at, line).says_the_same(new)), None)


def _same_phrasing(folder: Path, report: Report, addition: NewPhrasing) -> str | None:
    """The file with a phrasing for the same sentence of the same normal form; None without one."""
    new = _normal(addition.text)
    for file, phrasing in phrasings_by_file(folder, report, []):
        if phrasing.sentence == addition.sentence and _normal(phrasing.text) == new:
            return str(file)
    return None


def _normal(text: str) -> str:
    """`text` normalized, with one space between Latin words and no other white space."""
    return _BLANKS.sub(" ", _IDLE_BLANKS.sub("", fold(text).text))
