"""Word documents: what they show and do not say in plain characters, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("docx", reason="reading DOCX needs the extra `formats`")

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval import Report
from tests.retrieval.documents.shapes import LINES, read_back, read_document, shape

_W = nsdecls("w")


def _read(tmp_path: Path, written: Any) -> list[str]:
    written.save(tmp_path / "a.docx")
    return read_document(tmp_path / "a.docx").text.split("\n")


def _with(body: str, *more: str) -> Any:
    """A document of these elements."""
    written = docx.Document()
    for element in (body, *more):
        marked = element.replace(">", f" {_W}>", 1)
        written.element.body.insert_element_before(parse_xml(marked), "w:sectPr")
    return written


def _numbered(levels: list[tuple[str, str]]) -> Any:
    """A document with a list whose levels have these formats and texts, as list 77."""
    written = docx.Document()
    numbering = written.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="77">{inner}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return written


def _item(written: Any, text: str, depth: int, listed: int = 77) -> None:
    properties = written.add_paragraph(text)._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr>')
    )


def test_numbers_that_word_counts(tmp_path: Path) -> None:
    written = _numbered(
        [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    )
    for text, depth in [
        ("回顾", 0),
        ("经济", 1),
        ("民生", 1),
        ("就业", 2),
        ("任务", 0),
        ("城市", 1),
    ]:
        _item(written, text, depth)
        written.add_paragraph("正文没有编号。")
    lines = [line for line in _read(tmp_path, written) if line != "正文没有编号。"]
    assert lines == ["一、回顾", "（一）经济", "（二）民生", "1. 就业", "二、任务", "（一）城市"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 105: "一百零五"},
        ),
        ("chineseLegalSimplified", {1: "壹", 12: "拾贰"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("upperRoman", {4: "IV", 9: "IX", 14: "XIV"}),
        ("lowerLetter", {1: "a", 27: "aa"}),
        ("decimalFullWidth", {12: "１２"}),
        ("neverHeardOf", {3: "3"}),
    ],
)
def test_formats_of_numbers(tmp_path: Path, form: str, shown: dict[int, str]) -> None:
    written = _numbered([(form, "%1、")])
    for _ in range(max(shown)):
        _item(written, "项", 0)
    lines = _read(tmp_path, written)
    assert {value: lines[value - 1] for value in shown} == {
        value: f"{text}、项" for value, text in shown.items()
    }


def test_the_report_of_2016_with_headings_that_word_numbers(tmp_path: Path, report: Report) -> None:
    written = _numbered([("chineseCounting", "%1、"), ("bullet", "●")])
    last = 0
    for line in LINES:
        number = "一二三四五六七八九".find(line[0]) + 1
        if line[1:2] == "、" and number and len(line) < 60 and number in (1, last + 1):
            if number == 1 and last:  # a new list of the same looks, which begins at one again
                written.part.numbering_part.element.append(
                    parse_xml(
                        f'<w:num {_W} w:numId="{100 + len(written.paragraphs)}"><w:abstractNumId w:val="77"/>'
                        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
                    )
                )
                listed = 100 + len(written.paragraphs)
            elif number == 1:
                listed = 77
            _item(written, line[2:], 0, listed)
            last = number
        else:
            written.add_paragraph(line)
    written.save(tmp_path / "report.docx")
    assert last > 1
    assert shape(read_back(tmp_path / "report.docx")) == shape(report)


def test_bullets_are_no_characters_of_a_report(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("第一项", style="List Bullet")
    written.add_paragraph("第一步", style="List Number")
    written.add_paragraph("第二步", style="List Number")
    assert _read(tmp_path, written) == ["第一项", "1. 第一步", "2. 第二步"]


def test_what_revisions_tags_and_fields_show(tmp_path: Path) -> None:
    written = _with(
        "<w:p><w:r><w:t>增长</w:t></w:r><w:ins w:id='1' w:author='x'><w:r><w:t>6.5%</w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='x'><w:r><w:delText>7%</w:delText></w:r></w:del>"
        "<w:smartTag w:uri='u' w:element='chsdate'><w:r><w:t>，2016年</w:t></w:r></w:smartTag>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>完成</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>。</w:t></w:r></w:sdtContent></w:sdt></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件中的段落。</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert _read(tmp_path, written) == ["增长6.5%，2016年完成。", "控件中的段落。"]


def test_a_list_of_contents_is_left_out(tmp_path: Path) -> None:
    written = _with(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>一、回顾</w:t><w:tab/><w:t>3</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>二、目标…………………………12</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>一、回顾</w:t></w:r></w:p>",
    )
    assert _read(tmp_path, written) == ["一、回顾"]


def test_tables_of_figures_are_rows_and_tables_for_layout_are_paragraphs(tmp_path: Path) -> None:
    written = docx.Document()
    figures = written.add_table(2, 3)
    for number, text in enumerate(["指标", "2015年", "2016年", "产值", "4640", "4942"]):
        figures.cell(number // 3, number % 3).text = text
    layout = written.add_table(1, 1)
    layout.cell(0, 0).text = "一、回顾"
    layout.cell(0, 0).add_paragraph("五年来成绩很大。")
    inner = layout.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    assert _read(tmp_path, written) == [
        "指标\t2015年\t2016年",
        "指标 产值\t2015年 4640\t2016年 4942",
        "一、回顾",
        "五年来成绩很大。",
        "甲\t乙",
    ]


def test_text_boxes_once_though_they_are_stored_twice(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    written = _with(
        f"<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice Requires='wps'>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert _read(tmp_path, written) == ["正文。", "框中的话。"]


def test_breaks_within_a_paragraph(tmp_path: Path) -> None:
    written = docx.Document()
    run = written.add_paragraph("各位代表：").add_run()
    run.add_break()
    run.add_text("现在报告")
    run.add_break(WD_BREAK.PAGE)
    run.add_text("工作。")
    assert _read(tmp_path, written) == ["各位代表：", "现在报告工作。"]


def test_footnotes_stand_after_the_text_and_not_in_it(tmp_path: Path) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    written = _with(
        "<w:p><w:r><w:t>推进“双十工程”</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:t>建设。</w:t></w:r></w:p>"
    )
    notes = (
        f"<w:footnotes {_W}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>双十工程：十项工程。</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        notes.encode(),
        written.part.package,
    )
    written.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert _read(tmp_path, written) == ["推进“双十工程”建设。", "1 双十工程：十项工程。"]


def test_raised_marks_of_notes_do_not_become_part_of_a_figure(tmp_path: Path) -> None:
    written = docx.Document()
    paragraph = written.add_paragraph("总部")
    paragraph.add_run("10").font.superscript = True
    paragraph.add_run("111家，占地5km")
    paragraph.add_run("2").font.superscript = True
    assert _read(tmp_path, written) == ["总部111家，占地5km2"]


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("正文。")
    written.sections[0].header.paragraphs[0].text = "页眉"
    written.sections[0].footer.paragraphs[0].text = "第1页"
    assert _read(tmp_path, written) == ["正文。"]
