"""Equations in one line, from MathML (pages) and OMML (Word): 1/2, 10³, √2, (a+b)/c."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from retrieval.documents.layout import enclosed, lowered, raised

__all__ = ["equation"]

# A space that parts no numbers or Latin words.
_IDLE = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")

_Parts = Mapping[str, str]


def _fraction(above: str, below: str) -> str:
    # 2 1/2, not 21/2
    return f" {enclosed(above.strip())}/{enclosed(below.strip())} "


def _root(degree: str, of: str) -> str:
    return f"{raised(degree)}√{enclosed(of)}"


def _second(shape: Callable[[str], str]) -> Callable[[Sequence[str]], str]:
    return lambda each: each[0] + "".join(shape(text) for text in each[1:])


# What the elements of MathML with a fixed number of parts show; all others show their parts.
_MATHML: dict[str, Callable[[Sequence[str]], str]] = {
    "mfrac": lambda each: _fraction(*each),
    "msup": _second(raised),
    "msub": _second(lowered),
    "msubsup": lambda each: each[0] + lowered(each[1]) + raised(each[2]),
    "munder": _second(lowered),
    "mover": _second(raised),
    "munderover": lambda each: each[0] + lowered(each[1]) + raised(each[2]),
    "mroot": lambda each: _root(each[1], each[0]),
    "msqrt": lambda each: _root("", "".join(each)),
    "mtr": " ".join,
    "mtable": "; ".join,
}
# The parts of OMML have names.
_OMML: dict[str, Callable[[_Parts], str]] = {
    "f": lambda each: _fraction(each.get("num", ""), each.get("den", "")),
    "sSup": lambda each: each.get("e", "") + raised(each.get("sup", "")),
    "sSub": lambda each: each.get("e", "") + lowered(each.get("sub", "")),
    "sSubSup": lambda each: (
        each.get("e", "") + lowered(each.get("sub", "")) + raised(each.get("sup", ""))
    ),
    "rad": lambda each: _root(each.get("deg", ""), each.get("e", "")),
    "nary": lambda each: (
        each.get("chr", "∫")
        + lowered(each.get("sub", ""))
        + raised(each.get("sup", ""))
        + each.get("e", "")
    ),
}
_UNSEEN = ("annotation", "annotation-xml", "mphantom", "rPr", "ctrlPr", "none", "mprescripts")


def equation(element: Any, skipped: Callable[[Any], bool] = lambda _: False) -> str:
    """What `element` (`math` or `m:oMath`) shows; `skipped`: what is left out, such as struck text.

    Not recursive: equations may be nested as deep as the parser allows.
    """
    shown: dict[Any, str] = {}
    for _, node in etree.iterwalk(element, events=("end",)):
        name = _name(node)
        if name in _UNSEEN or skipped(node):
            shown[node] = ""
            continue
        parts = [(_name(child), shown.pop(child)) for child in node if child in shown]
        shown[node] = _shown(node, name, parts)
    return _IDLE.sub("", shown.get(element, ""))


def _shown(node: Any, name: str, parts: Sequence[tuple[str, str]]) -> str:
    texts = [text for _, text in parts]
    if name in _MATHML and _fits(name, texts):
        return _MATHML[name](texts)
    if name in _OMML:
        mark = next(node.iterfind("{*}naryPr/{*}chr"), None)
        of = dict(parts) | ({} if mark is None else {"chr": _value(mark)})
        return _OMML[name](of)
    if name == "d":
        begin, end = (_value(next(node.iterfind(f"{{*}}dPr/{{*}}{each}"), None), mark)
                      for each, mark in (("begChr", "("), ("endChr", ")")))  # fmt: skip
        return begin + "|".join(text for part, text in parts if part == "e") + end
    if name in ("mr", "m", "eqArr"):
        return (" " if name == "mr" else "; ").join(filter(None, texts))
    own = "".join(_own(node)) if not parts or name in ("mtext", "mi", "mn", "mo", "t") else ""
    return own + "".join(texts)


def _fits(name: str, texts: Sequence[str]) -> bool:
    due = {"mfrac": 2, "mroot": 2, "msubsup": 3, "munderover": 3}.get(name)
    return bool(texts) and due in (None, len(texts))


def _own(node: Any) -> Iterator[str]:
    if _name(node) in ("t", "mtext", "mi", "mn", "mo", "ms"):
        yield (node.text or "").strip() if _name(node) != "t" else node.text or ""


def _value(node: Any, otherwise: str = "") -> str:
    """The `m:val` of an element."""
    if node is None:
        return otherwise
    return next((value for key, value in node.attrib.items() if key.endswith("val")), otherwise)


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
