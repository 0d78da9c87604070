"""The report of 2016 comes out of every format as it comes out of the seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from opencc import OpenCC

from retrieval import Report
from retrieval.documents import Document
from retrieval.reports.lines import squeeze
from tests.conftest import REPORT, SEEDS
from tests.retrieval.documents.pages import modern_page, table_page, word_page
from tests.retrieval.documents.shapes import LINES, TEXT, read_back, read_document, shape


def test_utf_8_text_is_the_content_of_the_file(report: Report) -> None:
    document = read_document(SEEDS / REPORT)
    assert document == Document(TEXT)
    assert document.text == report.text


def test_newlines_and_a_byte_order_mark_stay_as_they_are(tmp_path: Path) -> None:
    content = "\ufeff一句话。\r\n\r\n又一句。\r".encode()
    (tmp_path / "a.TXT").write_bytes(content)
    assert read_document(tmp_path / "a.TXT").text.encode() == content


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_of_text(tmp_path: Path, encoding: str, report: Report) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(TEXT.encode(encoding))
    assert read_document(file).text == TEXT
    assert shape(read_back(file)) == shape(report)


def test_big5(tmp_path: Path) -> None:
    traditional = OpenCC("s2t").convert(TEXT.replace("\xa0", " "))
    # Taiwan's form of the character is the only one that Big5 holds.
    traditional = traditional.replace("爲", "為").encode("big5hkscs", "ignore").decode("big5hkscs")
    file = tmp_path / "report.txt"
    file.write_bytes(traditional.encode("big5hkscs"))
    assert read_document(file).text == traditional


def test_markdown(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "report.md"
    marked = [f"## {line}" if line[1:2] == "、" else line for line in LINES]
    file.write_text("---\ntitle: x\n---\n\n" + "\n\n".join(marked), encoding="utf-8")
    assert shape(read_back(file)) == shape(report)


def test_markdown_that_an_editor_broke_into_lines(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "report.markdown"
    broken = ["\n".join(line[at : at + 60] for at in range(0, len(line), 60)) for line in LINES]
    file.write_text("\n\n".join(broken), encoding="utf-8")
    assert shape(read_back(file)) == shape(report)


def test_text_that_was_only_renamed_to_markdown(tmp_path: Path, report: Report) -> None:
    file = tmp_path / "report.md"
    file.write_text("\n".join(f"    {line}" for line in LINES), encoding="utf-8")
    assert shape(read_back(file)) == shape(report)


@pytest.mark.parametrize("breaks", [False, True])
def test_a_page_of_a_site_with_all_that_stands_around_a_report(
    tmp_path: Path, breaks: bool, report: Report
) -> None:
    pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
    file = tmp_path / "report.html"
    file.write_text(modern_page(LINES[1:], breaks), encoding="utf-8")
    document = read_document(file)
    assert shape(read_back(file)) == shape(report)
    shown = {squeeze(line) for line in document.text.split("\n")}
    assert shown == {squeeze(line) for line in LINES[1:]}


def test_a_page_of_2005_in_gb2312(tmp_path: Path, report: Report) -> None:
    pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
    file = tmp_path / "report.htm"
    file.write_bytes(table_page(LINES[1:]).encode("gb18030"))
    assert shape(read_back(file)) == shape(report)


def test_a_page_saved_by_word(tmp_path: Path, report: Report) -> None:
    pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
    file = tmp_path / "report.html"
    file.write_text(word_page(LINES[1:]), encoding="utf-8")
    assert shape(read_back(file)) == shape(report)


def test_a_word_document(tmp_path: Path, report: Report) -> None:
    docx = pytest.importorskip("docx", reason="reading DOCX needs the extra `formats`")
    written = docx.Document()
    for line in LINES:
        written.add_paragraph(line)
    file = tmp_path / "report.docx"
    written.save(file)
    assert read_document(file).text == "\n".join(LINES)
    assert shape(read_back(file)) == shape(report)
