"""Documents made for the check: features of pages, Markdown and Word documents, crossed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from docx.oxml.ns import nsdecls

__all__ = ["MadePage", "MadeWord", "made_markdown", "made_pages", "made_words"]

_PROSE = (
    "过去一年，我们坚持稳中求进工作总基调，全力推动高质量发展，新增公共停车泊位1200个，轨道交通运营里程达到145公里。",
    "教育方面，新建幼儿园12所，新增学位3600个；卫生方面，新增床位1100张，家庭医生签约服务覆盖率达到52%。",
    "今年计划改造老旧小区36个，建成口袋公园24处，办好28件重要民生实事，确保完成全年目标任务。",
    "生态环境持续改善，PM2.5年均浓度下降到38微克/立方米，空气质量优良天数达到288天。",
)

# Pieces within a paragraph: what stands in the source.  What a person sees of them, the browser says.
_INLINE = {
    "struck": "<s>66</s>88家",
    "deleted": "<del>旧数97个</del>新数102个",
    "struck by style": '<span style="text-decoration:line-through">5.1%</span>6.4%',
    "struck by class": '<b class="gone">第3名</b>第2名',
    "hidden": '<span style="display:none">内部数据</span>公开数据',
    "hidden by class": '<i class="unseen">草稿</i>定稿',
    "hidden attribute": "<span hidden>秘密</span>公开",
    "invisible": '<span style="visibility:hidden">看不见</span>看得见',
    "inserted": "<ins>新增内容</ins>和<u>划线内容</u>",
    "entities": "&lt;规划&gt;&amp;&quot;方案&quot;&hellip;&#133;",
    "ruby": "王<b>灏</b>区长",
    "shadow": '<span style="text-shadow:0.3px 0 0 #000">加粗7788字样</span>',
    "latin": "推进 Internet plus 与 5G 网络",
    "letters": '<span style="font-family:monospace">3.14</span>万元',
}
_MATH = {
    "equation": "<math><mn>88.5</mn><mo>%</mo></math>",
    "product": "<math><mn>2</mn><mo>×</mo><mn>36</mn></math>",
}
_TABLES = {
    "heads": "<table><tr><th>项目</th><th>2022年</th><th>2023年</th></tr><tr><td>泊位</td><td>1201个</td><td>1502个</td></tr></table>",
    "rowspan": "<table><tr><th>项目</th><th>年份</th><th>数量</th></tr><tr><td rowspan=2>公共泊位</td><td>2022年</td><td>1200套</td></tr><tr><td>2023年</td><td>1500套</td></tr></table>",
    "colspan": "<table><thead><tr><th rowspan=2>区</th><th colspan=2>2022年</th></tr><tr><th>增</th><th>减</th></tr></thead><tbody><tr><td>甲</td><td>11</td><td>22</td></tr><tr><td>乙</td><td>33</td><td>44</td></tr></tbody></table>",
    "paragraphs": "<table><tr><th><p>指标</p></th><th><p>数值</p></th></tr><tr><td><p>轨道交通运营里程</p></td><td><p>145公里</p></td></tr></table>",
    "breaks": "<table><tr><th>指标</th><th>数值</th></tr><tr><td>轨道交通<br>运营里程</td><td>145<br>公里</td></tr></table>",
    "struck cells": "<table><tr><th>指标</th><th>数值</th></tr><tr><td>床位</td><td><s>900张</s>1100张</td></tr></table>",
    "foot": "<table><tfoot><tr><td>合计</td><td>7</td></tr></tfoot><thead><tr><th>街道</th><th>件数</th></tr></thead><tbody><tr><td rowspan=2>东坝</td><td>3</td></tr><tr><td>4</td></tr></tbody></table>",
}
_LAYOUTS = {
    "plain": "<p>{0}</p><p>{1}</p>",
    "divs": "<div>{0}</div><div><div>{1}</div></div>",
    "breaks": "{0}<br>{1}<br>",
    "list": "<ul><li>{0}</li><li>{1}</li></ul>",
    "section": "<section><h2>一、工作回顾</h2>{0}<h2>二、工作任务</h2><p>{1}</p></section>",
    "columns": '<div style="column-count:2;column-gap:24px;width:620px">{0}{1}</div>',
}
_STYLE = """
    .gone {text-decoration: line-through} .unseen {display: none} td, th {border: 1px solid; padding: 4px}
    body {font: 16px 'Noto Sans CJK SC'; line-height: 1.8} @media print {.unseen {display: none}}
    p:hover {display: none}
