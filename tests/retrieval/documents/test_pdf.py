"""Printed reports: paragraphs, pages, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pypdfium2", reason="reading PDF needs the extra `formats`")

from retrieval import Report
from tests.retrieval.documents.prints import FONT, Print, draw, picture_of_text
from tests.retrieval.documents.shapes import LINES, complaint, read_back, read_document, shape


@pytest.mark.parametrize(
    "printed",
    [
        Print(),
        Print(mirrored=True, head="朝阳区第十六届人民代表大会第一次会议文件"),
        Print(size=10.5, leading=14, head="内部资料", number="{}"),
        Print(indent=0, gap=12),
        Print(number="第{}页 共14页"),
        Print(sideways=90),
        Print(sideways=180),
        Print(sideways=270),
        Print(password=""),
    ],
    ids=lambda printed: str(vars(printed))[:60],
)
def test_the_report_of_2016_in_print(tmp_path: Path, printed: Print, report: Report) -> None:
    file = tmp_path / "report.pdf"
    printed.write(file, LINES[1:], centred=5)
    assert shape(read_back(file)) == shape(report)


def test_pages_begin_where_their_text_does(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    firsts = Print(head="政府工作报告", mirrored=True).write(file, LINES[1:], centred=5)
    document = read_document(file)
    report = read_back(file)
    assert document.pages == report.pages
    assert len(document.pages) == len(firsts) > 10
    assert all(before < after for before, after in pairwise(document.pages))
    for number, (start, first) in enumerate(zip(document.pages, firsts, strict=True), start=1):
        assert document.text[start:].startswith(first)
        assert report.page(start) == number
        assert report.page(start + len(first) - 1) == number
    assert report.page(len(document.text)) == len(firsts)
    # Most pages begin in the midst of a paragraph: nothing parts them from the page before.
    assert sum(document.text[start - 1] == "\n" for start in document.pages[1:]) < 5


def test_a_blank_page_begins_where_the_next_one_does(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    draw(
        file,
        lambda canvas: canvas.drawString(100, 700, "第一页的文字，只有这一句，没有别的内容。"),
        lambda _: None,
        lambda canvas: canvas.drawString(100, 700, "　　第三页的文字。"),
    )
    document = read_document(file)
    assert document.text == "第一页的文字，只有这一句，没有别的内容。\n第三页的文字。"
    assert document.pages == (0, 21, 21)
    assert read_back(file).page(21) == 3


def test_notes_at_the_foot_of_a_page_follow_the_paragraph_that_runs_over_them(
    tmp_path: Path,
) -> None:
    def first(canvas: Any) -> None:
        canvas.drawString(105, 160, "我们全面推进“双十工程”建设，大力疏功能、转方式、治环境、")
        canvas.setFont(FONT, 8)
        canvas.drawString(105 + 16 * 11, 168, "1")
        canvas.setFont(FONT, 10.5)
        canvas.drawString(
            73,
            100,
            "1 双十工程：十项疏解工程和十项提升工程的合称，由区政府统一部署，自二零一三年，即党的十八大之后",
        )
        canvas.drawString(73, 86, "第二年起实施。")

    def second(canvas: Any) -> None:
        canvas.drawString(73, 740, "补短板、强管理、惠民生。")
        canvas.drawString(105, 711, "新的一年，任务更加艰巨，我们要再接再厉，再创佳绩，让城")
        canvas.drawString(73, 682, "市更美好。")

    file = tmp_path / "report.pdf"
    draw(file, first, second)
    assert read_document(file).text.split("\n") == [
        "我们全面推进“双十工程”建设，大力疏功能、转方式、治环境、补短板、强管理、惠民生。",
        "1 双十工程：十项疏解工程和十项提升工程的合称，由区政府统一部署，自二零一三年，即党的十八大之后第二年起实施。",
        "新的一年，任务更加艰巨，我们要再接再厉，再创佳绩，让城市更美好。",
    ]


@pytest.mark.parametrize(("size", "rise"), [(8, 8), (13, 5), (16, 5)])
def test_raised_marks_of_notes_do_not_become_part_of_a_figure(
    tmp_path: Path, size: float, rise: float
) -> None:
    def page(canvas: Any) -> None:
        written = canvas.beginText(105, 500)
        for piece, raised in (
            ("总部", 0),
            ("10", 1),
            ("111家，占地5km", 0),
            ("2", 1),
            ("，优。", 0),
        ):
            written.setFont(FONT, size if raised else 16)
            written.setRise(rise if raised else 0)
            written.textOut(piece)
        canvas.drawText(written)

    file = tmp_path / "report.pdf"
    draw(file, page)
    assert read_document(file).text == "总部111家，占地5km2，优。"


def test_a_list_of_contents_is_left_out(tmp_path: Path) -> None:
    def contents(canvas: Any) -> None:
        canvas.drawString(260, 740, "目  录")
        canvas.drawString(73, 700, "一、过去五年工作回顾………………………………1")
        canvas.drawString(73, 670, "二、今后五年的目标 .......................... 12")

    file = tmp_path / "report.pdf"
    draw(file, contents, lambda canvas: canvas.drawString(105, 740, "一、过去五年工作回顾"))
    assert read_document(file).text == "一、过去五年工作回顾"


def test_what_a_browser_prints_around_a_page_is_left_out(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(105, 500, "全区生产总值增长百分之六点五。")
        canvas.setFont(FONT, 8)
        canvas.drawString(24, 820, "2016/12/20 15:01")
        canvas.drawString(300, 820, "政府工作报告")
        canvas.drawString(24, 20, "https://www.example.gov.cn/zwgk/report.html")
        canvas.drawString(550, 20, "1/1")

    file = tmp_path / "report.pdf"
    draw(file, page)
    assert read_document(file).text == "全区生产总值增长百分之六点五。"


def test_a_watermark_is_left_out(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(105, 500, "全区生产总值增长百分之六点五。")
        canvas.rotate(45)
        canvas.setFont(FONT, 60)
        canvas.drawString(300, 100, "征求意见稿")

    file = tmp_path / "report.pdf"
    draw(file, page)
    assert read_document(file).text == "全区生产总值增长百分之六点五。"


def test_rows_of_a_table_stay_rows(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        rows = ("指标", "2015年", "2016年"), ("生产总值", "4640亿元", "4942亿元")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                canvas.drawString(100 + 140 * column, 700 - 30 * number, cell)

    file = tmp_path / "report.pdf"
    draw(file, page)
    assert read_document(file).text == (
        "指标\t2015年\t2016年\n指标 生产总值\t2015年 4640亿元\t2016年 4942亿元"
    )


def test_a_scanned_report_is_refused(tmp_path: Path) -> None:
    from reportlab.lib.utils import ImageReader

    def scan(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture_of_text()), 0, 0, 595, 842)

    file = tmp_path / "report.pdf"
    draw(file, scan, scan)
    assert complaint(file) == (
        "report.pdf has no text layer on pages 1–2: it was scanned; recognise its text (OCR), or put "
        "the text into a .txt file"
    )


def test_a_report_with_one_scanned_page_is_refused_but_not_one_with_a_picture_for_a_cover(
    tmp_path: Path,
) -> None:
    from reportlab.lib.utils import ImageReader

    def scan(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture_of_text()), 0, 0, 595, 842)

    def text(canvas: Any) -> None:
        canvas.drawString(105, 500, "全区生产总值增长百分之六点五。")

    draw(tmp_path / "within.pdf", text, scan, text)
    assert "no text layer on page 2" in complaint(tmp_path / "within.pdf")
    draw(tmp_path / "cover.pdf", scan, text, text)
    assert read_document(tmp_path / "cover.pdf").pages[:2] == (0, 0)


def test_a_text_layer_that_names_other_characters_than_it_shows_is_refused(tmp_path: Path) -> None:
    garbled = [
        "".join(chr(ord(char) + 777) if "\u4e00" <= char < "\u9000" else char for char in line)
        for line in LINES[8:20]
    ]
    Print().write(tmp_path / "report.pdf", garbled)
    assert "report.pdf has a text layer that cannot be read" in complaint(tmp_path / "report.pdf")


def test_a_pdf_without_anything_on_it(tmp_path: Path) -> None:
    draw(tmp_path / "report.pdf", lambda _: None)
    assert "no text layer" in complaint(tmp_path / "report.pdf")


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    Print(password="secret").write(tmp_path / "report.pdf", LINES)
    assert "report.pdf is locked with a password; save it without one" in complaint(
        tmp_path / "report.pdf"
    )


@pytest.mark.parametrize("end", [20, 2_000, 30_000])
def test_a_pdf_that_is_cut_off_is_refused(tmp_path: Path, end: int) -> None:
    file = tmp_path / "report.pdf"
    Print().write(file, LINES)
    file.write_bytes(file.read_bytes()[:end])
    assert "report.pdf is a PDF that is cut off; fetch or save it again" in complaint(file)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    Print().write(file, LINES)
    content = file.read_bytes()
    file.write_bytes(content[:500] + content[-500:])
    assert "report.pdf is a damaged PDF; fetch or save it again" in complaint(file)


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    draw(file, *[lambda canvas: canvas.drawString(9, 9, "字")] * 1001)
    assert "has 1001 pages, and 1000 is the limit" in complaint(file)
