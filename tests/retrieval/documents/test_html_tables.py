"""Tables of pages: a row with its column heads and the words of its merged cells."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")

from tests.retrieval.documents.shapes import read_document


def _lines(tmp_path: Path, body: str) -> list[str]:
    (tmp_path / "a.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_document(tmp_path / "a.html").text.split("\n")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        # merged cells
        ("<tr><td rowspan=2>公共停车泊位<td>2022年<td>1200套<tr><td>2023年<td>1500套",
         ["公共停车泊位\t2022年\t1200套", "公共停车泊位\t2023年\t1500套"]),
        ("<tr><td>1200套<td rowspan='2 '>停车泊位<tr><td>1500套<tr><td>2<td>充电桩",
         ["1200套\t停车泊位", "1500套\t停车泊位", "2\t充电桩"]),
        ("<tbody><tr><td rowspan=0>甲<td>1<tr><td>2</tbody><tbody><tr><td>乙<td>3",
         ["甲\t1", "甲\t2", "乙\t3"]),
        ("<tbody><tr><td rowspan=9>甲<td>1</tbody><tbody><tr><td>乙<td>3",
         ["甲\t1", "乙\t3"]),
        ("<tr><td rowspan=3>甲<td rowspan=2>子<td>1<tr><td>2<tr><td>丑<td>3",
         ["甲\t子\t1", "甲\t子\t2", "甲\t丑\t3"]),
        ("<tr><td rowspan=2 colspan=2>甲<td>1<tr><td>2", ["甲\t1", "甲\t2"]),
        # heads
        ("<tr><th>项目<th>2022年<th>2023年<tr><td>泊位<td>1200个<td>1500个",
         ["项目\t2022年\t2023年", "项目 泊位\t2022年 1200个\t2023年 1500个"]),
        ("<tfoot><tr><td>合计<td>3</tfoot><thead><tr><td><b>区</b><td><b>个数</b></thead><tr><td>甲<td>1",
         ["区\t个数", "区 甲\t个数 1", "区 合计\t个数 3"]),
        ("<tr><th rowspan=2>区<th colspan=2>2022年<tr><th>增<th>减<tr><td>甲<td>1<td>2",
         ["区\t2022年", "区\t增\t减", "区 甲\t2022年 增 1\t2022年 减 2"]),
        ("<tr><td><td>2022年<td>2023年<tr><td>泊位<td>1200个<td>",
         ["2022年\t2023年", "泊位\t2022年 1200个"]),
        ("<tr><th>区<th>2022年<th>2023年<tr><td>甲<td colspan=2>3", ["区\t2022年\t2023年", "区 甲\t2022年 2023年 3"]),
        ("<tr><th>区<th>个<tr><td colspan=2>城六区<tr><td>甲<td>1", ["区\t个", "城六区", "区 甲\t个 1"]),
        # no heads: nothing says so, and a figure or a name is none
        ("<tr><td>区长<td>张三<tr><td>人口<td>300万", ["区长\t张三", "人口\t300万"]),
        ("<tr><td>泊位<td>1200个<tr><td>充电桩<td>300个", ["泊位\t1200个", "充电桩\t300个"]),
        ("<tr><th>泊位<th>1200个<tr><th>桩<th>3个", ["泊位\t1200个", "桩\t3个"]),
        ("<tr><td>甲<td><td>3<tr><td>乙<td>2<td>", ["甲\t\t3", "乙\t2"]),
        # what stands in a cell is one line
        ("<tr><td><p>轨道交通运营里程</p></td><td><p>145公里</p></td>", ["轨道交通运营里程\t145公里"]),
        ("<tr><td>轨道交通<br>运营里程<td><div>145</div><div>公里</div>", ["轨道交通 运营里程\t145 公里"]),
        ("<tr><td><ul><li>泊位<li>车位</ul><td>1个", ["泊位 车位\t1个"]),
        ("<tr><td>甲<!-- 注 -->乙<td><span>1</span>个", ["甲乙\t1个"]),
    ],
)  # fmt: skip
def test_a_row_is_one_line(tmp_path: Path, rows: str, lines: list[str]) -> None:
    assert _lines(tmp_path, f"<p>前。</p><table>{rows}</table><p>后。</p>") == [
        "前。",
        *lines,
        "后。",
    ]


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<table><caption>表1</caption><tr><td>甲<td>1</table>", ["表1", "甲\t1"]),
        ("<table><tr><td>第一段。<p>第二段。</table>", ["第一段。", "第二段。"]),
        ("<table><tr><td>栏目<td><table><tr><td>甲<td>1</table></table>", ["栏目", "甲\t1"]),
        (f"<table><tr><td>栏目<td><p>一、回顾</p><p>{'成绩很大。' * 50}</p></table>",
         ["一、回顾", "成绩很大。" * 50]),
    ],
)  # fmt: skip
def test_a_title_and_tables_that_place_the_parts_of_a_page(
    tmp_path: Path, page: str, lines: list[str]
) -> None:
    assert _lines(tmp_path, page) == lines


def test_a_row_of_many_spans_costs_no_more_than_its_cells(tmp_path: Path) -> None:
    cells = "<td rowspan=65534 colspan=1000>甲" * 300
    rows = _lines(tmp_path, f"<table><tr>{cells}{'<tr><td>乙' * 3_000}</table>")
    assert len(rows) == 3_001
    assert sum(map(len, rows)) < 1_000_000
