"""The lines of a Word document: paragraphs, rows, text boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from retrieval.documents.contents import is_contents_line
from retrieval.documents.docx.numbering import Numbers
from retrieval.documents.marks import is_note_mark

__all__ = ["lines_of_document"]

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT_BOX = qn("w:txbxContent")
# Deleted and moved text, phonetic guides, the code of fields; the copy of a drawing for programs
# that do not know it, which holds the same text box once more.
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
# Notes of these types are the lines that part notes from text.
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def lines_of_document(document: WordDocument) -> list[str]:
    """The lines that the body shows, then its notes; no headers, footers, or list of contents."""
    numbers = Numbers(document)
    lines = list(_lines(document.element.body, numbers))
    lines.extend(_notes(document, numbers))
    return lines


def _lines(container: Any, numbers: Numbers) -> Iterator[str]:
    """The lines of a body, a cell or a text box.

    The stack stands for recursion into what only wraps paragraphs: content controls, custom XML.
    """
    waiting = list(reversed(container))
    while waiting:
        element = waiting.pop()
        if element.tag == _P:
            yield from _paragraph(element, numbers)
        elif element.tag == _TBL:
            for row in element.iterchildren(_TR):
                yield from _row(row, numbers)
        elif element.tag == qn("w:sdt") and _is_contents(element):
            continue
        elif element.tag not in _SKIPPED and isinstance(element.tag, str):
            waiting.extend(reversed(element))


def _paragraph(paragraph: Any, numbers: Numbers) -> Iterator[str]:
    """A paragraph with its number, then the text boxes that hang on it."""
    style = numbers.style_name(paragraph)
    pieces: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _TEXT_BOX:
            boxes.append(element)
        elif element.tag in _SHOWN_AS:
            pieces.append("" if element.get(qn("w:type")) == "page" else _SHOWN_AS[element.tag])
        elif element.tag == qn("w:t"):
            text = element.text or ""
            before = "".join(pieces[-1:])
            if not (_raised(element) and is_note_mark(text, before)):
                pieces.append(text)
        elif element.tag not in _SKIPPED and isinstance(element.tag, str) and not _hidden(element):
            waiting.extend(reversed(element))
    text = "".join(pieces).strip(" \t\n")
    number = numbers.next_of(paragraph) if text else ""
    if text and not style.startswith("toc ") and not is_contents_line(text):
        yield number + text
    for box in boxes:
        yield from _lines(box, numbers)


def _row(row: Any, numbers: Numbers) -> Iterator[str]:
    """The cells of a row in one line; where one holds several lines, the table lays out a page."""
    cells = [list(_lines(cell, numbers)) for cell in row.iter(_TC) if _row_of(cell) is row]
    if any(len(lines) > 1 for lines in cells):
        for lines in cells:
            yield from lines
    elif any(cells):
        yield "\t".join("".join(lines) for lines in cells).strip("\t")


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(_TR))


def _hidden(element: Any) -> bool:
    """Whether a run is set as hidden."""
    if element.tag != qn("w:r"):
        return False
    mark = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "true") not in ("0", "false", "off")


def _raised(text: Any) -> bool:
    """Whether the run that holds a text raises it."""
    mark = text.getparent().find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return mark is not None and mark.get(qn("w:val")) == "superscript"


def _is_contents(control: Any) -> bool:
    """Whether a content control holds the list of contents that Word makes."""
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _notes(document: WordDocument, numbers: Numbers) -> Iterator[str]:
    """Footnotes and endnotes in the order of their references, each after its number."""
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
