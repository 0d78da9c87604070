"""Renders made documents and compares what a person sees with the text that is indexed.

    python -m tests.checks.verbatim

Pages and Markdown are rendered by Chromium, which also prints the pages as PDF; Word documents are
compared with what they were made of, and with LibreOffice's print of them where it is installed.
"""

from __future__ import annotations

import sys

from tests.checks.verbatim.comparison import compare_all


def main() -> int:
    """Exit status 1 where something differs."""
    found = compare_all()
    for fault in found.faults:
        print(fault)
    print(
        f"{found.documents} documents, {len(found.features)} features: {len(found.faults)} differ"
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
