"""Reports of many formats are read as the text they hold, and what cannot be read is said."""

from __future__ import annotations

import io
import os
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

import retrieval
from retrieval import Report, SeedError
from retrieval.formats import extract, read_content
from retrieval.reading import read_report
from retrieval.reading.lines import squeeze
from tests.conftest import REPORT, SEEDS

NEEDS_FORMATS = "needs the extra `formats`"
NEEDS_PDF = "needs reportlab, which only .ci/run installs"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The seed's lines without the page furniture and without white space around them."""
    text = (SEEDS / REPORT).read_text("utf-8")
    found = [line.strip(" \u3000\xa0\r") for line in text.split("\n")]
    return [line for line in found if line][2:]


def as_text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def as_gb18030(lines: list[str]) -> bytes:
    return "\r\n".join(lines).encode("gb18030")


def as_utf16(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("utf-16")


def as_markdown(lines: list[str]) -> bytes:
    return ("# " + "\n\n".join(lines)).encode()


def as_html(lines: list[str]) -> bytes:
    """A page as government sites have them: menus, bread crumbs, related links, a footer."""
    menu = "".join(f'<li><a href="/{n}">栏目之{n}</a></li>' for n in range(40))
    related = "".join(f'<li><a href="/n/{n}">关于第{n}号文件的通知全文</a></li>' for n in range(12))
    body = "".join(f'<p style="text-indent:2em">　　{escape(line)}</p>\n' for line in lines)
    page = f"""<!DOCTYPE html><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>政府工作报告</title><script src="http://192.0.2.1/x.js"></script><style>p {{ }}</style>
</head><body><div class="header"><ul class="nav">{menu}</ul></div>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/gk">政府信息公开</a></div>
<div class="wrap"><div class="info">来源：办公室　发布时间：2017-01-04　[<a>大</a>|<a>小</a>]</div>
<div id="zoom" class="TRS_Editor">{body}<img src="http://192.0.2.1/x.png"></div></div>
<div class="related"><h3>相关链接</h3><ul>{related}</ul></div>
<div class="footer">版权所有　京ICP备00000000号　网站标识码1101050001</div></body></html>"""
    return page.encode("gb18030")


def as_html_with_breaks(lines: list[str]) -> bytes:
    body = "<br>\n&nbsp;&nbsp;".join(map(escape, lines))
    return f"<html><body><table><tr><td>{body}</td></tr></table></body></html>".encode()


def as_docx(lines: list[str]) -> bytes:
    docx = pytest.importorskip("docx", reason=NEEDS_FORMATS)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(lines: list[str], **options: object) -> bytes:
    """Set in columns of one width, with indents, a running head and page numbers."""
    pytest.importorskip("reportlab", reason=NEEDS_PDF)
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, 820, "政府工作报告汇编")
        canvas.drawCentredString(300, 20, f"- {document.page} -")

    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24,
        wordWrap="CJK", alignment=4,
    )  # fmt: skip
    title = ParagraphStyle("title", fontName="STSong-Light", fontSize=20, leading=30, alignment=1)
    story = [Paragraph(escape(line), title if n == 0 else body) for n, line in enumerate(lines)]
    stream = io.BytesIO()
    document = SimpleDocTemplate(stream, **options)
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


FORMATS: list[tuple[str, Callable[[list[str]], bytes], str]] = [
    ("r.txt", as_text, ""),
    ("r.txt", as_gb18030, ""),
    ("r.txt", as_utf16, ""),
    ("r.md", as_markdown, ""),
    ("r.html", as_html, "lxml"),
    ("r.htm", as_html_with_breaks, "lxml"),
    ("r.docx", as_docx, "docx"),
    ("r.pdf", as_pdf, "pdfminer"),
]


def sentences(report: Report) -> list[str]:
    spans = (span for paragraph in report.paragraphs for span in paragraph.sentences)
    return [squeeze(span.of(report.text)) for span in spans]


def outline(report: Report) -> list[tuple[str, str]]:
    return [(part.title, section.title) for part in report.parts for section in part.sections]


@pytest.mark.parametrize(("name", "write", "module"), FORMATS)
def test_a_report_is_the_same_in_every_format(
    tmp_path: Path,
    lines: list[str],
    name: str,
    write: Callable[[list[str]], bytes],
    module: str,
) -> None:
    if module:
        pytest.importorskip(module, reason=NEEDS_FORMATS)
    (tmp_path / name).write_bytes(write(lines))
    (read,) = retrieval.load(tmp_path).reports
    wanted = read_report("w.txt", "\n".join(lines))
    assert outline(read) == outline(wanted)
    got, expected = sentences(read), sentences(wanted)
    # PDF cannot tell that one paragraph ended without a full stop, where its last line is full.
    assert len(set(expected) - set(got)) <= (3 if name == "r.pdf" else 0)
    assert abs(len(read.paragraphs) - len(wanted.paragraphs)) <= (2 if name == "r.pdf" else 0)
    assert (read.title, read.date) == (wanted.title, wanted.date)


