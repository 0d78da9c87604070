"""The comparison of what is seen and what is indexed, document by document."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from markdown_it import MarkdownIt

from retrieval.documents import document_of
from retrieval.reports.lines import squeeze
from retrieval.reports.script import regular
from tests.checks.verbatim.made import MadeWord, made_markdown, made_pages, made_words

__all__ = ["CHROMIUM", "Compared", "compare_all"]

CHROMIUM = shutil.which("chromium")
_OFFICE = shutil.which("soffice")
_SEEN = (Path(__file__).parent / "seen.js").read_text("utf-8")
# How long LibreOffice may take to print all documents, in seconds.
_PRINTING = 240


@dataclass
class Compared:
    """`documents`: how many were compared, each print apart; `faults`: what differs."""

    documents: int = 0
    features: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, features: tuple[str, ...], differences: Iterator[str]) -> None:
        """Adds a document with what differs in it."""
        self.documents += 1
        self.features.update(features)
        self.faults += [f"{name} ({', '.join(features)}): {each}" for each in differences]


def compare_all(office: bool = True) -> Compared:
    """Compares all made documents; needs Chromium."""
    from playwright.sync_api import sync_playwright

    found = Compared()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page()
        for page in made_pages():
            seen = _rendered(tab, page.source)
            found.add(page.name, page.features, _page(_indexed(page.name, page.source), seen))
            if page.printable:
                print_name = page.name.replace(".html", ".pdf")
                tab.set_content(page.source)
                content = tab.pdf()
                printed = document_of(Path(print_name), content).text
                found.add(print_name, page.features, _print(printed, seen["all"]))
        for page in made_markdown():
            shown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page.source)
            indexed = _indexed(page.name, page.source)
            found.add(page.name, page.features, _page(indexed, _rendered(tab, shown)))
        browser.close()
        words = list(made_words())
        for word in words:
            _write(folder / word.name, word)
            lines = document_of(folder / word.name, (folder / word.name).read_bytes()).text
            found.add(word.name, word.features, _differences(lines.split("\n"), word.seen))
        if office and _OFFICE:
            for word, printed in _printed_words(folder, words):
                found.add(f"{word.name} in print", word.features, _printed_word(printed, word))
    return found


def _indexed(name: str, source: str) -> str:
    return document_of(Path(name), source.encode()).text


def _rendered(tab: Any, source: str) -> Any:
    tab.set_content(source)
    return tab.evaluate(_SEEN)


def _page(indexed: str, seen: Any) -> Iterator[str]:
    """What differs between the lines that are indexed and a page that is seen."""
    lines = [squeeze(line) for line in indexed.split("\n")]
    rows = ["".join(row) for table in seen["tables"] for row in table]
    for row in rows:
        if row not in lines:
            yield f"the row {row} is not among {lines}"
        else:
            lines.remove(row)
    yield from _differences(["".join(lines)], [seen["prose"]])


def _print(printed: str, seen: str) -> Iterator[str]:
    """What differs between a PDF that is indexed and what its page shows."""
    shown, expected = Counter(regular(squeeze(printed))), Counter(regular(seen))
    # Heads of columns are repeated in rows.
    repeated = {char for line in printed.split("\n") if "\t" in line for char in line}
    more = {char for char in shown - expected if char not in repeated}
    if more or expected - shown:
        yield f"more {dict(shown - expected)}, fewer {dict(expected - shown)}"


def _differences(lines: list[str] | tuple[str, ...], seen: Any) -> Iterator[str]:
    if [squeeze(each) for each in lines] != [squeeze(each) for each in seen]:
        yield f"{list(lines)} are not {list(seen)}"


def _write(file: Path, word: MadeWord) -> None:
    written = docx.Document()
    for element in parse_xml(word.body):
        written.element.body.insert_element_before(element, "w:sectPr")
    written.save(str(file))


def _printed_words(folder: Path, words: list[MadeWord]) -> Iterator[tuple[MadeWord, str]]:
    """The Word documents that LibreOffice printed, with the text that is indexed of the print."""
    assert _OFFICE is not None
    files = [str(folder / word.name) for word in words]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [_OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=_PRINTING)
    for word in words:
        file = (folder / word.name).with_suffix(".pdf")
        yield word, document_of(file, file.read_bytes()).text


def _printed_word(printed: str, word: MadeWord) -> Iterator[str]:
    """The paragraphs of a Word document that its print does not show; equations are drawn apart."""
    shown = regular(squeeze(printed))
    for line in word.seen:
        if "\t" not in line and "equation" not in word.features and squeeze(line) not in shown:
            yield f"{line} is not in {printed}"
