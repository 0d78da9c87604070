"""Printed reports as they are seen: glyphs drawn twice, struck or hidden ones, columns, scans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pypdfium2", reason="reading PDF needs the extra `formats`")

from reportlab.lib.utils import ImageReader

from tests.retrieval.documents.prints import FONT, draw, picture_of_text
from tests.retrieval.documents.shapes import complaint, read_document

_SENTENCE = "家庭医生签约服务覆盖率达到52%，新增床位1100张。"


def _text(tmp_path: Path, *pages: Callable[[Any], None]) -> str:
    draw(tmp_path / "a.pdf", *pages)
    return read_document(tmp_path / "a.pdf").text


def _mixed(canvas: Any, x: float, y: float, text: str) -> float:
    """Draws figures in a Latin font, as offices do; where the text ends."""
    for char in text:
        font = "Helvetica" if char.isascii() else FONT
        canvas.setFont(font, 16)
        canvas.drawString(x, y, char)
        x += canvas.stringWidth(char, font, 16)
    return x


@pytest.mark.parametrize(
    "moves",
    [
        [(0, 0), (0.3, 0)],
        [(0, 0), (0.3, 0), (0, 0.3), (0.3, 0.3)],
        [(0, 0), (0, 0), (0, 0)],
        [(0, 0), (1, -1)],
        [(0.4, 0), (0, 0)],
    ],
)
def test_a_glyph_that_is_drawn_again_at_its_place_is_one(
    tmp_path: Path, moves: list[tuple[float, float]]
) -> None:
    def lines(canvas: Any) -> None:
        for across, up in moves:
            _mixed(canvas, 60 + across, 600 + up, _SENTENCE)

    def glyphs(canvas: Any) -> None:
        x = 60.0
        for char in _SENTENCE:
            for across, up in moves:
                end = _mixed(canvas, x + across, 600 + up, char)
            x = end - moves[-1][0]

    assert _text(tmp_path, lines) == _SENTENCE
    assert _text(tmp_path, glyphs) == _SENTENCE


def test_characters_that_are_the_same_stay_beside_each_other(tmp_path: Path) -> None:
    text = "等等，11111个，illll，……——"

    def page(canvas: Any) -> None:
        _mixed(canvas, 60, 600, text)

    assert _text(tmp_path, page) == text


@pytest.mark.parametrize("how", ["line", "box", "two lines", "turned", "annotation"])
def test_struck_text_is_no_text(tmp_path: Path, how: str) -> None:
    def page(canvas: Any) -> None:
        if how == "turned":
            canvas.setPageRotation(180)
            canvas.translate(595, 842)
            canvas.rotate(180)
        canvas.drawString(60, 600, "新增66家88家。")
        begin, end, up = 92, 92 + 32, 605
        if how == "box":
            canvas.rect(begin, up, end - begin, 0.6, stroke=0, fill=1)
        elif how == "annotation":
            canvas.beginForm("x")
            canvas.endForm()
            _strike_out(canvas, begin, 597, end, 613)
        else:
            canvas.line(begin, up, end, up)
            if how == "two lines":
                canvas.line(begin, up + 2, end, up + 2)

    assert _text(tmp_path, page) == "新增88家。"


def _strike_out(canvas: Any, left: float, bottom: float, right: float, top: float) -> None:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

    canvas._addAnnotation(
        PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("StrikeOut"),
                "Rect": PDFArray([left, bottom, right, top]),
                "QuadPoints": PDFArray([left, top, right, top, left, bottom, right, bottom]),
            }
        )
    )


def test_lines_under_text_and_around_cells_strike_nothing_out(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        for row, figure in enumerate(("1200", "1500")):
            canvas.drawString(65, 600 - 30 * row, "停车泊位")
            canvas.drawString(205, 600 - 30 * row, figure)
            canvas.line(65, 598 - 30 * row, 129, 598 - 30 * row)
        canvas.grid([60, 200, 300], [560, 590, 620])
        canvas.rect(60, 530, 240, 90, stroke=1, fill=0)

    assert _text(tmp_path, page) == "停车泊位\t1200\n停车泊位\t1500"


def test_what_lies_off_the_page_or_is_not_drawn_is_no_text(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(60, 600, "新增88家。")
        canvas.drawString(700, 600, "页外")
        canvas.drawString(60, -40, "页外")
        unseen = canvas.beginText(60, 500)
        unseen.setTextRenderMode(3)
        unseen.textLine("看不见")
        canvas.drawText(unseen)

    assert _text(tmp_path, page) == "新增88家。"


def test_the_text_that_ocr_lays_over_a_scan_is_read(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture_of_text()), 0, 0, 595, 842)
        unseen = canvas.beginText(60, 500)
        unseen.setFont(FONT, 16)
        unseen.setTextRenderMode(3)
        unseen.textLine("新增停车泊位88个，增长百分之六。")
        canvas.drawText(unseen)

    assert _text(tmp_path, page) == "新增停车泊位88个，增长百分之六。"


def test_raised_figures_after_a_figure_are_shown_raised(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        x = _mixed(canvas, 60, 600, "覆盖10")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(x, 607, "12")
        canvas.setFont(FONT, 16)
        canvas.drawString(x + 12, 600, "吨，公园")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(x + 76, 607, "3")
        _mixed(canvas, x + 82, 600, "11家。")

    assert _text(tmp_path, page) == "覆盖10¹²吨，公园11家。"


_LEFT = (
    "过去一年，我们坚持稳中求进工作总基调，全力推动高质量发展，新增公共停车泊位1200个，轨道交通运营里程达到145公里，城市面貌焕然一新，群众满意度持续提高。"
    * 2
)
_RIGHT = (
    "今年工作的总体要求是，坚持以人民为中心，着力保障和改善民生，计划新建幼儿园12所，改造老旧小区36个，建成口袋公园24处，办好重要民生实事。"
    * 2
)
_THIRD = (
    "各位代表，做好今年工作任务艰巨、责任重大，我们要锐意进取，真抓实干，确保完成全年目标任务，为建设宜居城市作出更大贡献，以优异成绩迎接大会召开。"
    * 2
)


def _column(canvas: Any, text: str, left: float, top: float, width: int, size: float = 12) -> None:
    canvas.setFont(FONT, size)
    pieces = [text[at : at + width] for at in range(0, len(text), width)]
    for number, piece in enumerate(pieces):
        canvas.drawString(left, top - 1.5 * size * number, piece)


@pytest.mark.parametrize("offset", [0, 5, 9])
@pytest.mark.parametrize("gutter", [14, 30])
def test_two_columns_are_read_one_after_the_other(
    tmp_path: Path, offset: float, gutter: float
) -> None:
    def page(canvas: Any) -> None:
        canvas.drawString(200, 780, "政府工作报告要点")
        _column(canvas, _LEFT, 60, 740, 18)
        _column(canvas, _RIGHT, 60 + 18 * 12 + gutter, 740 - offset, 18)

    assert _text(tmp_path, page).replace("\n", "") == "政府工作报告要点" + _LEFT + _RIGHT


def test_columns_whose_lines_are_drawn_across_the_page(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont(FONT, 12)
        for row, at in enumerate(range(0, len(_RIGHT), 18)):
            canvas.drawString(60, 740 - 18 * row, _LEFT[at : at + 18])
            canvas.drawString(300, 740 - 18 * row, _RIGHT[at : at + 18])

    wide = (len(_RIGHT) + 17) // 18 * 18
    assert _text(tmp_path, page).replace("\n", "") == _LEFT[:wide] + _RIGHT


def test_three_columns_below_and_above_lines_of_full_width(tmp_path: Path) -> None:
    full = "本报告分为三个部分，分别介绍过去一年的主要工作、今年的总体要求和重点任务安排。"

    def page(canvas: Any) -> None:
        canvas.setFont(FONT, 12)
        canvas.drawString(50, 780, full)
        for number, text in enumerate((_LEFT, _RIGHT, _THIRD)):
            _column(canvas, text, 50 + 170 * number, 740, 15, size=10)
        canvas.setFont(FONT, 12)
        canvas.drawString(50, 400, full)

    expected = full + _LEFT + _RIGHT + _THIRD + full
    assert _text(tmp_path, page).replace("\n", "") == expected


def test_columns_over_two_pages_with_page_numbers_make_whole_paragraphs(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Any], None]:
        def drawn(canvas: Any) -> None:
            text = (_LEFT, _RIGHT)[number - 1]
            _column(canvas, text[: len(text) // 2], 60, 740, 12)
            _column(canvas, text[len(text) // 2 :], 306, 740, 12)
            canvas.setFont(FONT, 9)
            canvas.drawString(290, 40, f"— {number} —")

        return drawn

    assert _text(tmp_path, page(1), page(2)).replace("\n", "") == _LEFT + _RIGHT


def test_a_table_is_not_taken_for_columns(tmp_path: Path) -> None:
    def page(canvas: Any) -> None:
        canvas.setFont(FONT, 12)
        for row in range(12):
            canvas.drawString(60, 740 - 20 * row, "新增公共停车泊位数量")
            canvas.drawString(300, 740 - 20 * row, f"1{row:03}个左右，同比增长")

    assert _text(tmp_path, page).split("\n")[0] == "新增公共停车泊位数量\t1000个左右，同比增长"


def _scan(canvas: Any) -> None:
    canvas.drawImage(ImageReader(picture_of_text()), 0, 0, 595, 842)


def _printed(canvas: Any) -> None:
    canvas.setFont(FONT, 16)
    canvas.drawString(105, 500, "全区生产总值增长百分之六点五。")


def _with_head(
    page: Callable[[Any], None], head: str = "会议文件之三  第{}页"
) -> Callable[[Any], None]:
    def drawn(canvas: Any) -> None:
        page(canvas)
        canvas.setFont(FONT, 10)
        canvas.drawString(60, 800, head.format(canvas.getPageNumber()))
        canvas.drawString(290, 30, f"— {canvas.getPageNumber()} —")

    return drawn


def _strips(canvas: Any) -> None:
    for number in range(10):
        canvas.drawImage(ImageReader(picture_of_text()), 0, 84 * number, 595, 80)


def _outlines(canvas: Any) -> None:
    for number in range(300):
        path = canvas.beginPath()
        path.moveTo(60 + number % 30 * 16, 700 - number // 30 * 30)
        for step in range(12):
            path.lineTo(60 + number % 30 * 16 + step, 700 - number // 30 * 30 + step % 3)
        canvas.drawPath(path, fill=1)


@pytest.mark.parametrize(
    ("pages", "named"),
    [
        ([_printed, _with_head(_scan), _with_head(_scan), _with_head(_scan)], "pages 2–4"),
        ([_with_head(_printed), _with_head(_scan)], "page 2"),
        (
            [_printed, _printed, _with_head(_scan), _printed, _with_head(_scan, "附表")],
            "pages 3, 5",
        ),
        ([_printed, _strips, _printed], "page 2"),
        ([_printed, _outlines, _printed], "page 2"),
        ([_printed, _scan], "page 2"),
    ],
    ids=["head", "head on the last", "two heads", "strips", "outlines", "one of two"],
)
def test_scans_among_printed_pages_are_named(
    tmp_path: Path, pages: list[Callable[[Any], None]], named: str
) -> None:
    draw(tmp_path / "a.pdf", *pages)
    assert f"a.pdf has no text layer on {named}: it was scanned" in complaint(tmp_path / "a.pdf")


def test_picture_covers_and_pages_with_pictures_are_no_scans(tmp_path: Path) -> None:
    def illustrated(canvas: Any) -> None:
        canvas.drawImage(ImageReader(picture_of_text()), 0, 300, 595, 500)
        canvas.setFont(FONT, 16)
        canvas.drawString(105, 250, "图为改造后的停车场，共有泊位1200个。")

    text = _text(tmp_path, _scan, _printed, illustrated, _printed, _scan)
    assert "泊位1200个" in text


def test_rows_of_a_table_have_the_heads_of_their_columns_where_they_have_as_many_cells(
    tmp_path: Path,
) -> None:
    rows = (
        ("项目", "2022年", "2023年"),
        ("公共停车泊位", "1200个", "1500个"),
        ("", "300个", "400个"),
        ("新增床位", "1100张", "1300张"),
    )

    def page(canvas: Any) -> None:
        canvas.setFont(FONT, 12)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                canvas.drawString(60 + 160 * column, 700 - 30 * row, cell)

    assert _text(tmp_path, page).split("\n") == [
        "项目\t2022年\t2023年",
        "项目 公共停车泊位\t2022年 1200个\t2023年 1500个",
        "300个\t400个",
        "项目 新增床位\t2022年 1100张\t2023年 1300张",
    ]
