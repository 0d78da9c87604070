"""Markdown: what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieval.documents.shapes import complaint, read_document


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 政府工作报告\n\n各位代表：", "政府工作报告\n各位代表："),
        ("政府工作报告\n====\n\n**增长**6.5%，`就业`[稳定](http://a.example)。", "政府工作报告\n增长6.5%，就业稳定。"),
        ("1. 就业\n2. 教育\n\n- 养老\n\n> 引文", "1. 就业\n2. 教育\n养老\n引文"),
        ("|指标|产值|\n|-|-|\n|2016年|4942|", "指标\t产值\n2016年\t4942"),
        ("    四个空格开头。\n\n　　全角空格开头。", "四个空格开头。\n全角空格开头。"),
        ("<div align=center>\n<b>朝阳区</b><br>报告\n</div>\n\n正文<br>换行&nbsp;", "朝阳区\n报告\n正文\n换行"),
        ("<!-- 注释 -->\n\n正文。![图](a.png)", "正文。"),
        ("---\ntitle: 报告\ndate: 2016-12-20\n---\n正文。", "正文。"),
        ("正文。\n\n---\n\n下文。", "正文。\n下文。"),
        ("```\n表格 样式\n```", "表格 样式"),
        ("硬换行  \n下一行", "硬换行\n下一行"),
        ("\ufeff# 报告\n", "报告"),
        ("总部<sup>10</sup>111家，5km<sup>2</sup>", "总部111家，5km2"),
        ("总部[^1]111家。\n\n[^1]: 双十工程：十项工程。\n[^甲]: 又一条。", "总部111家。\n1 双十工程：十项工程。\n甲 又一条。"),
        ("2\\*3，a_b_c，5*6", "2*3，a_b_c，5*6"),
    ],
)  # fmt: skip
def test_what_markdown_shows(tmp_path: Path, source: str, shown: str) -> None:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    assert read_document(tmp_path / "a.md").text == shown


def test_markdown_that_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- 无 -->\n", encoding="utf-8")
    assert "a.md holds no paragraph" in complaint(tmp_path / "a.md")


def test_quotations_in_one_another_are_read_or_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(">" * 50 + "正文。", encoding="utf-8")
    assert read_document(tmp_path / "a.md").text == "正文。"
    (tmp_path / "b.md").write_text(">" * 10_000 + "正文。", encoding="utf-8")
    assert "b.md holds no paragraph" in complaint(tmp_path / "b.md")
