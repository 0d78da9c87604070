"""A file that cannot be used is named with the reason, and the rest is served."""

from __future__ import annotations

from pathlib import Path

import pytest

import retrieval
from tests.conftest import REPORT, SEEDS
from tests.other_report import OTHER_REPORT

LIGHTHOUSES = "海边新建灯塔17座。"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.docx", b"PK\x03\x04 cut off", "a.docx"),
        ("a.pdf", b"%PDF-1.7 cut off", "a.pdf"),
        ("a.txt", b"\x89PNG\r\n", "a.txt"),
        ("a.txt", b"", "holds no paragraph"),
        ("b.txtx.md", b"%PDF-1.7", "b.txtx.md"),
        ("c.txt", LIGHTHOUSES.encode(), "is the same file as b.txt"),
    ],
)
def test_the_rest_is_served(tmp_path: Path, name: str, content: bytes, complaint: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_bytes(LIGHTHOUSES.encode())
    library = retrieval.load(tmp_path)
    (fault,) = library.faults
    assert complaint in fault
    assert library.ask("灯塔新建了多少座").hits[0].excerpt == LIGHTHOUSES


def test_what_is_cited_stands_in_the_extracted_text_on_its_page(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="needs the extra `formats`")
    from tests.retrieval.documents.prints import Print

    text = (SEEDS / REPORT).read_text("utf-8")
    lines = [line.strip(" \u3000\xa0\r") for line in text.split("\n")]
    Print().write(tmp_path / "r.pdf", [line for line in lines if line][2:], centred=1)
    library = retrieval.load(tmp_path)
    hit = library.ask("新增了多少停车位").hits[0]
    report = library.report("r")
    assert report.text[hit.location.start : hit.location.end] == hit.excerpt
    assert "2.64万个" in hit.excerpt
    page = hit.as_dict()["page"]
    assert page == hit.location.page == report.page(hit.location.start)
    assert 2 < page < len(report.pages)


@pytest.mark.slow
def test_many_tiny_files_are_served(tmp_path: Path) -> None:
    for number in range(60, 120):  # enough to see that none is in the way of another
        (tmp_path / f"{number}.txt").write_text(f"第{number}号灯塔高{number}米。\n", "utf-8")
    library = retrieval.load(tmp_path)
    assert len(library.metadata) == 60
    best = library.sentences("117号灯塔", 1)[0]
    assert (best.location.report, best.excerpt) == ("117.txt", "第117号灯塔高117米。")


def test_files_of_one_name_but_for_the_suffix_are_not_both_served(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(LIGHTHOUSES.encode())
    (tmp_path / "b.md").write_bytes("另一份报告。".encode())
    (fault,) = retrieval.load(tmp_path).faults
    assert "b.txt is called as b.md is, but for the suffix" in fault


def test_files_that_nobody_reads_and_folders_are_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(LIGHTHOUSES.encode())
    for name in ("a.doc", "a.ofd", "a.wps", "a.mhtml", "a.xlsx", "notes.rst", ".hidden.doc"):
        (tmp_path / name).write_bytes(b"content")
    (tmp_path / "old").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "old" / "c.txt").write_bytes(LIGHTHOUSES.encode())
    said = dict(
        fault.removeprefix(f"{tmp_path}/").split(" ", 1)
        for fault in retrieval.load(tmp_path).faults
    )
    assert said == {
        "a.doc": "is not read (.doc); open it and save it as .docx",
        "a.mhtml": "is not read (.mhtml); save the page as HTML only, or its text as .txt",
        "a.ofd": "is not read (.ofd); print it to a PDF with a text layer, or save its text as .txt",
        "a.wps": "is not read (.wps); open it and save it as .docx",
        "a.xlsx": "is not read (.xlsx); save the report itself as UTF-8 text (.txt)",
        "old": "is a folder, and is not read; move the reports in it one folder up",
    }


def test_a_folder_with_nothing_but_such_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"content")
    with pytest.raises(retrieval.SeedError, match=r"holds no report.*save it as \.docx"):
        retrieval.load(tmp_path)


def test_a_bad_line_of_own_words_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(LIGHTHOUSES + "渔港扩建3处。", "utf-8")
    (tmp_path / "b.own.phrasings.txt").write_text(
        "> 海边新建灯塔\n夜里照亮船的那些高塔\n> 旧版里的句子\n没有着落的问法\n又一个\n> 渔港扩建\n船停哪儿\n",
        "utf-8",
    )
    (tmp_path / "own.lexicon.txt").write_text("没有箭头\n大亮灯 → 灯塔\n", "utf-8")
    (tmp_path / "own.examples.txt").write_bytes(b"\xff\n")
    for _ in range(2):  # made, and read from the cache
        library = retrieval.load(tmp_path)
        examples, lexicon, phrasing = library.faults
        assert "own.examples.txt, line 1: not UTF-8" in examples
        assert "own.lexicon.txt, line 1: needs one arrow" in lexicon
        assert "b.own.phrasings.txt, line 3: '旧版里的句子' stands in no sentence" in phrasing
        assert LIGHTHOUSES in library.ask("夜里照亮船的那些高塔").hits[0].excerpt
        assert library.ask("船停哪儿").hits[0].excerpt == "渔港扩建3处。"


def test_a_home_place_of_which_there_is_no_report_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(OTHER_REPORT, "utf-8")
    (fault,) = retrieval.load(tmp_path, home="火星市").faults
    assert fault == "HOME_PLACE 火星市: no report is of this place; there is 岱山县"
    assert retrieval.load(tmp_path, home="岱山").faults == ()
