"""HTML: the report on a page that was saved from a web site.

lxml parses it (libxml2: bounded depth, no entities from outside, no network).  Which element holds
the report is decided here: readability-lxml and trafilatura, made for news, lose the shorter parts
where each part is an element of its own, and tables, lists and the title block above the text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree

from retrieval.documents.document import Document
from retrieval.documents.encoding import decode
from retrieval.documents.html.lines import lines_of_element
from retrieval.documents.html.main_content import main_element, title_lines, without_boilerplate
from retrieval.documents.plausibility import is_chinese
from retrieval.errors import SeedError
from retrieval.reports.lines import squeeze

__all__ = ["read"]

# Where browsers look for the encoding: the first 1,024 bytes; Chinese sites write more before it.
_HEAD = 4_096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# What pages call by the name of a part of it (WHATWG Encoding, 4.2).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
# A long report that Word saved has 20,000; each takes a quarter of a kilobyte once it is parsed.
_MOST_TAGS = 400_000
_CUT_OFF = "Excessive depth"


def read(file: Path, content: bytes) -> Document:
    """The report on the page in `content`, a paragraph a line.

    Raises SeedError where it cannot be decoded, is nested too deep, or shows no text.
    """
    if content.count(b"<") > _MOST_TAGS:
        message = (
            f"{file} has more than {_MOST_TAGS:,} tags, which no report needs; save the report as "
            "text, or take it away"
        )
        raise SeedError(message)
    source, encoding = _decoded(content)
    page = without_boilerplate(_parsed(file, source))
    body = main_element(page)
    lines = lines_of_element(body)
    text = "\n".join([*title_lines(page, body, lines), *lines])
    if not text.strip():
        message = f"{file} shows no text; save the page that shows the report, or take it away"
        raise SeedError(message)
    if "\ufffd" in text:
        place = squeeze(text[: text.index("\ufffd")])[-8:]
        message = (
            f"{file} cannot be decoded as {encoding} after “{place}”; save the report as UTF-8, "
            "or take it away"
        )
        raise SeedError(message)
    return Document(text, "html", encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    """The page as characters: as it declares, where that reads as Chinese; else as its bytes tell.

    Where neither does, characters that cannot be decoded become U+FFFD: one in a page's footer
    does no harm, and one in the report is found later.
    """
    found = _CHARSET.search(content[:_HEAD])
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    declared = _WIDER.get(declared, declared)
    try:
        # What tells the encoding in so many ASCII letters is not in UTF-16.
        declared = "utf-8" if declared.startswith("utf-16") else codecs.lookup(declared).name
        text = content.decode(declared, "replace")
    except (LookupError, UnicodeError):  # an encoding that Python has not, or none of text
        declared = "utf-8"
        text = content.decode(declared, "replace")
    if "\ufffd" not in text and is_chinese(text):
        return text, declared
    return decode(content) or (text, declared)


def _parsed(file: Path, source: str) -> Any:
    """The root of the page; raises SeedError where libxml2 gave up on its depth."""
    # huge_tree raises the depth that libxml2 allows from 256 to 2,048 elements: pages that never
    # close their <font> reach the former.  The size of the file is bounded already.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    root = etree.fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser)
    if any(_CUT_OFF in error.message for error in parser.error_log):
        message = f"{file} nests elements too deep; save the report as text, or take it away"
        raise SeedError(message)
    if root is None:
        message = f"{file} shows no text; save the page that shows the report, or take it away"
        raise SeedError(message)
    return root
