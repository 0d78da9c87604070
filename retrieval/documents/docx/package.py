"""The parts of a Word document in its ZIP archive: main text, styles, numbers, notes.

Opened here rather than by python-docx, which refuses a document that refers to a part that is
missing (a picture, `../NULL`), though Word opens it; only the parts with text are read.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from docx import oxml
from lxml import etree

__all__ = ["Package"]

_MAIN = "officeDocument"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT = "document"
# Strict Open XML has names of its own for the same.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/math"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """The parts of one document; `main`: the root element of its main text."""

    def __init__(self, content: bytes) -> None:
        """Raises KeyError without a main part, ValueError where it is no Word document, and what
        zipfile and lxml raise for damaged ones."""
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        # Some programs write \\ between folders, or other letters than they refer to.
        self._names = {
            name.replace("\\", "/").lower(): name for name in self._archive.namelist()
        }  # fmt: skip
        found = [target for kind, target in self._relations("") if kind == _MAIN]
        if not found:
            message = "no main part"
            raise KeyError(message)
        self._main = found[0]
        self.main = self._root(self._main)
        if etree.QName(self.main).localname != _DOCUMENT:
            message = "a spreadsheet or a presentation"
            raise ValueError(message)
        self._parts = dict(reversed(self._relations(self._main)))

    def part(self, kind: str) -> Any:
        """The root element of the part that the main text has a relationship of `kind` to
        (styles, numbering, footnotes); None where there is none."""
        return self._root(self._parts[kind]) if kind in self._parts else None

    def _relations(self, part: str) -> list[tuple[str, str]]:
        """The kinds and names of the parts that are there and that `part` refers to."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if relations not in self._names:
            return []
        found = []
        for each in self._root(relations).iter(_RELATION):
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            target = target.lstrip("/").lower()
            if each.get("TargetMode") != "External" and target in self._names:
                found.append((each.get("Type", "").rpartition("/")[2], target))
        return found

    def _root(self, name: str) -> Any:
        """The root element of a part; entities are not expanded."""
        source = self._archive.read(self._names[name])
        if _STRICT in source[:4_096]:
            for strict, transitional in _TRANSITIONAL.items():
                source = source.replace(strict, transitional)
        return oxml.parse_xml(source)
