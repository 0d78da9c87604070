"""HTML: the report on a page saved from a web site.

Parsed with lxml (libxml2: bounded depth, no external entities, no network).  The main content is
found by own code: readability-lxml and trafilatura, made for news, lose shorter parts that are
elements of their own, tables, lists, and the title block above the text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree

from retrieval.documents.document import Document
from retrieval.documents.files import refusal
from retrieval.documents.html.appearance import TooManyRules
from retrieval.documents.html.lines import lines_of_element
from retrieval.documents.html.main_content import main_element, title_lines, without_boilerplate
from retrieval.documents.text import decode, is_chinese
from retrieval.reports.lines import squeeze

__all__ = ["read"]

# Browsers look for the encoding in the first 1,024 bytes; on Chinese sites it may come later.
_HEAD = 4_096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# Encodings that are declared by the name of a subset (WHATWG Encoding, 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
# A long report saved by Word has 20,000; each takes a quarter of a kilobyte when parsed, and 30
# microseconds to read.
_MOST_TAGS = 200_000
# Character references to the range that Unicode has for controls: 128 to 159.
_C1 = re.compile("&#(?:0*(12[89]|1[345][0-9])|[xX]0*([89][0-9a-fA-F]));?")
# The beginning of libxml2's message.
_TOO_DEEP = "Excessive depth"


def read(file: Path, content: bytes) -> Document:
    """The report on the page in `content`, one paragraph a line.

    Raises SeedError if it cannot be decoded, is nested too deep, or shows no text.
    """
    if content.count(b"<") > _MOST_TAGS:
        problem = f"has more than {_MOST_TAGS:,} tags, which no report needs"
        raise refusal(file, problem, "save the report as text")
    source, encoding = _decoded(content)
    root = _parsed(file, source)
    try:
        page = without_boilerplate(root)
    except TooManyRules as error:
        raise refusal(file, str(error), "save the report as text") from error
    body = main_element(page)
    lines = lines_of_element(body)
    text = "\n".join([*title_lines(page, body, lines), *lines])
    if not text.strip():
        raise refusal(file, "shows no text", "save the page that shows the report")
    if "\ufffd" in text:
        before = squeeze(text[: text.index("\ufffd")])[-8:]
        problem = f"cannot be decoded as {encoding} after “{before}”"
        raise refusal(file, problem, "save the report as UTF-8")
    return Document(text)


def lines_of_source(file: Path, source: str) -> list[str]:
    """The lines of the HTML `source`, which was made of `file`; all of it is the report."""
    return lines_of_element(without_boilerplate(_parsed(file, source)))


def _decoded(content: bytes) -> tuple[str, str]:
    """The characters of the page, and their encoding: the declared one if the result looks
    Chinese, else the one that is detected.

    If there is none, undecodable bytes become U+FFFD: one in the footer of a page does no harm,
    and one in the report is found later.
    """
    found = _CHARSET.search(content[:_HEAD])
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    declared = _WIDER.get(declared, declared)
    try:
        # A declaration that is legible as ASCII is not in UTF-16.
        declared = "utf-8" if declared.startswith("utf-16") else codecs.lookup(declared).name
        text = content.decode(declared, "replace")
    except (LookupError, UnicodeError):  # unknown to Python, or no text encoding
        declared = "utf-8"
        text = content.decode(declared, "replace")
    if "\ufffd" not in text and is_chinese(text):
        return text, declared
    try:
        return decode(content)
    except UnicodeDecodeError:
        return text, declared


def _parsed(file: Path, source: str) -> Any:
    """The root element of the page; raises SeedError if it is nested too deep for libxml2."""
    # huge_tree raises the limit of depth from 256 to 2,048 elements: pages that never close their
    # <font> reach the former.  The size of the file is limited already.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    # Browsers take &#133; for the … of windows-1252 (HTML, 13.2.5.80).
    source = _C1.sub(_windows, source)
    root = etree.fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser)
    if any(_TOO_DEEP in error.message for error in parser.error_log):
        raise refusal(file, "nests elements too deep", "save the report as text")
    if root is None:
        return etree.Element("html")
    return root


def _windows(reference: re.Match[str]) -> str:
    decimal, hexadecimal = reference.groups()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return bytes([code]).decode("windows-1252", "replace")
