"""The main content of a page: the element that holds the report, without boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from retrieval.documents.equations import equation
from retrieval.documents.html.appearance import unseen_and_struck
from retrieval.documents.html.lines import BLOCKS, lines_of_element
from retrieval.documents.layout import is_note_mark, superscript
from retrieval.reports.lines import lines_of, squeeze
from retrieval.reports.sentences import CLAUSE_END
from retrieval.reports.title_block import is_title, read_title_block

__all__ = ["main_element", "title_lines", "without_boilerplate"]

_HIDDEN_TAGS = """
    applet audio button canvas datalist embed head iframe input map meta noscript object
    option rp rt script select style svg template textarea title video
"""
_NOT_SHOWN = frozenset(_HIDDEN_TAGS.split())
_BOILERPLATE = frozenset(("aside", "footer", "nav"))
# Class names and ids of boilerplate, in English, pinyin and abbreviations.
_BOILERPLATE_NAMES = """
    ad ads advert aside banner bdshare beian breadcrumb breadcrumbs comment comments copyright
    crumb crumbs dbx ewm erweima fenxiang foot footer fontsize friendlink header hot icp links
    location login mbx menu nav navbar navi navigation pager pagination path position print qr
    qrcode recommend relate related rmtj search share sharebox sidebar sitemap
    toolbar tools top topbar weizhi wzxx xgxx xgyd xiangguan zoom dqwz
"""
_NAMES = frozenset(_BOILERPLATE_NAMES.split())
_ACTIVE = ("a", "button", "iframe", "img", "input", "script", "select")
# Where KaTeX and MathJax put the glyphs of an equation, and how far up they share an element with
# its MathML.
_AROUND = 3
_GLYPHS = frozenset(("katex-html", "MathJax", "MathJax_Preview", "mjx-math"))
# The words of names like `nav-bar`, `navBar` and `nav_bar`.
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_HAN = re.compile("[\u4e00-\u9fff]")
# Targets of the footnote marks that Word and other editors write.
_NOTE = re.compile("#_?(?:ftn|edn|fn|note)", re.IGNORECASE)
# An element with more than this share of the page's prose is no boilerplate, whatever its name.
_MOST_PROSE = 0.05
# An element with more than this share is the article, even if hidden.
_HALF = 0.5
# In a list of links this share of the text belongs to the links.
_LINKED = 0.6
# A figure of a table; dates stand in lists of other pages.
_FIGURE, _DATE = re.compile("[0-9]"), re.compile(r"\d{4}[-/.年]\d{1,2}.*")
# A cell with a figure is short, and in a few pieces.
_LONGEST_FIGURE, _PIECES = 30, 20
# The main content has nearly all prose of the page.
_NEARLY_ALL = 0.9
# Lines of page tools (sharing, printing, view counts) within the main content.
_TOOLS = re.compile(
    r"扫一扫.{0,20}|分享(?:到|至)?[:：]?.{0,30}|(?:浏览|阅读|点击)(?:次数|量|数)[:：]?\d*次?"
    r"|【?字[体号][:：]?[【\[(（]?[大中小\s]+[】\])）]*(?:打印)?|[【\[]?(?:我要)?(?:打印|关闭|纠错|收藏)"
    r"(?:本页|页面|窗口|此页|本文)?[】\]]?(?:[【\[]?(?:打印|关闭)(?:本页|页面|窗口)?[】\]]?)?"
    r"|[上下]一[篇条页][:：].{0,60}|相关(?:链接|阅读|稿件|附件|文档|新闻)[:：]?"
    r"|.*ICP备\d+号.*|.*公网安备.*|返回(?:顶部|首页)"
)
# Lines of tools and of the site's licence have no more characters, with the blanks of the source.
_LONGEST_TOOL_LINE = 400
# A title within the first lines of the main content is the title of the report.
_TITLE_WITHIN = 10
# Breadcrumbs that end in 政府工作报告 are no title.
_PATH = re.compile("[>›»→|_]")
_OCCASION = re.compile("^[—-]{2}|会议|大会")


class _Measure(NamedTuple):
    """The Chinese characters of an element: all, in links, and in prose outside links; all its
    characters; and its cells with figures."""

    shown: int = 0
    linked: int = 0
    prose: int = 0
    all: int = 0
    figures: int = 0


_NOTHING = _Measure()


def _measure(text: str | None, in_link: bool) -> _Measure:
    if not text or text.isspace():
        return _NOTHING
    han = len(_HAN.findall(text))
    prose = han * (not in_link and bool(CLAUSE_END.search(text)))
    return _Measure(han, han * in_link, prose, len(text))


def without_boilerplate(root: Any) -> Any:
    """`root` without invisible elements, navigation, link lists, footers and page tools.

    Elements are emptied rather than removed, so that the lines around them stay separate.
    """
    unseen, struck = unseen_and_struck(root)
    for node in struck:
        node.clear(keep_tail=True)
    _write_equations(root)
    for node in list(root.iter(etree.Element)):
        if node.tag in _NOT_SHOWN or _is_note_mark(node):
            node.clear(keep_tail=True)
        elif node.tag == "sup":
            above = "".join(node.itertext(etree.Element))
            if (shown := superscript(above, _text_before(node))) != above:
                node.clear(keep_tail=True)
                node.text = shown
    measures = _measured(root)
    most = measures[root].prose
    invisible = set(unseen)
    for node, measure in measures.items():
        # Some sites hide the article itself until their scripts have run.
        hidden = node in invisible and measure.prose <= _HALF * most
        beside = measure.prose <= _MOST_PROSE * most and _is_boilerplate(node, measure)
        if hidden or beside or (measure.all <= _LONGEST_TOOL_LINE and _is_tool(node)):
            node.clear(keep_tail=True)
    return root


def _write_equations(root: Any) -> None:
    """Puts each equation into its place as text, once: programs that set equations write them for
    screen readers (MathML) and again as pieces of glyphs."""
    equations = list(root.iter("math"))
    for node in equations:
        shown = equation(node)
        node.clear(keep_tail=True)
        node.text = shown
    near = {above for node in equations for above in islice(node.iterancestors(), _AROUND)}
    for node in root.iter(etree.Element):
        if node.getparent() in near and not _GLYPHS.isdisjoint(node.get("class", "").split()):
            node.clear(keep_tail=True)


def main_element(root: Any) -> Any:
    """The innermost element with nearly all prose of `root`.

    If a sibling of the same kind has prose too, both are parts of one report, and it is their
    parent.
    """
    measures = _measured(root)
    node = root
    while True:
        prosy = [child for child in node.iterchildren(etree.Element) if measures[child].prose]
        inner = max(prosy, key=lambda child: measures[child].prose, default=None)
        if inner is None or inner.tag not in BLOCKS or inner.tag == "p":
            return node
        kind = inner.tag, inner.get("class", "")
        # A table of figures below the text, outside the element with the prose.
        if any(measures[each].figures for each in inner.itersiblings(etree.Element)):
            return node
        alike = [child for child in prosy if (child.tag, child.get("class", "")) == kind]
        if len(alike) > 1 or measures[inner].prose < _NEARLY_ALL * measures[node].prose:
            return node
        node = inner


def title_lines(root: Any, body: Any, lines: Sequence[str]) -> list[str]:
    """The title block of the report if the page shows it above `body`, whose lines are `lines`.

    Empty if these begin with a title; title and occasion only if other lines are mixed in.
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
    """The measures of `root` and each element in it, inner ones first."""
    measures: dict[Any, _Measure] = {}
    links = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        # An anchor without an address, or one within the page, is no link to other pages.
        is_link = node.tag == "a" and not node.get("href", "#").startswith("#")
        if event == "start":
            links += is_link
            continue
        pieces = [_measure(node.text, links > 0)]
        for child in node:
            pieces += (measures.get(child, _NOTHING), _measure(child.tail, links > 0))
        measure = _Measure(*map(sum, zip(*pieces, strict=True)))
        if node.tag in ("td", "th") and not measure.figures and not measure.linked:
            measure = measure._replace(figures=_is_figure(node))
        measures[node] = measure
        links -= is_link
    return measures


