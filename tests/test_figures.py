"""No page is stale that says what is measured."""

from __future__ import annotations

import pytest

from retrieval import Library
from tests.checks.figures import PAGES
from tests.conftest import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_what_is_measured(library: Library, name: str) -> None:
    """After a wanted change: `python -m tests.checks.figures`, and read the differences."""
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](library)