"""


@dataclass(frozen=True)
class MadePage:
    """A page; `features`: what is in it; `printable`: whether print shows the same in one order."""

    name: str
    features: tuple[str, ...]
    source: str
    printable: bool


@dataclass(frozen=True)
class MadeWord:
    """A Word document: its body, and what a person sees of it, line by line."""

    name: str
    features: tuple[str, ...]
    body: str
    seen: tuple[str, ...]


def made_pages() -> Iterator[MadePage]:
    """Pages in which each two inline features, each table and each layout meet."""
    chance = random.Random(37)  # noqa: S311 - the same documents each time
    pairs = list(combinations(_INLINE, 2))
    chance.shuffle(pairs)
    layouts, tables = list(_LAYOUTS), list(_TABLES)
    for number, pair in enumerate(pairs[:48]):
        layout = layouts[number % len(layouts)]
        table = tables[number % len(tables)] if number % 4 != 3 else ""
        math = list(_MATH)[number % 2] if number % 6 == 1 else ""
        prose = chance.sample(_PROSE, 2)
        first = prose[0].replace("，", f"，{_INLINE[pair[0]]}，", 1)
        second = prose[1].replace("，", f"，{_INLINE[pair[1]]}{_MATH.get(math, '')}，", 1)
        body = _LAYOUTS[layout].format(first, second) + _TABLES.get(table, "")
        page = f"<!DOCTYPE html><meta charset=utf-8><style>{_STYLE}</style><body>{body}"
        features = (*pair, layout, *filter(None, (table, math)))
        yield MadePage(f"page-{number:02}.html", features, page, not math)


def made_markdown() -> Iterator[MadePage]:
    """Markdown with the features that it has."""
    marks = {
        "struck": "~~66~~88家", "html": "<del>97</del>102个", "bold": "**重点**工作", "code": "`A1`项",
        "link": "[规划](http://a.cn)纲要", "style": '<span style="display:none">密</span>开',
    }  # fmt: skip
    blocks = {
        "table": "|项目|2022年|\n|-|-|\n|泊位|~~1~~1200个|", "list": "- 一是就业。\n- 二是教育。",
        "html table": _TABLES["rowspan"],
    }  # fmt: skip
    for number, (pair, block) in enumerate(
        (pair, block) for pair in combinations(marks, 2) for block in blocks
    ):
        if number % 3:
            continue
        first, second = _PROSE[number % 4], _PROSE[(number + 1) % 4]
        lines = [f"{marks[pair[0]]}，{first}", f"{second}{marks[pair[1]]}。", blocks[block]]
        yield MadePage(f"text-{number:02}.md", (*pair, block), "\n\n".join(lines), False)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


_MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
# What stands in a run, and what is seen of it.
_WORD = {
    "struck": (_run("66", "<w:strike/>") + _run("88家"), "88家"),
    "struck twice": (_run("97", "<w:dstrike/>") + _run("102个"), "102个"),
    "hidden": (_run("密", "<w:vanish/>") + _run("开"), "开"),
    "deleted": (f"<w:del w:id='1' w:author='x'>{_run('旧')}</w:del>" + _run("新"), "新"),
    "inserted": (f"<w:ins w:id='2' w:author='x'>{_run('增补')}</w:ins>", "增补"),
    "equation": (f"<m:oMath {_MATHS}><m:r><m:t>88.5%</m:t></m:r></m:oMath>", "88.5%"),
    "symbol": ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>95</w:t></w:r>", "≥95"),
    "bold": (_run("重点", "<w:b/>"), "重点"),
}


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr><w:tcW w:w='2000'/>{properties}</w:tcPr><w:p>{_run(text)}</w:p></w:tc>"


_FIRST = "<w:vMerge w:val='restart'/>"
_WORD_TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/><w:gridCol w:w='2000'/></w:tblGrid>"
    f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{_cell('项目')}{_cell('年份')}{_cell('数量')}</w:tr>"
    f"<w:tr>{_cell('泊位', _FIRST)}{_cell('2022年')}{_cell('1200套')}</w:tr>"
    f"<w:tr>{_cell('', '<w:vMerge/>')}{_cell('2023年')}{_cell('1500套')}</w:tr></w:tbl>"
)
_WORD_ROWS = (
    "项目\t年份\t数量",
    "项目 泊位\t年份 2022年\t数量 1200套",
    "项目 泊位\t年份 2023年\t数量 1500套",
)


def made_words() -> Iterator[MadeWord]:
    """Word documents in which each two features meet."""
    for number, pair in enumerate(combinations(_WORD, 2)):
        if number % 2:
            continue
        body, seen = "", []
        for at, feature in enumerate(pair):
            runs, shown = _WORD[feature]
            prose = _PROSE[(number + at) % 4]
            body += f"<w:p>{_run('其中，')}{runs}{_run('，' + prose)}</w:p>"
            seen.append(f"其中，{shown}，{prose}")
        if number % 4 == 0:
            body += _WORD_TABLE
            seen += _WORD_ROWS
        named = f"<w:body {nsdecls('w')}>{body}</w:body>"
        yield MadeWord(f"word-{number:02}.docx", pair, named, tuple(seen))
