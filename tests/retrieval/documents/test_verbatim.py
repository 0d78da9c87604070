"""What a browser and an office program show of made documents is what is indexed of them."""

from __future__ import annotations

import pytest

pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")
pytest.importorskip("playwright", reason="needs the extra `test-full`")

from tests.checks.verbatim.comparison import CHROMIUM, compare_all


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_what_people_see_is_what_is_indexed() -> None:
    found = compare_all(office=False)
    assert found.documents >= 60
    assert found.faults == []
