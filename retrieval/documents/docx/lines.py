"""The lines of a Word document: paragraphs, rows, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from retrieval.documents.docx.numbering import Numbers, value_at
from retrieval.documents.layout import is_contents_line, is_note_mark

__all__ = ["lines_of_document"]

_P, _TBL, _TR, _TC, _T = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc", "w:t"))
_TEXT_BOX = qn("w:txbxContent")
_VANISH = f"{qn('w:rPr')}/{qn('w:vanish')}"
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
_INLINE = frozenset((_TEXT_BOX, _T, *_SHOWN_AS))
# The types of notes that are the separator lines above the notes of a page.
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def lines_of_document(document: WordDocument) -> list[str]:
    """The lines of the body, then its notes; no headers, footers or table of contents."""
    numbers = Numbers(document)
    lines = list(_lines(document.element.body, numbers))
    lines.extend(_notes(document, numbers))
    return lines


def _walk(container: Any, wanted: frozenset[str]) -> Iterator[Any]:
    """The outermost elements with the tags `wanted` in `container`, in order.

    Not recursive: what only wraps them (content controls, custom XML) may be nested deep.
    """
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag in wanted:
            yield element
        elif _is_shown(element):
            waiting.extend(reversed(element))


def _lines(container: Any, numbers: Numbers) -> Iterator[str]:
    """The lines of a body, a cell or a text box."""
    for element in _walk(container, _BLOCKS):
        if element.tag == _P:
            yield from _paragraph(element, numbers)
        else:
            for row in element.iterchildren(_TR):
                yield from _row(row, numbers)


def _paragraph(paragraph: Any, numbers: Numbers) -> Iterator[str]:
    """A paragraph with its number, then the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    for element in _walk(paragraph, _INLINE):
        if element.tag == _TEXT_BOX:
            boxes.append(element)
        elif element.tag in _SHOWN_AS:
            pieces.append("" if element.get(qn("w:type")) == "page" else _SHOWN_AS[element.tag])
        else:
            text = element.text or ""
            raised = value_at(element.getparent(), "w:rPr/w:vertAlign") == "superscript"
            if not (raised and is_note_mark(text, "".join(pieces[-1:]))):
                pieces.append(text)
    text = "".join(pieces).strip(" \t\n")
    number = numbers.next_of(paragraph) if text else ""
    is_contents = numbers.style_name(paragraph).startswith("toc ") or is_contents_line(text)
    if text and not is_contents:
        yield number + text
    for box in boxes:
        yield from _lines(box, numbers)


def _row(row: Any, numbers: Numbers) -> Iterator[str]:
    """The cells of a row in one line; if one has several lines, the table is a page layout."""
    own = (cell for cell in row.iter(_TC) if next(cell.iterancestors(_TR)) is row)
    cells = [list(_lines(cell, numbers)) for cell in own]
    if any(len(lines) > 1 for lines in cells):
        for lines in cells:
            yield from lines
    elif any(cells):
        yield "\t".join("".join(lines) for lines in cells).strip("\t")


def _is_shown(element: Any) -> bool:
    """Whether what `element` holds is shown: no hidden run, and no table of contents of Word."""
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:  # comments have no such tag
        return False
    hidden = element.find(_VANISH)
    if hidden is not None and hidden.get(qn("w:val"), "true") not in ("0", "false", "off"):
        return False
    return value_at(element, "w:sdtPr/w:docPartObj/w:docPartGallery") != "Table of Contents"


def _notes(document: WordDocument, numbers: Numbers) -> Iterator[str]:
    """Footnotes and endnotes in the order of their references, each with its number."""
    for kind in ("footnote", "endnote"):
        found = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                root = parse_xml(relation.target_part.blob)
                notes = root.iterchildren(qn(f"w:{kind}"))
                found = {note.get(qn("w:id")): note for note in notes}
        references = document.element.body.iter(qn(f"w:{kind}Reference"))
        for number, reference in enumerate(references, start=1):
            note = found.get(reference.get(qn("w:id")))
            if note is not None and note.get(qn("w:type")) not in _NO_NOTES:
                text = "\n".join(_lines(note, numbers)).strip()
                if text:
                    yield f"{number} {text}"
