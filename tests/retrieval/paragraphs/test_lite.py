"""Milvus Lite over a folder, within this process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.milvus import MilvusIndex
from tests.conftest import ROOT
from tests.retrieval.paragraphs.conftest import REASON, Source

HOLDS = """
import sys
from retrieval.paragraphs.milvus import MilvusIndex
from tests.retrieval.paragraphs.conftest import REASON, Source
index = MilvusIndex(sys.argv[1])
index.update([Source("a.txt", "停车").rows])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _milvus() -> None:
    pytest.importorskip("pymilvus", reason=REASON)
    pytest.importorskip("milvus_lite", reason=REASON)


def test_an_index_in_a_file_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "paragraphs.db"
    source = Source("a.txt", "停车 公园", "学校")
    index = MilvusIndex(str(file), timeout=10.0)
    index.update([source.rows])
    index.close()
    again = MilvusIndex(str(file), timeout=10.0)
    assert [each.paragraph for each in again.search(["学校"], 5)] == [2]
    assert again.verify([source.rows]) == []
    status = again.status()
    assert (status.kind, status.ready, status.url) == ("milvus-lite", True, str(file))
    again.close()
    assert source.asked == 1


def test_two_indexes_of_one_process_share_a_file_until_both_are_closed(tmp_path: Path) -> None:
    one, two = (MilvusIndex(str(tmp_path / "paragraphs"), timeout=10.0) for _ in range(2))
    one.update([Source("a.txt", "停车").rows])
    assert len(two.search(["停车"], 5)) == 1
    one.close()
    assert len(two.search(["停车"], 5)) == 1
    two.close()


def test_a_file_that_another_process_has_open_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "paragraphs.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdin
    assert holder.stdout
    try:
        assert holder.stdout.readline() == b"open\n"
        index = MilvusIndex(str(file), timeout=10.0)
        with pytest.raises(IndexUnavailableError, match="is open in another process; stop that"):
            index.search(["停车"], 5)
        assert "is open in another process" in index.status().detail
    finally:
        holder.stdin.close()
        holder.wait(timeout=30)
        holder.stdout.close()
    assert len(index.search(["停车"], 5)) == 1
    index.close()


def test_what_is_no_index_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    file.write_bytes(b"SQLite format 3\0")
    with pytest.raises(IndexUnavailableError, match="is a file, not a folder of Milvus Lite 3"):
        MilvusIndex(str(file)).search(["停车"], 5)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("停车")
    with pytest.raises(IndexUnavailableError, match="holds something else"):
        MilvusIndex(str(tmp_path / "seeds")).search(["停车"], 5)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "old.db", "seeds"]


def test_pymilvus_reads_no_env_file_into_the_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MILVUS_TRIED=1\n")
    program = (
        "import os; from retrieval.paragraphs.connection import _pymilvus; _pymilvus();"
        "assert 'MILVUS_TRIED' not in os.environ; assert 'PYTHON_DOTENV_DISABLED' not in os.environ"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], env=environment, cwd=tmp_path, check=True)
