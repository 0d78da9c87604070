"""Files that cannot be used: each gets one sentence that says why and what to do."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from retrieval.documents import SUFFIXES
from tests.retrieval.documents.shapes import LINES, TEXT, complaint, read_document

_PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
_HTML = "\n <!DOCTYPE html><html><body><p>政府工作报告</p></body></html>".encode()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_without_content(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"")
    assert complaint(tmp_path / f"a{suffix}") == (
        f"a{suffix} holds no paragraph; put the text of a report in it, or take it away"
    )


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", _PNG, "line 1: not UTF-8 text"),
        ("a.txt", b"%PDF-1.7\n", "is a PDF, not the .txt it is called; rename it to end in .pdf"),
        ("a.txt", _HTML, "is HTML, not the .txt it is called; rename it to end in .html"),
        ("a.txt", b"{\\rtf1\\ansi", "is an RTF document, not the .txt it is called"),
        ("a.txt", b"PK\x03\x04", "is a Word document or another ZIP archive, not the .txt it is"),
        ("a.md", b"\x1f\x8b\x08", "line 1: not UTF-8 text"),
        ("a.pdf", _PNG, "is damaged or something else, not the .pdf it is called"),
        ("a.pdf", TEXT.encode(), "is damaged or something else, not the .pdf it is called"),
        ("a.docx", _OLE, "is a document of Word before 2007, or one locked with a password, not"),
        ("a.docx", b"%PDF-1.7\n", "is a PDF, not the .docx it is called"),
        ("a.html", b"PK\x03\x04", "is a Word document or another ZIP archive, not the .html it"),
        ("a.html", b"From: <Saved by Blink>\r\n", "is a web archive, not the .html it is called"),
        ("a.doc", _OLE, "is not read (.doc); open it and save it as .docx"),
        (
            "a.rst",
            TEXT.encode(),
            "none of the suffixes .txt .csv .md .markdown .html .htm .docx .pdf",
        ),
        ("a", TEXT.encode(), "has none of the suffixes"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert expected in complaint(tmp_path / name)


def test_a_report_that_speaks_of_html_and_pdf_is_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("政府网站的网页（<html>）和PDF（%PDF-1.7）都要便于阅读。", encoding="utf-8")
    assert read_document(file).text.startswith("政府网站")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("一、\n中文。".encode("gb18030"), 1),  # too little to tell
        (b"ok\n\xff\xfe\xff", 2),
        (TEXT.encode()[:3_000] + b"\xe5" + TEXT.encode()[3_000:], 37),  # one byte too many
        (TEXT.encode("gb18030")[:9_001] + b"\xff" + TEXT.encode("gb18030")[9_001:], 1),
        (
            "정부는 올해 경제 성장률 목표를 달성하기 위하여 추진할 것입니다. ".encode("euc_kr") * 9,
            1,
        ),
        ("政府は今年の経済成長率の目標を達成するために推進します。".encode("shift_jis") * 9, 1),
        ("Le rapport de l'année écoulée, déjà présenté.".encode("cp1252") * 9, 1),
    ],
    ids=["short", "binary", "damaged utf-8", "damaged gb18030", "korean", "japanese", "french"],
)
def test_text_in_an_encoding_that_cannot_be_told(tmp_path: Path, content: bytes, line: int) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert complaint(tmp_path / "a.txt") == (
        f"a.txt, line {line}: not UTF-8 text; save the report as UTF-8, or take it away"
    )


def test_text_with_a_nul_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("第一行。\n第二\0行。".encode())
    assert "a.txt, line 2: a NUL character" in complaint(tmp_path / "a.txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / f"a{suffix}"
    with file.open("wb") as stream:
        stream.truncate(200_000_000)  # sparse: takes no room on the disk
    monkeypatch.setattr(Path, "open", None)
    assert f"a{suffix} has 200 MB, and " in complaint(file)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert complaint(tmp_path / "a.txt") == (
        "a.txt is a folder, not a report; rename it, or take it away"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "a.txt is no regular file" in complaint(tmp_path / "a.txt")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "a.txt cannot be read (No such file or directory)" in complaint(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert "b.txt cannot be read (No such file or directory)" in complaint(tmp_path / "b.txt")


class _Writes:
    """Stands between the reader and the disk: writes to the file in the midst of a reading."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, file: Path, times: int) -> None:
        self.left = times
        self.file = file
        self.real = os.fstat
        self.readings = 0
        monkeypatch.setattr(os, "fstat", self.fstat)

    def fstat(self, number: int) -> os.stat_result:
        found = self.real(number)
        self.readings += 1
        if self.readings % 2 and self.left:  # after the first look, before the file is read
            self.left -= 1
            with self.file.open("a", encoding="utf-8") as stream:
                stream.write("又一句。\n")
        return found


def test_a_file_that_changes_once_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一句话。\n", encoding="utf-8")
    _Writes(monkeypatch, file, times=1)
    assert read_document(file).text == "一句话。\n又一句。\n"


def test_a_file_that_keeps_changing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一句话。\n", encoding="utf-8")
    _Writes(monkeypatch, file, times=9)
    assert complaint(file) == (
        "a.txt changes while it is read; load the reports again once it is written"
    )


@pytest.mark.parametrize(
    ("suffix", "library", "content"),
    [(".html", "lxml", _HTML), (".docx", "docx", b"PK\x03\x04"), (".pdf", "pypdfium2", b"%PDF-")],
)
def test_without_the_extra_its_formats_say_what_to_install(
    tmp_path: Path, suffix: str, library: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("retrieval.documents.")]:
        if name.partition("documents.")[2].startswith(suffix[1:]):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / f"a{suffix}").write_bytes(content)
    assert complaint(tmp_path / f"a{suffix}") == (
        f"a{suffix}: files of {suffix} need the extra `formats`; install it "
        f"(pip install 'ask-the-report[formats]'), or save the report as UTF-8 text"
    )
    (tmp_path / "a.txt").write_text("一句话。", encoding="utf-8")
    assert read_document(tmp_path / "a.txt").text == "一句话。"


@pytest.mark.slow
def test_several_threads_may_read_at_once(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="reading PDF needs the extra `formats`")
    from tests.retrieval.documents.prints import Print

    Print().write(tmp_path / "0.pdf", LINES)
    for number in range(1, 4):
        shutil.copy(tmp_path / "0.pdf", tmp_path / f"{number}.pdf")
    texts: dict[int, str] = {}

    def read(number: int) -> None:
        texts[number] = read_document(tmp_path / f"{number}.pdf").text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4
    assert len(set(texts.values())) == 1
