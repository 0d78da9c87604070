"""Files of every format, made wrong: each is read as a whole report, or refused in one sentence."""

from __future__ import annotations

import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import docx

from retrieval.corpus.seeds import read_seed_file
from retrieval.errors import SeedError
from tests.checks.fuzzing.mutations import broken_bytes
from tests.conftest import REPORT, SEEDS
from tests.invariants import faults
from tests.retrieval.documents.pages import modern_page, table_page, word_page
from tests.retrieval.documents.prints import Print

__all__ = ["fuzz"]

# Lines of the project's report that a sample is made of: headings, paragraphs and figures.
_LINES = 40
# Processor seconds after which reading a file of such a size counts as stuck, on any machine.
_STUCK = 30.0


def _docx(lines: list[str]) -> bytes:
    written = docx.Document()
    for line in lines:
        written.add_paragraph(line)
    table = written.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = lines[-1]
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def _pdf(lines: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        Print().write(file, lines, 1)
        return file.read_bytes()


def _samples() -> dict[str, list[bytes]]:
    """Whole files by suffix."""
    text = (SEEDS / REPORT).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_LINES]
    whole = "\n".join(lines)
    pages = [modern_page(lines), modern_page(lines, breaks=True), table_page(lines)]
    marked = "\n\n".join(f"## {line}" if line[1:2] == "、" else line for line in lines)
    return {
        ".txt": [whole.encode(each) for each in ("utf-8", "gb18030", "utf-16")],
        ".md": [marked.encode(), f"---\ntitle: x\n---\n\n|a|b|\n|-|-|\n|{lines[3]}|2|\n".encode()],
        ".html": [page.encode() for page in pages]
        + [word_page(lines).encode("gb18030", "replace")],
        ".docx": [_docx(lines)],
        ".pdf": [_pdf(lines)],
    }


def _broken_zip(random: Random, content: bytes) -> bytes:
    """A DOCX of which one part is broken, or left out, or which is broken as a file."""
    if random.random() < 0.2:
        return broken_bytes(random, content)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        names = old.namelist()
        chosen = random.choice([*names, *["word/document.xml"] * len(names)])
        for name in names:
            part = old.read(name)
            if name == chosen:
                if random.random() < 0.05:
                    continue
                part = broken_bytes(random, part)
            new.writestr(name, part)
    return stream.getvalue()


def _found(file: Path) -> str:
    """What is wrong with how `file` is read; nothing where all is well."""
    begun = time.process_time()
    try:
        wrong = "; ".join(faults(read_seed_file(file)))
    except SeedError as error:
        said = str(error)
        wrong = "" if said.isprintable() and file.name in said else f"said {said!r}"
    except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, it is a find
        wrong = f"raised {error!r}"
    seconds = time.process_time() - begun
    return wrong or (f"took {seconds:.0f} s" if seconds > _STUCK else "")


def fuzz(
    count: int, seed: int, kept: Callable[[str, bytes], object] = lambda *_: None
) -> Iterator[str]:
    """What was found in `count` files; `kept` gets the name and content of each that shows it."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    samples = _samples()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            suffix = list(samples)[number % len(samples)]
            content = draw.choice(samples[suffix])
            made = (_broken_zip if suffix == ".docx" else broken_bytes)(draw, content)
            file = Path(folder) / f"r{number}{suffix}"
            file.write_bytes(made)
            if wrong := _found(file):
                kept(file.name, made)
                yield f"{file.name}: {wrong}"
            file.unlink()
