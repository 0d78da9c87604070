"""Reads and asks every report of a folder: nothing lost, no exception, offsets exact.

    python -m tests.checks.reports [DIR]

DIR is by default the collection of other work reports beside a developer's clone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import retrieval
from retrieval.evaluation import load_gold
from retrieval.reports import read_report
from tests.conftest import GOLD, ROOT
from tests.invariants import faults

_COLLECTION = ROOT.parent / "shared" / "data" / "reports"


def _read(files: list[Path]) -> int:
    """The number of reports that break a promise of reading."""
    broken = paragraphs = sentences = 0
    for file in files:
        report = read_report(file.name, file.read_bytes().decode("utf-8"))
        paragraphs += len(report.paragraphs)
        sentences += sum(len(paragraph.sentences) for paragraph in report.paragraphs)
        if found := faults(report):
            broken += 1
            print(f"{file.name}: {'; '.join(found)}")
    print(f"{len(files)} reports, {paragraphs} paragraphs, {sentences} sentences; {broken} broken")
    return broken


def _ask(folder: Path) -> int:
    """The number of answers over all reports together whose excerpt is not the source."""
    begun = time.perf_counter()
    library = retrieval.load(folder)
    print(f"loaded together in {time.perf_counter() - begun:.1f} s")
    wrong = hits = 0
    questions = [gold.question for gold in load_gold(GOLD)]
    begun = time.perf_counter()
    for question in questions:
        for hit in library.ask(question, top=10).hits:
            hits += 1
            place = hit.location
            text = library.report(place.report).text
            verified = library.verify(place.report, place.start, place.end)
            wrong += text[place.start : place.end] != hit.excerpt or verified != (
                place,
                hit.excerpt,
            )
    milliseconds = 1000 * (time.perf_counter() - begun) / len(questions)
    print(f"{hits} hits for {len(questions)} questions, {milliseconds:.1f} ms each; {wrong} wrong")
    return wrong


def main() -> int:
    """Exit status 0 if all is well, 1 if not, 2 if there is nothing to check."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _COLLECTION
    files = sorted(folder.glob("*.txt"))
    if not files:
        print(f"there are no reports in {folder}: nothing was checked")
        return 2
    return 1 if _read(files) + _ask(folder) else 0


if __name__ == "__main__":
    sys.exit(main())
