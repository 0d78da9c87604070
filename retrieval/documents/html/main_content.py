"""Which element of a page holds the report, and what around it does not belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from retrieval.documents.html.lines import BLOCKS, lines_of_element
from retrieval.documents.marks import is_note_mark
from retrieval.reports.lines import lines_of, squeeze
from retrieval.reports.title_block import is_title, read_title_block

__all__ = ["main_element", "title_lines", "without_boilerplate"]

_HIDDEN_TAGS = """
    applet audio button canvas datalist del embed head iframe input map meta noscript object
    option rp rt script select style svg template textarea title video
"""
_NOT_SHOWN = frozenset(_HIDDEN_TAGS.split())
_BESIDE = frozenset(("aside", "footer", "nav"))
# What parts of a page beside its text are called, in English, pinyin and short forms.
_BESIDE_NAMES = """
    ad ads advert aside banner bdshare beian breadcrumb breadcrumbs comment comments copyright
    crumb crumbs dbx ewm erweima fenxiang foot footer fontsize friendlink header hot icp links
    location login mbx menu nav navbar navi navigation pager pagination path position print qr
    qrcode recommend relate related rmtj search share sharebox sidebar sitemap
    toolbar tools top topbar weizhi wzxx xgxx xgyd xiangguan zoom dqwz
