"""The section of CHANGELOG.md for a tag, for the workflow that makes a release of it.

    python deploy/release_notes.py v0.2.0

Ends with 1 where the tag is not the version in pyproject.toml, or has no section.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def notes(tag: str) -> str:
    """The notes of the release `tag`; raises ValueError, whose message says what does not agree."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if tag != f"v{project['version']}":
        message = f"{tag} is not v{project['version']}, the version in pyproject.toml"
        raise ValueError(message)
    changelog = (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = rf"^## {re.escape(tag[1:])} \(\d{{4}}-\d\d-\d\d\)\n"
    found = re.search(rf"{heading}(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if found is None or not found.group(1).strip():
        message = f"CHANGELOG.md has no section for {tag[1:]}"
        raise ValueError(message)
    return found.group(1).strip()


if __name__ == "__main__":
    try:
        print(notes(sys.argv[1]))
    except ValueError as error:
        sys.exit(str(error))
