"""Markdown: what it shows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.retrieval.documents.shapes import complaint, read_document


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 政府工作报告\n\n各位代表：", "政府工作报告\n各位代表："),
        ("政府工作报告\n====\n\n**增长**6.5%，`就业`[稳定](http://a.example)。", "政府工作报告\n增长6.5%，就业稳定。"),
        ("1. 就业\n2. 教育\n\n- 养老\n\n> 引文", "1. 就业\n2. 教育\n养老\n引文"),
        ("|指标|产值|\n|-|-|\n|2016年|4942|", "指标\t产值\n指标 2016年\t产值 4942"),
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
        ("新增~~66~~88家，约5~6个", "新增88家，约5~6个"),
        ("新增<s>66</s>88家", "新增88家"),
        ("新增<del>6<b>6</b></del>88家", "新增88家"),
        ("新增<span style='text-decoration: line-through'>66</span>88家", "新增88家"),
        ("新增<span style=\"display:none\">66</span>88<i hidden>6</i>家", "新增88家"),
        ("新增~~66~~88家<sup>①</sup>，10<sup>4</sup>吨", "新增88家，10⁴吨"),
        ("|区|泊位|\n|-|-|\n|甲|1<br>个|", "区\t泊位\n区 甲\t泊位 1 个"),
    ],
)  # fmt: skip
def test_what_markdown_shows(tmp_path: Path, source: str, shown: str) -> None:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    assert read_document(tmp_path / "a.md").text == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<table>\n<tr><td rowspan=2>泊位</td><td>2022年</td><td>1个</td></tr>\n"
         "<tr><td>2023年</td><td>2个</td></tr>\n</table>", "泊位\t2022年\t1个\n泊位\t2023年\t2个"),
        ("<table>\n\n<tr><td>甲</td>\n\n<td>1</td></tr>\n\n</table>\n\n正文<s>6</s>。\n下行", "甲\t1\n正文。\n下行"),
        ("<div>新增<s>66</s>88家</div>\n\n# 标题\n\n|区|个|\n|-|-|\n|甲|1|", "新增88家\n标题\n区\t个\n区 甲\t个 1"),
        ("<p hidden>密</p>\n\n<style>.x{display:none}</style>\n\n<p>甲<b class=x>乙</b></p>", "甲"),
        ("<div><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>个</div>", "1/2个"),
    ],
)  # fmt: skip
def test_html_within_markdown_is_read_as_pages_are(tmp_path: Path, source: str, shown: str) -> None:
    pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    assert read_document(tmp_path / "a.md").text == shown


def test_without_the_extra_such_html_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "retrieval.documents.html.reader", None)
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.delitem(sys.modules, "retrieval.documents.html.reader")
    (tmp_path / "a.md").write_text("<table><tr><td>甲</td></tr></table>", encoding="utf-8")
    assert "files of .md need the extra `formats`" in complaint(tmp_path / "a.md")
    (tmp_path / "b.md").write_text("<div align=center>\n正文。\n</div>", encoding="utf-8")
    assert read_document(tmp_path / "b.md").text == "正文。"


def test_markdown_that_shows_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- 无 -->\n", encoding="utf-8")
    assert "a.md holds no paragraph" in complaint(tmp_path / "a.md")


def test_quotations_in_one_another_are_read_or_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(">" * 50 + "正文。", encoding="utf-8")
    assert read_document(tmp_path / "a.md").text == "正文。"
    (tmp_path / "b.md").write_text(">" * 10_000 + "正文。", encoding="utf-8")
    assert "b.md holds no paragraph" in complaint(tmp_path / "b.md")
