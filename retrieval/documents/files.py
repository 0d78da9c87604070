"""The bytes of a file: read completely, within a size limit, and of the format its suffix names."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from retrieval.errors import SeedError

__all__ = ["megabytes", "read_whole", "refusal", "refuse_misnamed"]

# A file that changes during reading is being written: it is read once more, then refused.
_ATTEMPTS = 2
# PDF readers accept the mark of a PDF within the first 1,024 bytes: some producers write before it.
_HEAD = 1_024
_LEADING = rb"(?s:(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*)"
_HTML = _LEADING + rb"<(?i:!doctype\s+html|html|head|body)\b"
_MHTML = _LEADING + rb"(?i:from: <saved by|mime-version:|content-type:\s*multipart/related)"
_OLE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "a document of Word before 2007, or one locked with a password"
_WEB_SUFFIXES = (".html", ".htm", ".md", ".markdown")  # Markdown may begin with HTML
# Kinds of files by their beginnings, the suffixes that fit, and the advice if another is used.
# Pictures, archives and programs are not listed: no reader accepts them.
_KINDS = (
    ("a PDF", rb"%PDF-", (".pdf",), "rename it to end in .pdf"),
    ("a Word document or another ZIP archive", rb"PK[\x03\x05]", (".docx",), "rename it to .docx"),
    (_OLD_WORD, _OLE, (), "save it as .docx without a password"),
    ("an RTF document", rb"\{\\rtf", (), "save it as .docx"),
    ("HTML", _HTML, _WEB_SUFFIXES, "rename it to end in .html"),
    ("a web archive", _MHTML, (), "save the page as HTML only"),
)


def refusal(file: Path, problem: str, advice: str) -> SeedError:
    """The error for a file that cannot be used: one sentence for operators."""
    return SeedError(f"{file} {problem}; {advice}, or take it away")


def megabytes(size: int) -> str:
    """`size` in bytes as operators read it: 2,790 MB, 64 MB, 0.4 MB."""
    return f"{size / 1_000_000:,.{0 if size >= 10_000_000 else 1}f} MB"


def read_whole(file: Path, most: int) -> bytes:
    """The content of `file`, of `most` bytes or fewer.

    Raises SeedError if it is no regular file, is too large (found before anything is read), cannot
    be read, or changes at each attempt.
    """
    try:
        _check(file, file.stat(), most)
        for _ in range(_ATTEMPTS):
            content = _read_once(file, most)
            if content is not None:
                return content
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the file and its permissions"
        raise SeedError(message) from error
    message = f"{file} changes while it is read; load the reports again once it is written"
    raise SeedError(message)


def _check(file: Path, found: os.stat_result, most: int) -> None:
    """Raises SeedError for what should not be opened."""
    if stat.S_ISDIR(found.st_mode):
        raise refusal(file, "is a folder, not a report", "rename it")
    if not stat.S_ISREG(found.st_mode):  # a pipe or a device: reading might never end
        raise refusal(file, "is no regular file", "put the report itself in its place")
    if found.st_size > most:
        problem = f"has {megabytes(found.st_size)}, and {megabytes(most)} is the limit"
        raise refusal(file, problem, "take out what is no report")


def _read_once(file: Path, most: int) -> bytes | None:
    """The content; None if the file changed meanwhile."""
    with file.open("rb") as stream:
        before = os.fstat(stream.fileno())
        _check(file, before, most)
        content = stream.read(most + 1)
        after = os.fstat(stream.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return content if same and len(content) == after.st_size else None


def refuse_misnamed(file: Path, content: bytes) -> None:
    """Raises SeedError if the beginning of `content` contradicts the suffix of `file`."""
    suffix, head = file.suffix.lower(), content[:_HEAD]
    for name, beginning, suffixes, advice in _KINDS:
        if re.match(beginning, head):
            if suffix in suffixes:
                return
            raise refusal(file, f"is {name}, not the {suffix} it is called", advice)
    if suffix == ".docx" or (suffix == ".pdf" and b"%PDF-" not in head):
        problem = f"is damaged or something else, not the {suffix} it is called"
        raise refusal(file, problem, "save the report again")
