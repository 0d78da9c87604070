"""The packages of a target of the Dockerfile with their hashes, as the index gives them.

    python deploy/lock.py full > requirements-full.lock

To be run on the platform of the image, since a wheel of another one has another hash.  The versions
are those of constraints.txt; the file names no index.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent


def extras_of(target: str) -> str:
    """The extras that the Dockerfile installs for `target`; raises KeyError for another one."""
    dockerfile = (_ROOT / "Dockerfile").read_text(encoding="utf-8")
    return dict(re.findall(r"install\.sh (\w+) '([a-z,-]+)'", dockerfile))[target]


def locked(report: Mapping[str, Any], own: str) -> list[str]:
    """A line for each package in pip's `report` but `own`, by name; raises KeyError where the index
    gives no hash."""
    lines = []
    for each in report["install"]:
        name, version = each["metadata"]["name"].lower(), each["metadata"]["version"]
        if name != own:
            digest = each["download_info"]["archive_info"]["hashes"]["sha256"]
            lines.append(f"{name}=={version} --hash=sha256:{digest}")
    return sorted(lines)


def _report(extras: str) -> dict[str, Any]:
    """What pip would install."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += ["--report", "-", "-c", "constraints.txt", f".[{extras}]"]
    finished = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return dict(json.loads(finished.stdout))


if __name__ == "__main__":
    (target,) = sys.argv[1:]
    print("\n".join(locked(_report(extras_of(target)), "ask-the-report")))
