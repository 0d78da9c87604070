"""Looks for personal data in every report of a folder; there is none, so all found is wrong.

    python -m tests.checks.privacy [DIR]

DIR is by default the collection of other work reports beside a developer's clone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bot.privacy import find_personal
from tests.conftest import ROOT

_COLLECTION = ROOT.parent / "shared" / "data" / "reports"
# As much of the line as shows why something was taken for personal data.
_SHOWN = 12
_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}


def readings(text: str) -> tuple[str, ...]:
    """`text` as it is, as people may paste it (no blanks, full-width), and number by number."""
    numbers = "\n".join(re.findall(r"[\d.,]+.{0,3}", text))
    return text, re.sub(r"[ \u3000]", "", text), text.translate(_FULL_WIDTH), numbers


def main() -> int:
    """Exit status 0 if nothing was found, 1 if something was, 2 if there is nothing to check."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _COLLECTION
    files = sorted(folder.glob("*.txt"))
    if not files:
        print(f"there are no reports in {folder}: nothing was checked")
        return 2
    numbers = wrong = 0
    for file in files:
        text = file.read_bytes().decode("utf-8")
        numbers += len(re.findall(r"\d+", text))
        for reading in readings(text):
            for finding in find_personal(reading):
                wrong += 1
                around = reading[max(0, finding.start - _SHOWN) : finding.end + _SHOWN]
                print(f"{file.name}: {finding.kind} in {around!r}")
    print(f"{len(files)} reports, {numbers} numbers; {wrong} taken for personal data")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