"""
_NAMES = frozenset(_BESIDE_NAMES.split())
_ACTIVE = ("a", "button", "iframe", "img", "input", "script", "select")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_HAN = re.compile("[\u4e00-\u9fff]")
# Where the marks of footnotes lead that Word and other editors write.
_NOTE = re.compile("#_?(?:ftn|edn|fn|note)", re.IGNORECASE)
_CLAUSE = re.compile("[，,。；;！!？?：:]")
# A part of a page that holds this share of its prose is no furniture, whatever it is called.
_NO_FURNITURE = 0.05
# What holds more of it than this is the article, though it be hidden.
_HALF = 0.5
# Of what a list of links shows, this much stands in the links.
_LINKED = 0.6
# The element that holds the report holds nearly all prose of the page.
_NEARLY_ALL = 0.9
# Lines of a page's tools that stand within the element that holds the report.
_TOOLS = re.compile(
    r"扫一扫.{0,20}|分享(?:到|至)?[:：]?.{0,30}|(?:浏览|阅读|点击)(?:次数|量|数)[:：]?\d*次?"
    r"|【?字[体号][:：]?[【\[(（]?[大中小\s]+[】\])）]*(?:打印)?|[【\[]?(?:我要)?(?:打印|关闭|纠错|收藏)"
    r"(?:本页|页面|窗口|此页|本文)?[】\]]?(?:[【\[]?(?:打印|关闭)(?:本页|页面|窗口)?[】\]]?)?"
    r"|[上下]一[篇条页][:：].{0,60}|相关(?:链接|阅读|稿件|附件|文档|新闻)[:：]?"
    r"|.*ICP备\d+号.*|.*公网安备.*|返回(?:顶部|首页)"
)
# Lines of tools and of the site's licence have fewer Chinese characters.
_LONGEST_TOOL = 80
# A title within this many lines of the report's beginning is its own.
_TITLE_WITHIN = 10
# A path through a site that ends in 政府工作报告 is no title.
_PATH = re.compile("[>›»→|_]")
_OCCASION = re.compile("^[—-]{2}|会议|大会")


@dataclass(slots=True)
class _Measure:
    """What an element shows, in Chinese characters: all, in links, and in prose outside them."""

    shown: int = 0
    linked: int = 0
    prose: int = 0

    def add(self, text: str | None, in_link: bool) -> None:
        han = len(_HAN.findall(text or ""))
        self.shown += han
        self.linked += han * in_link
        self.prose += han * (not in_link and _CLAUSE.search(text or "") is not None)

    def add_all(self, other: _Measure) -> None:
        self.shown += other.shown
        self.linked += other.linked
        self.prose += other.prose


def without_boilerplate(root: Any) -> Any:
    """`root` without what it does not show, and without navigation, links, footers and tools.

    What is taken out leaves an empty element, so that the lines around it stay apart.
    """
    for node in list(root.iter(etree.Element)):
        if node.tag in _NOT_SHOWN or _is_note_mark(node):
            node.clear(keep_tail=True)
    measures = _measured(root)
    most = measures[root].prose
    for node, measure in measures.items():
        # Some sites hide an article until their scripts have run: it is no less the article.
        hidden = _is_hidden(node) and measure.prose <= _HALF * most
        beside = measure.prose <= _NO_FURNITURE * most and _is_furniture(node, measure)
        if hidden or beside or (measure.shown <= _LONGEST_TOOL and _is_tool(node)):
            node.clear(keep_tail=True)
    return root


def main_element(root: Any) -> Any:
    """The innermost element with nearly all prose of `root`.

    Where prose stands beside it in an element of the same kind, they are parts of one report, and
    the element around them is taken.
    """
    measures = _measured(root)
    node = root
    while True:
        prosy = [child for child in node.iterchildren(etree.Element) if measures[child].prose]
        inner = max(prosy, key=lambda child: measures[child].prose, default=None)
        if inner is None or inner.tag not in BLOCKS or inner.tag == "p":
            return node
        alike = [child for child in prosy if _looks(child) == _looks(inner)]
        if len(alike) > 1 or measures[inner].prose < _NEARLY_ALL * measures[node].prose:
            return node
        node = inner


def title_lines(root: Any, body: Any, lines: Sequence[str]) -> list[str]:
    """The title block of the report, where the page shows it above `body`; of lines that are none
    of it, title and occasion only.

    `lines` are those of `body`; where they begin with a title nothing is to be added.
    """
    if body is root or not lines or any(is_title(line) for line in lines[:_TITLE_WITHIN]):
        return []
    page = lines_of_element(root)
    above = page[: page.index(lines[0])] if lines[0] in page else []
    titles = [at for at, line in enumerate(above) if is_title(line) and not _PATH.search(line)]
    if not titles:
        return []
    above = above[titles[-1] :]
    text = "\n".join(above)
    if read_title_block(text, lines_of(text)).end == len(text):
        return above
    return [above[0], *filter(_OCCASION.search, above[1:])]


def _measured(root: Any) -> dict[Any, _Measure]:
    """What each element under `root` shows, and `root` itself, inner ones first."""
    measures: dict[Any, _Measure] = {}
    links = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        # An anchor without an address, or to a place in the page itself, is no link to others.
        is_link = node.tag == "a" and not node.get("href", "#").startswith("#")
        if event == "start":
            links += is_link
            continue
        measure = measures[node] = _Measure()
        measure.add(node.text, links > 0)
        for child in node:
            if child in measures:
                measure.add_all(measures[child])
            measure.add(child.tail, links > 0)
        links -= is_link
    return measures


def _is_hidden(node: Any) -> bool:
    return "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")) is not None


def _is_furniture(node: Any, measure: _Measure) -> bool:
    if node.tag in ("html", "body") or node.tag not in BLOCKS:
        return False
    # A heading may be called header too; what stands beside a text has something to click or see.
    named = not _names(node).isdisjoint(_NAMES) and next(node.iter(*_ACTIVE), None) is not None
    if node.tag not in _BESIDE and not named and measure.linked <= _LINKED * measure.shown:
        return False
    headings = node.iter("h1", "h2", "h3")
    return not any(is_title("".join(heading.itertext())) for heading in headings)


def _names(node: Any) -> set[str]:
    """The words of an element's class and id: nav, bar and navbar of `nav-bar navbar`."""
    names = f"{node.get('class', '')} {node.get('id', '')}"
    return {word.lower() for word in _WORD.findall(names)}


def _is_tool(node: Any) -> bool:
    if node.tag not in BLOCKS:
        return False
    text = squeeze("".join(node.itertext()))
    return _TOOLS.fullmatch(text) is not None


def _is_note_mark(node: Any) -> bool:
    raised = node.tag == "sup" or _NOTE.match(node.get("href", "")) is not None
    return raised and is_note_mark("".join(node.itertext()), _text_before(node))


def _text_before(node: Any) -> str:
    """The characters that stand right before an element, as far as its parent and siblings tell."""
    before = node.getprevious()
    if before is None:
        return node.getparent().text or ""
    return before.tail or "".join(before.itertext(etree.Element))


def _looks(node: Any) -> tuple[str, str]:
    return node.tag, node.get("class", "")
