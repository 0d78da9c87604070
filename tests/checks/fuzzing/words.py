"""Word files of an office, made wrong: the report is served, and what is left out is named."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import retrieval
from retrieval.errors import RetrievalError
from tests.checks.fuzzing.mutations import broken_bytes, broken_text

__all__ = ["fuzz"]

_REPORT = "新增停车位2万个。新修公园3座。建成养老驿站12家。\n"
_FILES = {
    "own.lexicon.txt": "# ours\n车位费、泊位费 → 停车位\n遛弯儿 → 公园^0.5\n养老院 → 养老驿站\n",
    "r.phrasings.txt": "> 新增停车位2万个\n车停哪\n车位多了几个\n> 新修公园3座\n哪里能遛弯\n",
    "r.own.phrasings.txt": "> 建成养老驿站12家\n老人去哪儿\n",
    "own.examples.txt": "新增了多少停车位\n公园有几座\n",
    "r.lexicon.txt": "铁盒子 → 停车位\n",
}
_ASKED = "新增了多少停车位"
_EXCERPT = "新增停车位2万个。"


def _found(folder: Path) -> str:
    try:
        library = retrieval.load(folder)
        answer = library.ask(_ASKED)
    except RetrievalError as error:
        return f"the report is not served ({error})"
    except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, it is a find
        return f"raised {error!r}"
    if not all(each.isprintable() for each in library.faults):
        return f"said {library.faults!r}"
    text = library.home_report.text
    if any(hit.excerpt != text[hit.location.start : hit.location.end] for hit in answer.hits):
        return "an excerpt that is not the source"
    return ""


def fuzz(count: int, seed: int) -> Iterator[str]:
    """What was found in `count` folders."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "r.txt").write_text(_REPORT, encoding="utf-8")
        for _ in range(count):
            chosen = draw.sample(list(_FILES), draw.randint(1, len(_FILES)))
            for file in chosen:
                text = broken_text(draw, _FILES[file])
                content = text.encode("utf-8", "surrogatepass")
                if draw.random() < 0.2:
                    content = broken_bytes(draw, content)
                (folder / file).write_bytes(content)
            if found := _found(folder):
                written = {each: (folder / each).read_bytes()[:200] for each in chosen}
                yield f"{found}: {written}"
            for file in chosen:
                (folder / file).unlink()