def test_what_is_cited_stands_in_the_extracted_text_on_its_page(
    tmp_path: Path, lines: list[str]
) -> None:
    pytest.importorskip("pdfminer", reason=NEEDS_FORMATS)
    (tmp_path / "r.pdf").write_bytes(as_pdf(lines))
    library = retrieval.load(tmp_path)
    hit = library.ask("新增了多少停车位").hits[0]
    report = library.report("r")
    assert report.text[hit.place.start : hit.place.end] == hit.excerpt
    assert "2.64万个" in hit.excerpt
    page = hit.as_dict()["page"]
    assert page == hit.place.page
    begin, end = (*report.pages, len(report.text))[page - 1 : page + 1]
    assert begin <= hit.place.start < end
    assert 2 < page < len(report.pages)


def test_menus_footers_and_links_are_no_part_of_the_report(
    tmp_path: Path, lines: list[str]
) -> None:
    pytest.importorskip("lxml", reason=NEEDS_FORMATS)
    file = tmp_path / "r.html"
    text = extract(file, as_html(lines)).text
    assert not [word for word in ("栏目之", "首页", "ICP", "相关链接", "x.js") if word in text]


def test_marks_of_markdown_are_not_cited(tmp_path: Path) -> None:
    source = (
        "# 一、**工作**回顾\n\n新建*灯塔*[17座](http://192.0.2.1)，\n`渔港`扩建完成。\n\n- 甲项\n- 乙项\n\n"
        "| 年 | 座 |\n|---|---|\n| 2016 | 17 |\n\n<script>x</script>\n"
    )
    text = extract(tmp_path / "r.md", source.encode()).text
    expected = "一、工作回顾\n新建灯塔17座，渔港扩建完成。\n甲项\n乙项\n年\t座\n2016\t17\n<script>x</script>\n"
    assert text == expected


def test_tables_of_word_are_read_row_by_row(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason=NEEDS_FORMATS)
    document = docx.Document()
    document.add_paragraph("前文。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "灯塔", "17座"
    document.add_paragraph("后文。")
    stream = io.BytesIO()
    document.save(stream)
    assert extract(tmp_path / "r.docx", stream.getvalue()).text == "前文。\n灯塔\t17座\n后文。\n"


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 50_000_000)
    return stream.getvalue()


def _encrypted() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return as_pdf(["密"], encrypt=StandardEncryption("user", "owner"))


def _scanned() -> bytes:
    return as_pdf([])


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.docx", _bomb, "unpacks to far more than a document holds"),
        ("a.docx", lambda: b"PK\x03\x04 cut off", "is damaged, or no DOCX file"),
        ("a.docx", lambda: "一句话。".encode(), "is damaged, or no DOCX file"),
        ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word file or an encrypted one"),
        ("a.pdf", lambda: b"%PDF-1.7 cut off", "is damaged, or no PDF file"),
        ("a.pdf", _encrypted, "is encrypted; save it without a password"),
        ("a.pdf", _scanned, "holds pictures of text"),
        ("a.txt", lambda: b"%PDF-1.7", "give it a name that ends in .pdf"),
        ("a.txt", lambda: b"\x89PNG\r\n", "is a picture"),
        ("a.txt", lambda: b"<!DOCTYPE html><p>x", "give it a name that ends in .html"),
        ("a.txt", lambda: os.urandom(4_000).replace(b"\0", b"\xff"), "not UTF-8 text"),
        ("a.html", lambda: b"<html><script>x</script></html>", "shows no text"),
        ("a.txt", lambda: b" \n", "holds no paragraph"),
        ("a.md", lambda: b"", "holds no paragraph"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_served(
    tmp_path: Path, name: str, content: Callable[[], bytes], complaint: str
) -> None:
    suffix = Path(name).suffix
    needs = {".docx": "docx", ".pdf": "pdfminer", ".html": "lxml"}
    if suffix in needs:
        pytest.importorskip(needs[suffix], reason=NEEDS_FORMATS)
    if content in (_encrypted, _scanned):
        pytest.importorskip("reportlab", reason=NEEDS_PDF)
    (tmp_path / name).write_bytes(content())
    (tmp_path / "b.txt").write_text("海边新建灯塔17座。\n", encoding="utf-8")
    library = retrieval.load(tmp_path)
    (fault,) = library.faults
    assert complaint in fault
    assert str(tmp_path / name) in fault
    assert library.ask("灯塔新建了多少座").hits[0].excerpt == "海边新建灯塔17座。"


def test_a_file_larger_than_any_report_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(SeedError, match="has 200 MB, more than any report"):
        retrieval.load(tmp_path)


def _read_often(file: Path) -> None:
    """Two readings in a row may just miss what is written."""
    for _ in range(500):
        read_content(file)


def test_a_file_that_keeps_changing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 8_000_000)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with file.open("ab") as stream:
                stream.write(b"y")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with pytest.raises(SeedError, match="is changing while it is read"):
            _read_often(file)
    finally:
        stop.set()
        writer.join()


def test_the_same_file_twice_is_loaded_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("海边新建灯塔17座。\n", encoding="utf-8")
    library = retrieval.load(tmp_path)
    assert [listing.name for listing in library.listings] == ["a.txt"]
    assert library.faults == (
        f"{tmp_path / 'b.txt'} is the same file as a.txt; take one of them away",
    )
