"""The command that measures what an index in Milvus Lite costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.benchmarks.corpus import make_corpus, read_material
from tests.checks.milvus import _write, measure, table
from tests.conftest import REPORT, SEEDS
from tests.retrieval.paragraphs.conftest import REASON


@pytest.mark.slow  # the command starts a Milvus by itself
def test_what_is_measured_is_a_whole_and_right_index_and_goes_into_the_page(tmp_path: Path) -> None:
    pytest.importorskip("pymilvus", reason=REASON)
    pytest.importorskip("milvus_lite", reason=REASON)
    figures = measure(make_corpus(read_material([SEEDS / REPORT]), 300), tmp_path)
    assert figures.paragraphs == 300
    assert figures.alike >= 0.99
    assert min(figures.loading, figures.first, figures.mean) > 0
    assert min(figures.disk, figures.memory) > 0
    page = tmp_path / "page.md"
    page.write_text("# Head\n<!-- figures -->\nold\n<!-- end of figures -->\ntail\n")
    _write(page, table([figures]))
    text = page.read_text()
    assert text.startswith("# Head\n")
    assert text.endswith("<!-- end of figures -->\ntail\n")
    assert "| | 300 |" in text
    assert "old" not in text
