"""Which text of a Word document is hidden or struck out, by itself or by its styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from retrieval.documents.docx.values import is_on, value_at

__all__ = ["Appearance"]

_PROPERTIES = qn("w:rPr")
# Hidden text; text with one line or two through it.
_UNSEEN = ("w:vanish", "w:strike", "w:dstrike")


class Appearance:
    """The styles of a document as far as they leave text out."""

    def __init__(self, styles: Any) -> None:
        """`styles`: the root element of the part with the styles, or None."""
        found = () if styles is None else styles.iterchildren(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in found}
        defaults = (name for name, style in self._styles.items() if _is_default(style))
        self._default: str | None = next(defaults, None)
        self._last: tuple[Any, str | None] = None, None
        self._of_styles: dict[tuple[str | None, str], bool] = {}

    def is_unseen(self, run: Any) -> bool:
        """Whether the text of `run` (an element with w:rPr) is hidden or struck out."""
        own = run.find(_PROPERTIES)
        return any(self._is_on(run, own, name) for name in _UNSEEN)

    def style_name(self, paragraph: Any) -> str:
        """The name of the paragraph's style, in lower case; empty without one."""
        style = self._styles.get(value_at(paragraph, "w:pPr/w:pStyle") or self._default)
        return ((value_at(style, "w:name") if style is not None else None) or "").lower()

    def _is_on(self, run: Any, own: Any, name: str) -> bool:
        said = None if own is None else own.find(qn(name))
        if said is not None:
            return is_on(said)
        # Properties of this kind are toggled: on in both styles is off (ECMA-376, 17.7.3).
        character = None if own is None else value_at(own, "w:rStyle")
        paragraph = next(run.iterancestors(qn("w:p")), None)
        of = self._style_of(paragraph) or self._default
        return self._style(character, name) != self._style(of, name)

    def _style_of(self, paragraph: Any) -> str | None:
        """The style that `paragraph` names; looked for once, not for each of its runs."""
        if paragraph is not self._last[0]:
            named = None if paragraph is None else value_at(paragraph, "w:pPr/w:pStyle")
            self._last = paragraph, named
        return self._last[1]

    def _style(self, style: str | None, name: str) -> bool:
        """Whether `style`, or the nearest one that it is based on, has the property on."""
        key = style, name
        if key not in self._of_styles:
            said = (each.find(f"{_PROPERTIES}/{qn(name)}") for each in self._based(style))
            first = next((each for each in said if each is not None), None)
            self._of_styles[key] = first is not None and is_on(first)
        return self._of_styles[key]

    def _based(self, style: str | None) -> Iterator[Any]:
        seen: set[str | None] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value_at(self._styles[style], "w:basedOn")


def _is_default(style: Any) -> bool:
    said = style.get(qn("w:type")), style.get(qn("w:default"))
    return said == ("paragraph", "1")
