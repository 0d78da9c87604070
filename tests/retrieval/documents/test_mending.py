"""Characters of plain text that are certain to stand for others, and tables of one report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from retrieval.documents import document_of
from tests.retrieval.documents.shapes import complaint, read_document


def document(content: str, name: str = "a.txt") -> tuple[str, list[str]]:
    read = document_of(Path(name), content.encode())
    return read.text, [each.kind for each in read.mended]


@pytest.mark.parametrize(
    ("content", "text", "kind"),
    [
        (r"各位代表：\r\n现在报告。\r\n", "各位代表：\n现在报告。\n", "literal_line_ends"),
        (r"第一行\n第二行", "第一行\n第二行", "literal_line_ends"),
        (r"标题\t正文\u3000完", "标题\u3000正文\u3000完", "literal_blanks"),
        ("增长&nbsp;5&percnt;，&ldquo;十三五&rdquo;", "增长\xa05%，“十三五”", "entities"),
        ("抓好工作：\n??（一）创新。", "抓好工作：\n\u3000（一）创新。", "lost_blanks"),
        ("县长?? 吴?? 鹏", "县长\u3000 吴\u3000 鹏", "lost_blanks"),
    ],
)
def test_what_is_certain_is_mended_and_said(content: str, text: str, kind: str) -> None:
    assert document(content) == (text, [kind])


@pytest.mark.parametrize(
    "content",
    ["研发投入（R&D）增长；", r"见 C:\news\report.txt", "真的吗？？是的。", "A&B；C", "5??6"],
)
def test_the_rest_stays_as_it_is(content: str) -> None:
    assert document(content) == (content, [])


def test_a_table_with_one_report() -> None:
    table = '\ufeffyear,title,full_text\n2026,报告,"各位代表：\n现在，报告""工作""。"\n'
    assert document(table, "a.csv") == ('各位代表：\n现在，报告"工作"。', [])


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("a,full_text\n1,甲\n2,乙\n", "is a table of 2 records, not one report; save each"),
        ("年份,数量\n2026,3\n", "is a table without one column full_text; save the report itself"),
        ("text,正文\n甲,乙\n", "is a table without one column full_text"),
        ("a,full_text\n1\n", "is a table of 1 records, not one report"),
        ("full_text\n", "is a table of 0 records"),
        ('full_text\n"甲"乙\n', "is no table that can be read"),
    ],
)
def test_other_tables_are_refused_with_the_way_out(
    tmp_path: Path, table: str, expected: str
) -> None:
    (tmp_path / "a.csv").write_text(table, "utf-8")
    assert expected in complaint(tmp_path / "a.csv")


def test_a_table_is_read_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("full_text\n海边新建灯塔17座。\n", "utf-8")
    assert read_document(tmp_path / "a.csv").text == "海边新建灯塔17座。"


def test_a_long_report_in_a_table_changes_no_limit_for_others() -> None:
    before = csv.field_size_limit()
    text = "海边新建灯塔17座。" * (before // 10 + 1)
    assert len(text) > before
    assert document(f"full_text\n{text}\n", "a.csv")[0] == text
    document("full_text\n甲\n", "a.csv")
    assert csv.field_size_limit() >= before
