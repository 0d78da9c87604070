"""Own words: what operators add beside the reports, in files that no new version touches.

    seeds/own.lexicon.txt                    lines of the lexicon
    seeds/<report>.own.phrasings.txt         phrasings

Any other `*.lexicon.txt` in the seeds folder is read as well.  The bot appends to these files and
never rewrites what stands in them.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import WordsError
from retrieval.phrasings import OWN_PHRASINGS_SUFFIX, quotation_of, quoted_sentence
from retrieval.report import Report, Span
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
]

LEXICON_SUFFIX = ".lexicon.txt"
_OWN_LEXICON = f"own{LEXICON_SUFFIX}"
# Twice the length of the longest question among 13 000 phrasings, and far below a message's length.
_LONGEST = 200


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
"""What an operator can add."""


def checked(addition: Addition) -> Addition:
    """`addition` without white space around it; raises WordsError where no file can hold it."""
    text = (addition.line if isinstance(addition, LexiconLine) else addition.text).strip()
    # What `entries` would take for a comment or a quotation, or end a line at.
    if not text or "#" in text or text.startswith(">") or len(text.splitlines()) > 1:
        message = f"{text[:40]!r} has to be one line, without # and without > at its beginning"
        raise WordsError(message)
    if len(text) > _LONGEST:
        message = f"a line of {len(text)} characters is too long; at most {_LONGEST} fit"
        raise WordsError(message)
    if isinstance(addition, LexiconLine):
        return LexiconLine(text)
    return NewPhrasing(addition.report, addition.sentence, text)


def phrasing_of(report: Report, quotation: str, text: str) -> NewPhrasing:
    """`text` as a phrasing for the one sentence of `report` that holds `quotation`.

    Raises WordsError where no sentence does, or several do.
    """
    return NewPhrasing(report.name, quoted_sentence(report, "the quotation", quotation), text)


def read_own_lexicon(folder: Path) -> tuple[tuple[str, str], ...]:
    """The lines of every lexicon file in `folder`, each with the file and line it stands in.

    Raises WordsError where a file cannot be read.
    """
    files = sorted(folder.glob(f"*{LEXICON_SUFFIX}"))
    return tuple(
        (f"{file}, line {line}", entry)
        for file in files
        if not file.name.startswith(".")
        for line, entry in entries(file)
    )


def keep(folder: Path, report: Report, addition: Addition) -> Path:
    """Writes `addition` (of `report`, if it is a phrasing) below what is there; the file.

    Raises WordsError where it cannot be written, or stands there already; the file is then as it
    was.
    """
    addition = checked(addition)
    if isinstance(addition, LexiconLine):
        file = folder / _OWN_LEXICON
        lines = addition.line
        known = file.is_file() and any(entry == lines for _, entry in entries(file))
    else:
        file = folder / (Path(report.name).stem + OWN_PHRASINGS_SUFFIX)
        lines = f"> {quotation_of(report, addition.sentence)}\n{addition.text}"
        known = file.is_file() and lines in "\n".join(entry for _, entry in entries(file))
    if known:
        message = f"{file}: the same stands there already"
        raise WordsError(message)
    try:
        _append(file, lines)
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); check its permissions and the disk"
        raise WordsError(message) from error
    return file


def _append(file: Path, lines: str) -> None:
    """Appends whole lines, or nothing; two processes may append at once."""
    with file.open("ab") as stream, _locked(stream.fileno()):
        before = stream.seek(0, os.SEEK_END)
        try:
            if before and not file.read_bytes().endswith(b"\n"):
                stream.write(b"\n")  # an editor that does not end the last line
            stream.write(f"{lines}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(before)
            raise


@contextlib.contextmanager
def _locked(file: int) -> Iterator[None]:
    """Holds the file's lock, where the system has such locks."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody runs several replicas
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
