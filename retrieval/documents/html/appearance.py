"""What a page's own styles leave unseen or strike out; styles in other files are not fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cssselect2
import tinycss2
from lxml import etree

from retrieval.documents.styles import (
    STRUCK_TAGS,
    declarations,
    is_struck,
    is_tiny,
    is_unseen,
    may_matter,
)

__all__ = ["TooManyRules", "unseen_and_struck"]

# Characters of style sheets: a page saved with all those of its site has half of it, and parsing
# them takes a second a megabyte.
_MOST_STYLE = 2_000_000
# Rules that may leave text unseen, times elements: those of a large site and of a report of its own
# have a million at most, and each pair takes two microseconds.
_MOST_PAIRS = 4_000_000

# Media of a screen; the rules for others (print) do not apply.
_SCREEN = ("", "all", "screen")
_Declared = dict[str, str]


class TooManyRules(Exception):  # noqa: N818 - what a page has, not what failed
    """The styles of a page would take too long; the message says so."""


def unseen_and_struck(root: Any) -> tuple[list[Any], list[Any]]:
    """The elements of `root` whose content is not shown, and those with a line through it."""
    matcher = _matcher(root)
    styles = _matched(root, matcher) if matcher is not None else {}
    unseen, struck = [], []
    for node in root.iter(etree.Element):
        style = styles.get(node, {}) | declarations(node.get("style", ""))
        if "hidden" in node.attrib:
            style.setdefault("display", "none")
        if is_unseen(style) or (is_tiny(style) and not len(node)):
            unseen.append(node)
        elif is_struck(style, node.tag in STRUCK_TAGS):
            struck.append(node)
    return unseen, struck


def _matcher(root: Any) -> Any:
    """What finds the rules for an element; None where no rule matters."""
    if sum(len(each.text or "") for each in root.iter("style")) > _MOST_STYLE:
        message = f"has more than {_MOST_STYLE:,} characters of styles, which no report needs"
        raise TooManyRules(message)
    matcher, found = cssselect2.Matcher(), 0
    for sheet in root.iter("style"):
        text = "".join(sheet.itertext())
        if sheet.get("media", "").strip().lower() in _SCREEN and may_matter(text):
            for rule in _rules(tinycss2.parse_stylesheet(text, True, True)):
                declared = declarations(tinycss2.serialize(rule.content))
                if declared:
                    found += _add(matcher, rule, declared)
    if found * sum(1 for _ in root.iter(etree.Element)) > _MOST_PAIRS:
        message = f"has {found:,} rules that hide text, more than any report needs"
        raise TooManyRules(message)
    return matcher if found else None


def _rules(nodes: Iterable[Any]) -> Iterator[Any]:
    """The rules among `nodes` and in blocks for screens, in order."""
    waiting = list(reversed(list(nodes)))
    while waiting:
        node = waiting.pop()
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and _is_for_screens(node):
            waiting += reversed(tinycss2.parse_rule_list(node.content, True, True))


def _is_for_screens(rule: Any) -> bool:
    medium = tinycss2.serialize(rule.prelude).strip().lower()
    return rule.lower_at_keyword == "media" and bool(rule.content) and medium in _SCREEN


def _add(matcher: Any, rule: Any, declared: _Declared) -> int:
    """How many selectors of `rule` were added."""
    try:
        selectors = cssselect2.compile_selector_list(rule.prelude)
    except cssselect2.SelectorError:
        return 0  # browsers ignore such a rule, too
    own = [each for each in selectors if each.pseudo_element is None]
    for selector in own:
        matcher.add_selector(selector, declared)
    return len(own)


def _matched(root: Any, matcher: Any) -> dict[Any, _Declared]:
    """What the style sheets say of each element, the rules that win last."""
    styles = {}
    for wrapped in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        matches = matcher.match(wrapped)
        if matches:
            style: _Declared = {}
            for *_, declared in sorted(matches, key=lambda each: each[:2]):
                style |= declared
            styles[wrapped.etree_element] = style
    return styles
