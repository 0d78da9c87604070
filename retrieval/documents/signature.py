"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from retrieval.errors import SeedError

__all__ = ["refuse_misnamed"]

# Readers of PDF look for its mark in the first 1,024 bytes: some producers write before it.
_HEAD = 1_024
_PICTURE = "a picture"
_OLD_WORD = "a document of Word before 2007, or one locked with a password"
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_WORD),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(
    rb"(?:from: <saved by|mime-version:|content-type:\s*multipart/related)", re.IGNORECASE
)
# How to put right what each suffix promises and the file does not hold.
_EXPECTED = {".pdf": "a PDF", ".docx": "a ZIP archive", ".html": "HTML", ".htm": "HTML"}
_ADVICE = {
    "a PDF": "rename it to end in .pdf",
    "HTML": "rename it to end in .html",
    "a DOCX document": "rename it to end in .docx",
    _OLD_WORD: "save it as .docx without a password",
    "an RTF document": "save it as .docx",
    "a web archive": "save the page as HTML only",
    _PICTURE: "put the text of the report in it",
}


def refuse_misnamed(file: Path, suffix: str, content: bytes) -> None:
    """Raises SeedError, which says what `file` is, where its content belies `suffix`."""
    found = _kind(content)
    if suffix == ".pdf" and found is None and b"%PDF-" in content[:_HEAD]:
        return
    expected = _EXPECTED.get(suffix)
    if found == expected or (suffix == ".docx" and found == "a DOCX document"):
        return
    if found is None and expected in (None, "HTML"):  # HTML may begin with anything
        return
    if found == "HTML" and suffix in (".md", ".markdown"):  # Markdown may begin with HTML
        return
    what = f"is {found}" if found else "is damaged or something else"
    advice = _ADVICE.get(found or "", "save the report anew")
    message = f"{file} {what}, not the {suffix} it is called; {advice}, or take it away"
    raise SeedError(message)


def _kind(content: bytes) -> str | None:
    """What the content is, if its beginning tells."""
    for mark, kind in _SIGNATURES:
        if content.startswith(mark):
            word = kind == "a ZIP archive" and b"word/document" in content
            return "a DOCX document" if word else kind
    head = content[:_HEAD]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _PICTURE
    leading = _LEADING.match(head)
    begun = head[leading.end() :] if leading else head
    if _HTML.match(begun):
        return "HTML"
    return "a web archive" if _WEB_ARCHIVE.match(begun) else None