def _is_figure(cell: Any) -> bool:
    """Whether `cell` holds a figure, not a date, in a row of several cells that has one above."""
    row = cell.getparent()
    group = row.getparent()
    below = row.getprevious() is not None
    if group.tag in ("thead", "tbody", "tfoot"):
        below = below or group.getprevious() is not None
    if not below or len(row) < 2:
        return False
    text = squeeze("".join(islice(cell.itertext(), _PIECES)))
    return len(text) <= _LONGEST_FIGURE and bool(_FIGURE.search(_DATE.sub("", text)))


def _is_boilerplate(node: Any, measure: _Measure) -> bool:
    if node.tag in ("html", "body") or node.tag not in BLOCKS:
        return False
    # A heading may be called header too; boilerplate contains something to click or see.
    words = _WORD.findall(f"{node.get('class', '')} {node.get('id', '')}")
    named = any(word.lower() in _NAMES for word in words)
    named = named and next(node.iter(*_ACTIVE), None) is not None
    linked = measure.linked > _LINKED * measure.shown
    if node.tag not in _BOILERPLATE and not named and not linked:
        return False
    headings = node.iter("h1", "h2", "h3")
    return not any(is_title("".join(heading.itertext())) for heading in headings)


def _is_tool(node: Any) -> bool:
    text = squeeze("".join(node.itertext())) if node.tag in BLOCKS else ""
    return _TOOLS.fullmatch(text) is not None


def _is_note_mark(node: Any) -> bool:
    raised = node.tag == "sup" or _NOTE.match(node.get("href", "")) is not None
    return raised and is_note_mark("".join(node.itertext()), _text_before(node))


def _text_before(node: Any) -> str:
    """The text directly before an element, in its parent or its preceding sibling."""
    before = node.getprevious()
    if before is None:
        return node.getparent().text or ""
    return before.tail or "".join(before.itertext(etree.Element))
