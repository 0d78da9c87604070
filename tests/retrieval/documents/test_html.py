"""Pages: what belongs to a report on them, and what does harm."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")

from retrieval.documents import Document
from tests.retrieval.documents.pages import modern_page
from tests.retrieval.documents.shapes import LINES, complaint, read_document

_PROSE = "区十五届人大一次会议以来，我们深入贯彻新发展理念，经济社会发展取得新的成绩。"


def _read(tmp_path: Path, page: str, encoding: str = "utf-8") -> Document:
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    return read_document(tmp_path / "a.html")


def _lines(tmp_path: Path, page: str) -> list[str]:
    return _read(tmp_path, page).text.split("\n")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、回顾</p><p>成绩很大。</p>", ["一、回顾", "成绩很大。"]),
        ("一、回顾<br>成绩很大。<br/><br>", ["一、回顾", "成绩很大。"]),
        ("<p>增长<b>6.5</b><span>%</span>，\n      就业</p>", ["增长6.5%，就业"]),
        ("<p>推进Internet\n plus行动</p>", ["推进Internet plus行动"]),
        ("<p>&nbsp;&nbsp;王&nbsp;&nbsp;灏&emsp;</p>", ["王  灏"]),
        ("<p>甲<!-- 注 -->乙<script>x()</script>丙</p>", ["甲乙丙"]),
        ("<p>甲<del>乙</del><ruby>灏<rp>(</rp><rt>hào</rt><rp>)</rp></ruby></p>", ["甲灏"]),
        ("<p>第一段。<p>第二段。<div>第三段。", ["第一段。", "第二段。", "第三段。"]),
        ("<table><tr><td>指标</td><td>2016年</td></tr><tr><td>产值</td><td>4942</td></tr></table>",
         ["指标\t2016年", "指标 产值\t2016年 4942"]),
        ("<pre>第一行，\n　　第二行。</pre>", ["第一行，", "第二行。"]),
        ("<p>甲</p><p hidden>乙</p><p style='Display: NONE'>丙</p>", ["甲"]),
        ("<ul><li>一是就业。</li><li>二是教育。</li></ul>", ["一是就业。", "二是教育。"]),
        ("<p><a name='_Toc1'>一、回顾</a></p><p>成绩。</p>", ["一、回顾", "成绩。"]),
        ("<p>总部<sup>10</sup>111家，占地<i>5</i>km<sup>2</sup></p>", ["总部111家，占地5km2"]),
        ("<p>总部<a href='#_ftn1'><span>[1]</span></a>111家</p>", ["总部111家"]),
        ("<p>第<sup>3</sup><b><sup>①</sup></b>条<sup>上标文字</sup></p>", ["第条上标文字"]),
        ("&#x4e00;&#12289;&lt;回顾&gt;", ["一、<回顾>"]),
    ],
)  # fmt: skip
def test_what_a_page_shows(tmp_path: Path, body: str, lines: list[str]) -> None:
    assert _lines(tmp_path, f"<html><body>{body}</body></html>") == lines


def test_nothing_of_a_report_in_parts_of_unequal_length_is_lost(tmp_path: Path) -> None:
    parts = "".join(
        f'<div class="part"><h3>{title}</h3>{f"<p>{_PROSE}</p>" * often}</div>'
        for title, often in (("一、回顾", 40), ("二、任务", 3), ("结束语", 1))
    )
    text = _read(tmp_path, f"<body><div>{parts}</div></body>").text
    assert text.count(_PROSE) == 44
    assert [line for line in text.split("\n") if line != _PROSE] == [
        "一、回顾",
        "二、任务",
        "结束语",
    ]


def test_an_article_that_bears_the_name_of_a_sidebar_stays(tmp_path: Path) -> None:
    page = (
        f'<body class="top"><div id="header-nav" class="share links"><p>{_PROSE}</p></div></body>'
    )
    assert _lines(tmp_path, page) == [_PROSE]


def test_a_heading_that_is_called_header_stays(tmp_path: Path) -> None:
    body = f'<div class="header">一、回顾</div>{f"<p>{_PROSE}</p>" * 30}'
    assert _lines(tmp_path, f"<body>{body}</body>")[0] == "一、回顾"


def test_an_article_that_is_hidden_until_scripts_have_run_is_shown(tmp_path: Path) -> None:
    hidden = "visibility: hidden; opacity: 0;"
    page = f'<body><div id="js_content" style="{hidden}"><p>{_PROSE}</p></div><p>赞</p></body>'
    assert _lines(tmp_path, page) == [_PROSE]


def test_a_paragraph_full_of_links_stays_and_lists_of_links_go(tmp_path: Path) -> None:
    linked = (
        "贯彻<a href='/1'>《规划纲要》</a>和<a href='/2'>《行动方案》</a>，狠抓落实，务求实效。"
    )
    related = "".join(
        f"<li><a href='/{n}'>关于第{n}号文件的解读，欢迎阅读。</a></li>" for n in range(9)
    )
    page = f"<body><div><p>{_PROSE}</p><p>{linked}</p><ul>{related}</ul></div></body>"
    assert _lines(tmp_path, page) == [
        _PROSE,
        "贯彻《规划纲要》和《行动方案》，狠抓落实，务求实效。",
    ]


def test_the_title_block_above_the_element_with_the_text(tmp_path: Path) -> None:
    page = f"""<body><div class="crumb"><a href="/">首页</a>&gt;<a href="/a">公开</a>&gt;政府工作报告</div>
    <h1>2017年朝阳区政府工作报告</h1><div class="info">来源：区政府办</div>
    <div>——2016年12月20日在朝阳区第十六届人民代表大会第一次会议上</div>
    <div class="share">分享到：<a href="#">微信</a></div>
    <div class="content">{f"<p>{_PROSE}</p>" * 9}</div></body>"""
    assert _lines(tmp_path, page)[:-9] == [
        "2017年朝阳区政府工作报告",
        "来源：区政府办",
        "——2016年12月20日在朝阳区第十六届人民代表大会第一次会议上",
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "gb18030"),  # a page that was converted and still says what it was
        ("gb2312", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("no-such-thing", "gb18030"),
        ("", "gb18030"),
        ("utf-16", "utf-8"),
    ],
)
def test_the_encoding_that_a_page_declares_may_be_wrong(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    page = modern_page(LINES).replace('charset="utf-8"', f'charset="{declared}"')
    document = _read(tmp_path, page, encoding)
    assert LINES[-1] in document.text
    assert "\ufffd" not in document.text


def test_a_table_of_figures_beside_the_element_with_the_text_stays_and_a_list_of_dates_goes(
    tmp_path: Path,
) -> None:
    text = f"<div class=text>{f'<p>{_PROSE}</p>' * 9}</div>"
    table = "<table><tr><td>指标<td>2016年<tr><td>产值<td>4942亿元</table>"
    rows = ["指标\t2016年", "指标 产值\t2016年 4942亿元"]
    assert _lines(tmp_path, f"<body>{text}<div>{table}</div></body>")[-2:] == rows
    dates = "<table><tr><td>上一条<td>2017-01-04 10:20<tr><td>下一条<td>2017年1月6日</table>"
    views = "<table><tr><td>浏览次数<td>1234</table>"
    assert _lines(tmp_path, f"<body>{text}<div>{dates}{views}</div></body>") == [_PROSE] * 9


def test_a_byte_that_cannot_be_decoded_matters_only_in_the_report(tmp_path: Path) -> None:
    page = modern_page(LINES).encode("gb18030").replace(b"utf-8", b"gb2312")
    footer = "主办".encode("gb18030")
    (tmp_path / "a.html").write_bytes(page.replace(footer, footer + b"\xff"))
    assert LINES[-1] in read_document(tmp_path / "a.html").text
    inside = "五年工作回顾".encode("gb18030")
    (tmp_path / "b.html").write_bytes(page.replace(inside, inside[:-2] + b"\xff\xff", 1))
    assert "b.html cannot be decoded as gb18030 after “意见。五年工作回”" in complaint(
        tmp_path / "b.html"
    )


def test_nothing_is_read_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
        f'<html><head><link rel="import" href="file://{tmp_path}/secret"></head>'
        f'<body><p>正文。&x;</p><iframe src="file://{tmp_path}/secret"></iframe></body></html>'
    )
    assert "秘密" not in _read(tmp_path, page).text


def test_deep_nesting_is_read_or_refused_never_cut_off(tmp_path: Path) -> None:
    unclosed = "<body>" + f"<p><font><b>{_PROSE}" * 300  # never closed: 600 deep
    assert _read(tmp_path, unclosed).text.count(_PROSE) == 300
    deep = "<body>" + "<div>" * 100_000 + _PROSE
    (tmp_path / "b.html").write_text(deep, encoding="utf-8")
    assert "b.html nests elements too deep" in complaint(tmp_path / "b.html")


def test_a_page_with_pictures_in_it_is_read_and_one_of_countless_tags_is_not(
    tmp_path: Path,
) -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 15_000_000}">'
    assert _lines(tmp_path, f"<body>{picture}<p>{_PROSE}</p></body>") == [_PROSE]
    (tmp_path / "b.html").write_text("<p>" * 200_001, encoding="utf-8")
    assert "b.html has more than 200,000 tags" in complaint(tmp_path / "b.html")


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<body><script>1</script></body>", "<!-- 无 -->", "<p> &nbsp;</p>", "\0"],
)
def test_a_page_that_shows_nothing(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "a.html shows no text" in complaint(tmp_path / "a.html")
