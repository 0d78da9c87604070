"""HTML as saved from a web site: the article alone, without what surrounds it on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from retrieval.errors import SeedError
from retrieval.formats.encoding import decode

__all__ = ["html_text"]

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# gb2312 is what pages call GBK and GB18030 as well; the widest of the three reads all.
_CALLED = {"gb2312": "gb18030", "gbk": "gb18030"}
_BEGINNING = 4_096
# What shows nothing, or is no part of any article.
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "svg", "head", "nav", "footer",
    "aside", "form", "button", "select", "input", "textarea",
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
        "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
# The element that holds this much of the page's text that is no link holds the article: what is
# left is the date, the source and the like.
_MOST_OF_IT = 0.8
# Elements by which pages hide or mark what is around the article.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|breadcrumb|crumbs?|footer|copyright|share|sidebar|related|toolbar|"
    r"pagination|qrcode|banner|login|search)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")


def html_text(file: Path, content: bytes) -> str:
    """The text of the article in `file`, a line a paragraph.

    Nothing that the page refers to is fetched.  Raises SeedError where there is no article.
    """
    page = _parsed(file, content)
    for element in page.xpath("|".join(f"//{name}" for name in _DROPPED)):
        element.drop_tree()
    for element in list(page.iter()):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        inside = element.getparent() is not None and element.tag not in ("html", "body")
        if inside and _AROUND.search(named) and not _holds_most(element, page):
            element.drop_tree()
    article = _article(page)
    lines = [line for line in _lines(article) if line]
    title = _title(page, article)
    if title and title not in lines:
        lines.insert(0, title)
    if not lines:
        message = f"{file} shows no text; save the page of the report itself, or its text"
        raise SeedError(message)
    return "\n".join(lines) + "\n"


def _parsed(file: Path, content: bytes) -> html.HtmlElement:
    said = _CHARSET.search(content[:_BEGINNING])
    text = None
    if said:
        name = said[1].decode("ascii").lower()
        try:
            text = content.decode(_CALLED.get(name, name))
        except (LookupError, UnicodeDecodeError):
            text = None  # pages say one thing and are another
    text = decode(file, content) if text is None else text
    # An encoding that a declaration in text names is refused by the parser.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.removeprefix("\ufeff"))
    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        page = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        message = f"{file} is no HTML that can be read; save the page anew, or its text"
        raise SeedError(message) from error
    return page


def _own_text(element: html.HtmlElement) -> int:
    """Characters of `element` that are no links: menus are links, articles are not."""
    whole = len("".join(element.itertext()).split())
    letters = len("".join("".join(element.itertext()).split()))
    links = sum(len("".join("".join(link.itertext()).split())) for link in element.iter("a"))
    return letters - links if whole else 0


def _holds_most(element: html.HtmlElement, page: html.HtmlElement) -> bool:
    return _own_text(element) > _own_text(page) / 2


def _article(page: html.HtmlElement) -> html.HtmlElement:
    """The innermost element that holds most of what is no link."""
    article = page.find("body") if page.find("body") is not None else page
    while True:
        whole = _own_text(article)
        inner = [each for each in article if isinstance(each.tag, str) and each.tag in _BLOCKS]
        best = max(inner, key=_own_text, default=None)
        if best is None or whole == 0 or _own_text(best) < _MOST_OF_IT * whole:
            return article
        article = best


def _title(page: html.HtmlElement, article: html.HtmlElement) -> str:
    """The heading of the page, where it stands outside the article."""
    for heading in page.iter("h1"):
        if article not in heading.iterancestors():
            return _squeezed("".join(heading.itertext()))
    return ""


def _lines(article: html.HtmlElement) -> Iterator[str]:
    """The text of `article`, a line a block; white space as a browser shows it."""
    pieces: list[str] = []
    for part in _pieces(article):
        if part == "\n":
            yield _squeezed("".join(pieces))
            pieces.clear()
        else:
            pieces.append(part)
    yield _squeezed("".join(pieces))


def _pieces(element: html.HtmlElement) -> Iterator[str]:
    """The words of `element` in order, with a line end around blocks and at breaks."""
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:
        each, done = stack.pop()
        block = each.tag in _BLOCKS
        if done:
            if block:
                yield "\n"
            elif each.tag in ("td", "th"):
                yield " "
            if each is not element and each.tail:
                yield _BLANKS.sub(" ", each.tail)
            continue
        if each.tag == "br" or block:
            yield "\n"
        if each.text:
            yield _BLANKS.sub(" ", each.text)
        stack.append((each, True))
        stack += [(child, False) for child in reversed(each) if isinstance(child.tag, str)]


def _squeezed(text: str) -> str:
    """`text` with single spaces, none at its ends."""
    return _BLANKS.sub(" ", text).strip(" \u3000")
