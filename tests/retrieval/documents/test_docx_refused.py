"""Word documents that cannot be used, and those made to do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytest.importorskip("docx", reason="reading DOCX needs the extra `formats`")

import docx
from docx.oxml.ns import nsdecls

from retrieval import SeedError
from tests.retrieval.documents.shapes import LINES, complaint, read_document

_W = nsdecls("w")


def test_a_document_without_text(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert "a.docx holds no paragraph" in complaint(tmp_path / "a.docx")


@pytest.mark.parametrize("end", [40, 3_000, -100])
def test_a_document_that_is_cut_off(tmp_path: Path, end: int) -> None:
    file = tmp_path / "a.docx"
    docx.Document().save(str(file))
    file.write_bytes(file.read_bytes()[:end])
    assert "a.docx is damaged or no Word document" in complaint(file)


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_document_with_damaged_bytes_is_read_or_refused(tmp_path: Path, place: float) -> None:
    file = tmp_path / "a.docx"
    written = docx.Document()
    for line in LINES:
        written.add_paragraph(line)
    written.save(str(file))
    content = bytearray(file.read_bytes())
    at = int(place * len(content))
    content[at : at + 64] = b"\xa5" * 64
    file.write_bytes(content)
    try:
        assert read_document(file).text == "\n".join(LINES)
    except SeedError:
        assert "a.docx is damaged" in complaint(file)


def test_other_archives_are_no_word_documents(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("readme.txt", "一句话。")
    assert "a.docx is damaged or no Word document" in complaint(tmp_path / "a.docx")


def test_a_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}.bin", bytes(50_000_000))
    assert (tmp_path / "a.docx").stat().st_size < 1_000_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert "a.docx unpacks to 3 parts of 150 MB" in complaint(tmp_path / "a.docx")


def test_a_bomb_in_xml_and_one_of_many_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    assert "30 MB of them XML" in complaint(tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        for number in range(4_001):
            archive.writestr(f"{number}", "")
    assert "b.docx unpacks to 4001 parts" in complaint(tmp_path / "b.docx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "plain.docx"))
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<!DOCTYPE w:document [<!ENTITY l0 "哈哈">{laughs}<!ENTITY s SYSTEM "{tmp_path}/secret">]>'
        f"<w:document {_W}><w:body><w:p><w:r><w:t>正文。&s;&l11;</w:t></w:r></w:p></w:body></w:document>"
    )
    _replace(tmp_path / "plain.docx", tmp_path / "a.docx", document)
    try:
        text = read_document(tmp_path / "a.docx").text
    except SeedError:
        assert "a.docx is damaged" in complaint(tmp_path / "a.docx")
    else:
        assert text == "正文。"


@pytest.mark.parametrize("depth", [30, 60, 2_000])
def test_deep_nesting_is_read_or_refused(tmp_path: Path, depth: int) -> None:
    docx.Document().save(str(tmp_path / "plain.docx"))
    opened, closed = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    document = (
        f"<w:document {_W}><w:body>{opened * depth}<w:p><w:r><w:t>深处。</w:t></w:r></w:p>"
        f"{closed * depth}</w:body></w:document>"
    )
    _replace(tmp_path / "plain.docx", tmp_path / "a.docx", document)
    if depth < 80:  # libxml2 allows 256 elements in one another
        assert read_document(tmp_path / "a.docx").text == "深处。"
    else:
        assert "a.docx is damaged" in complaint(tmp_path / "a.docx")


def _replace(old: Path, new: Path, document: str) -> None:
    """Writes `new`: `old` with another main part."""
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
        for name in source.namelist():
            main = name == "word/document.xml"
            target.writestr(name, document if main else source.read(name))
