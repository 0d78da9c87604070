"""Reads a page as a person does: headings, paragraphs and marks; not navigation, not furniture."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Read", "read"]

_VOID = {"br", "input", "link", "meta"}
# Elements whose words are ours, by tag or by class.
_OURS = {"nav", "footer", "note", "banner", "skip", "to-contents", "style", "title"}


@dataclass
class Read:
    """`text` is all that is the report's; `by_id` what stands in each element that has an id."""

    language: str = ""
    text: str = ""
    marked: str = ""
    bold: list[str] = field(default_factory=list)
    by_id: dict[str, str] = field(default_factory=dict)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    classes: dict[str, list[str]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self._open: list[tuple[str, str, bool]] = []  # tag, id, ours

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.read.language = given["lang"]
        if tag == "a":
            self.read.links.append(given["href"])
        if tag == "br":
            self.handle_data("\n")
        if tag in _VOID:
            return
        classes = given.get("class", "").split()
        ours = bool(_OURS.intersection([tag, *classes])) or any(each[2] for each in self._open)
        identity = given.get("id", "")
        if identity:
            assert identity not in self.read.by_id, f"{identity} twice"
            self.read.by_id[identity] = ""
            self.read.classes[identity] = classes
        if tag in ("h1", "h2", "h3", "h4") and not ours:
            self.read.headings.append((int(tag[1]), ""))
        if tag == "b":
            self.read.bold.append("")
        self._open.append((tag, identity, ours))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, f"</{tag}> out of place"

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][2] or "body" not in [each[0] for each in self._open]:
            return
        tags = [each[0] for each in self._open]
        self.read.text += data
        for _, identity, _ in self._open:
            if identity:
                self.read.by_id[identity] += data
        if "mark" in tags:
            self.read.marked += data
        if "b" in tags:
            self.read.bold[-1] += data
        if self.read.headings and any(tag in ("h1", "h2", "h3", "h4") for tag in tags):
            level, words = self.read.headings[-1]
            self.read.headings[-1] = (level, words + data)


def read(html: str) -> Read:
    """What `html` says; raises AssertionError where its elements do not nest or an id is double."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader._open == []
    return reader.read
