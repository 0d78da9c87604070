"""The lines of a Word document: paragraphs, tables, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from retrieval.documents.docx.appearance import Appearance
from retrieval.documents.docx.numbering import Numbers
from retrieval.documents.docx.package import Package
from retrieval.documents.docx.tables import rows_of_table
from retrieval.documents.docx.values import value_at
from retrieval.documents.equations import equation
from retrieval.documents.layout import is_contents_line, superscript
from retrieval.documents.symbols import shown, symbol
from retrieval.documents.tables import lines_of_table

__all__ = ["Unreadable", "lines_of_document"]

_P, _TBL, _TR, _TC, _T, _R = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:t", "w:r"))
_SYMBOL, _OBJECT, _TEXT_BOX = map(qn, ("w:sym", "w:object", "w:txbxContent"))
_FONTS = f"{qn('w:rPr')}/{qn('w:rFonts')}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_EQUATION, _MATH_RUN = f"{_MATH}oMath", f"{_MATH}r"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
# Programs whose objects are equations: a picture of the figures that stand in them.
_EQUATIONS = ("equation", "mathtype")
# Whole documents of other kinds, which Word shows within this one.
_OTHERS = tuple(map(qn, ("w:altChunk", "w:subDoc")))
# Deleted and moved text, phonetic guides, field codes; the fallback of a drawing for older
# programs, which repeats its text boxes.
_SKIPPED = frozenset(
    (
        *map(qn, ("w:del", "w:delText", "w:moveFrom", "w:rt", "w:instrText", "w:pPr")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_SHOWN_AS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_BLOCKS = frozenset((_P, _TBL))
_INLINE = frozenset((_TEXT_BOX, _T, _SYMBOL, _OBJECT, _EQUATION, *_SHOWN_AS))
# The types of notes that are the separator lines above the notes of a page.
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class Unreadable(Exception):  # noqa: N818 - what is read, not what failed
    """What a document shows cannot be read; the message says what, and where."""


def lines_of_document(package: Package) -> list[str]:
    """The lines of the body, then its notes; no headers, footers or table of contents.

    Raises Unreadable where a part of the text is in a form that only Word can show.
    """
    if next(package.main.iter(*_OTHERS), None) is not None:
        message = "holds another document within it"
        raise Unreadable(message)
    reader = _Reader(Numbers(package), Appearance(package.part("styles")))
    lines = list(reader.lines(package.main.find(qn("w:body"))))
    lines.extend(_notes(package, reader))
    return lines


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lines of one document; `numbers` counts while it does."""

    numbers: Numbers
    appearance: Appearance

    def lines(self, container: Any) -> Iterator[str]:
        """The lines of a body, a cell or a text box."""
        for element in self._walk(container, _BLOCKS):
            if element.tag == _P:
                yield from self._paragraph(element)
            else:
                yield from self._table(element)

    def _walk(self, container: Any, wanted: frozenset[str]) -> Iterator[Any]:
        """The outermost elements with the tags `wanted` in `container`, in order.

        Not recursive: what only wraps them (content controls, custom XML) may be nested deep.
        """
        waiting = list(reversed(container))
        while waiting:
            element = waiting.pop()
            if element.tag in wanted:
                yield element
            elif self._is_shown(element):
                waiting.extend(reversed(element))

    def _is_shown(self, element: Any) -> bool:
        """Whether what `element` holds is shown: no hidden or struck run, and no table of contents
        of Word."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:  # comments have no such tag
            return False
        if element.tag in (_R, _MATH_RUN) and self.appearance.is_unseen(element):
            return False
        return value_at(element, "w:sdtPr/w:docPartObj/w:docPartGallery") != "Table of Contents"

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        """A paragraph with its number, then the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        for element in self._walk(paragraph, _INLINE):
            if element.tag == _TEXT_BOX:
                boxes.append(element)
            else:
                pieces.append(self._inline(element, "".join(pieces[-1:])))
        text = "".join(pieces).strip(" \t\n")
        number = self.numbers.next_of(paragraph) if text else ""
        style = self.appearance.style_name(paragraph)
        if text and not style.startswith("toc ") and not is_contents_line(text):
            yield number + text
        for box in boxes:
            yield from self.lines(box)

    def _inline(self, element: Any, before: str) -> str:
        """What a piece of a paragraph shows after `before`."""
        if element.tag in _SHOWN_AS:
            return "" if element.get(qn("w:type")) == "page" else _SHOWN_AS[element.tag]
        if element.tag == _EQUATION:
            return equation(element, lambda each: not self._is_shown(each))
        if element.tag == _OBJECT:
            programs = (each.get("ProgID", "").lower() for each in element.iter(_OLE))
            if any(each.startswith(_EQUATIONS) for each in programs):
                message = f"has an equation that is a picture after “{before[-8:]}”"
                raise Unreadable(message)
            return ""
        if element.tag == _SYMBOL:
            return symbol(element.get(qn("w:font"), ""), element.get(qn("w:char"), ""))
        run = element.getparent()
        fonts = run.find(_FONTS)
        text = shown(element.text or "", "" if fonts is None else fonts.get(qn("w:ascii"), ""))
        raised = value_at(run, "w:rPr/w:vertAlign") == "superscript"
        return superscript(text, before) if raised else text

    def _table(self, table: Any) -> list[str]:
        rows = [
            (row, [(cell, tuple(self.lines(cell))) for cell in self._walk(row, frozenset((_TC,)))])
            for row in self._walk(table, frozenset((_TR,)))
        ]
        nested = any(next(cell.iter(_TBL), None) is not None for _, row in rows for cell, _ in row)
        return lines_of_table(rows_of_table(rows), nested)


def _notes(package: Package, reader: _Reader) -> Iterator[str]:
    """Footnotes and endnotes in the order of their references, each with its number."""
    for kind in ("footnote", "endnote"):
        root = package.part(f"{kind}s")
        found = {} if root is None else {
            note.get(qn("w:id")): note for note in root.iterchildren(qn(f"w:{kind}"))
        }  # fmt: skip
        references = package.main.iter(qn(f"w:{kind}Reference"))
        for number, reference in enumerate(references, start=1):
            note = found.get(reference.get(qn("w:id")))
            if note is not None and note.get(qn("w:type")) not in _NO_NOTES:
                text = "\n".join(reader.lines(note)).strip()
                if text:
                    yield f"{number} {text}"
