"""Word documents: what is struck out or hidden, equations, symbols, merged cells, broken references."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

pytest.importorskip("docx", reason="reading DOCX needs the extra `formats`")

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.retrieval.documents.shapes import complaint, read_document

_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_NAMES = f'{nsdecls("w")} {_M} xmlns:o="urn:schemas-microsoft-com:office:office"'
_STYLES = """
    <w:style w:type="character" w:styleId="Gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>
    <w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="Gone"/></w:style>
    <w:style w:type="character" w:styleId="Kept"><w:basedOn w:val="Gone"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>
    <w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="secret"/><w:rPr><w:vanish/><w:strike/></w:rPr></w:style>
"""


def _write(file: Path, body: str) -> Path:
    """A document with these paragraphs and tables."""
    written = docx.Document()
    for style in parse_xml(f"<w:styles {_NAMES}>{_STYLES}</w:styles>"):
        written.styles.element.append(style)
    for element in parse_xml(f"<w:body {_NAMES}>{body}</w:body>"):
        written.element.body.insert_element_before(element, "w:sectPr")
    written.save(str(file))
    return file


def _lines(tmp_path: Path, body: str) -> list[str]:
    return read_document(_write(tmp_path / "a.docx", body)).text.split("\n")


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "gone",
    [
        _run("66", "<w:strike/>"),
        _run("66", "<w:dstrike/>"),
        _run("66", "<w:vanish/>"),
        _run("66", '<w:strike w:val="1"/>'),
        _run("66", '<w:rStyle w:val="Gone"/>'),
        _run("66", '<w:rStyle w:val="Heir"/>'),
        f"<w:del w:id='1' w:author='x'>{_run('66')}</w:del>",
        f"<w:moveFrom w:id='1' w:author='x'>{_run('66')}</w:moveFrom>",
        f"<w:hyperlink w:anchor='x'>{_run('66', '<w:strike/>')}</w:hyperlink>",
        "<m:oMath><m:r><w:rPr><w:strike/></w:rPr><m:t>66</m:t></m:r></m:oMath>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:tab/><w:sym w:font='Symbol' w:char='F0B3'/></w:r>",
    ],
)
def test_struck_and_hidden_text_is_no_text(tmp_path: Path, gone: str) -> None:
    assert _lines(tmp_path, f"<w:p>{_run('新增')}{gone}{_run('88家')}</w:p>") == ["新增88家"]


@pytest.mark.parametrize(
    "kept",
    [
        _run("66", '<w:strike w:val="0"/>'),
        _run("66", '<w:rStyle w:val="Kept"/>'),
        _run("66", '<w:rStyle w:val="Gone"/><w:strike w:val="false"/>'),
        _run("66", '<w:u w:val="single"/>'),
        f"<w:ins w:id='1' w:author='x'>{_run('66')}</w:ins>",
        f"<w:moveTo w:id='1' w:author='x'>{_run('66')}</w:moveTo>",
    ],
)
def test_what_is_seen_stays(tmp_path: Path, kept: str) -> None:
    assert _lines(tmp_path, f"<w:p>{_run('新增')}{kept}{_run('家')}</w:p>") == ["新增66家"]


def test_the_style_of_a_paragraph_hides_it_and_that_of_a_run_in_it_shows_it(tmp_path: Path) -> None:
    style = "<w:pPr><w:pStyle w:val='Secret'/></w:pPr>"
    both = '<w:vanish w:val="0"/><w:rStyle w:val="Gone"/>'  # struck twice is not struck
    body = f"<w:p>{style}{_run('密')}{_run('开', both)}</w:p><w:p>{_run('完')}</w:p>"
    assert _lines(tmp_path, body) == ["开", "完"]


def _math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def _of(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        (_math(_of("88.5%")), "88.5%"),
        (f"<m:oMathPara>{_math(_of('88.5%'))}</m:oMathPara>", "88.5%"),
        (_math(f"{_of('2')}<m:f><m:num>{_of('1')}</m:num><m:den>{_of('2')}</m:den></m:f>"), "2 1/2"),
        (_math(f"<m:sSup><m:e>{_of('10')}</m:e><m:sup>{_of('4')}</m:sup></m:sSup>"), "10⁴"),
        (_math(f"<m:sSub><m:e>{_of('x')}</m:e><m:sub>{_of('2')}</m:sub></m:sSub>"), "x₂"),
        (_math(f"<m:rad><m:deg/><m:e>{_of('2')}</m:e></m:rad>"), "√2"),
        (_math(f"<m:d><m:e>{_of('a+b')}</m:e></m:d>"), "(a+b)"),
        (_math(f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{_of('1')}</m:sub><m:sup>{_of('9')}</m:sup>"
               f"<m:e>{_of('n')}</m:e></m:nary>"), "∑₁⁹n"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>95</w:t></w:r>", "≥95"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:t>95</w:t></w:r>", "95"),
        ("<w:r><w:sym w:font='SimSun' w:char='2103'/></w:r>", "℃"),
        (_run("\uf0b195", '<w:rFonts w:ascii="Symbol"/>'), "±95"),
        (_run("10") + _run("4", '<w:vertAlign w:val="superscript"/>'), "10⁴"),
        ("<w:r><w:object/></w:r>", ""),
    ],
)  # fmt: skip
def test_equations_and_symbols_stand_in_their_places(
    tmp_path: Path, element: str, shown: str
) -> None:
    assert _lines(tmp_path, f"<w:p>{_run('覆盖')}{element}{_run('万吨。')}</w:p>") == [
        f"覆盖{shown}万吨。"
    ]


def test_what_only_word_can_show_is_refused(tmp_path: Path) -> None:
    picture = "<w:r><w:object><o:OLEObject ProgID='Equation.DSMT4'/></w:object></w:r>"
    _write(tmp_path / "a.docx", f"<w:p>{_run('覆盖')}{picture}{_run('万吨。')}</w:p>")
    assert "a.docx has an equation that is a picture after “覆盖”; write it as text" in complaint(
        tmp_path / "a.docx"
    )
    _write(tmp_path / "b.docx", f"<w:p>{_run('正文。')}</w:p><w:altChunk/>")
    assert "b.docx holds another document within it" in complaint(tmp_path / "b.docx")


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, properties: str = "", run: str = "") -> str:
    paragraphs = "".join(f"<w:p>{_run(line, run)}</w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


_FIRST, _NEXT = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_TWO = '<w:gridSpan w:val="2"/>'


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (_row(_cell("泊位", _FIRST), _cell("2022年"), _cell("1200个"))
         + _row(_cell("", _NEXT), _cell("2023年"), _cell("1500个")),
         ["泊位\t2022年\t1200个", "泊位\t2023年\t1500个"]),
        (_row(_cell("泊位", _FIRST), _cell("1个")) + _row(_cell("看不见", _NEXT), _cell("2个"))
         + _row(_cell("桩", _FIRST), _cell("3个")) + _row(_cell("", '<w:vMerge w:val="continue"/>'), _cell("4个")),
         ["泊位\t1个", "泊位\t2个", "桩\t3个", "桩\t4个"]),
        (_row(_cell("区", _FIRST), _cell("2022年", _TWO), properties="<w:tblHeader/>")
         + _row(_cell("", _NEXT), _cell("增"), _cell("减"), properties="<w:tblHeader/>")
         + _row(_cell("甲"), _cell("1"), _cell("2")),
         ["区\t2022年", "区\t增\t减", "区 甲\t2022年 增 1\t2022年 减 2"]),
        (_row(_cell("区", run="<w:b/>"), _cell("个数", run="<w:b/>")) + _row(_cell("甲"), _cell("1")),
         ["区\t个数", "区 甲\t个数 1"]),
        (_row(_cell("甲"), _cell("1"), _cell("2")) + _row(_cell("3", _FIRST), properties='<w:gridBefore w:val="2"/>'),
         ["甲\t1\t2", "3"]),
        (_row(_cell("甲\n乙"), _cell("145\n公里")), ["甲 乙\t145 公里"]),
        (_row(_cell("甲"), _cell("1")) + _row(_cell("乙"), _cell("2"), properties="<w:del w:id='1' w:author='x'/>"),
         ["甲\t1"]),
        (f"<w:sdt><w:sdtContent>{_row(_cell('甲'), _cell('1'))}</w:sdtContent></w:sdt>", ["甲\t1"]),
        (_row(_cell("甲", '<w:hMerge w:val="restart"/>'), _cell("", '<w:hMerge/>'), _cell("1")), ["甲\t1"]),
    ],
)  # fmt: skip
def test_a_row_is_one_line_with_its_merged_cells_and_heads(
    tmp_path: Path, rows: str, lines: list[str]
) -> None:
    assert _lines(tmp_path, f"<w:tbl>{rows}</w:tbl>") == lines


@pytest.mark.parametrize(
    "target", ["media/none.png", "../NULL", "NULL", "/word/../../none.bin", "file:///C:/x.png"]
)
def test_a_reference_to_a_part_that_is_missing_does_no_harm(tmp_path: Path, target: str) -> None:
    broken = f'<Relationship Id="rId99" Type="http://x/image" Target="{target}"/></Relationships>'
    _copy(
        _write(tmp_path / "plain.docx", f"<w:p>{_run('正文。')}</w:p>"), tmp_path / "a.docx", broken
    )
    assert read_document(tmp_path / "a.docx").text == "正文。"


def test_names_with_other_letters_and_slashes_and_strict_open_xml(tmp_path: Path) -> None:
    plain = _write(tmp_path / "plain.docx", f"<w:p>{_run('正文。')}</w:p>")
    _copy(plain, tmp_path / "a.docx", rename=lambda name: name.replace("word/", "Word\\"))
    assert read_document(tmp_path / "a.docx").text == "正文。"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    _copy(plain, tmp_path / "b.docx", names={nsdecls("w").split('"')[1]: strict})
    assert read_document(tmp_path / "b.docx").text == "正文。"


def _copy(old: Path, new: Path, relation="", names=None, rename=lambda name: name) -> None:  # type: ignore[no-untyped-def]
    """Writes `new`: `old` with one more relation of its main part, and other names."""
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/_rels/document.xml.rels" and relation:
                text = text.replace(b"</Relationships>", relation.encode())
            for before, after in (names or {}).items():
                text = text.replace(before.encode(), after.encode())
            target.writestr(rename(name), text)
