"""The paragraph index is the same wherever it is kept: here, or in a Milvus."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

import retrieval
from retrieval import IndexUnavailableError, Library
from retrieval.cli.app import app
from retrieval.evaluation import load_gold
from retrieval.paragraphs import ParagraphIndex, ReportRows
from retrieval.paragraphs.memory import MemoryIndex
from retrieval.paragraphs.milvus import connection
from tests.conftest import GOLD, SEEDS
from tests.milvus_server import MilvusServer

Texts = dict[str, list[str]]

TEXTS: Texts = {
    "a.txt": ["停车 位 新增", "公园 新建 公园", "停车 公园 2.64万 pm2.5"],
    "b 'q\" \\.txt": ["停车 停车", "ｆｕｌｌ A a"],
    "c.txt": ["学校 新建", "", "停车 学校 新增 新增"],
}


def rows(texts: Texts) -> list[ReportRows]:
    def row(name: str, paragraphs: Sequence[str]) -> ReportRows:
        terms = [paragraph.split() for paragraph in paragraphs]
        return ReportRows(name, str(hash(tuple(paragraphs))), len(paragraphs), lambda: terms)

    return [row(name, paragraphs) for name, paragraphs in texts.items()]


def in_memory(tmp_path: Path) -> ParagraphIndex:
    return MemoryIndex(lambda digest: tmp_path / f"{abs(hash(digest))}.postings")


@pytest.fixture(params=["memory", "milvus"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ParagraphIndex]:
    if request.param == "memory":
        yield in_memory(tmp_path)
        return
    yield request.getfixturevalue("opened")()


def found(index: ParagraphIndex, *terms: str, k: int = 10, **options: object) -> list[str]:
    hits = index.search(terms, k, **options)  # type: ignore[arg-type]
    return [f"{hit.report[0]}{hit.paragraph}" for hit in hits]


def test_paragraphs_are_found_by_their_terms(index: ParagraphIndex) -> None:
    index.update(rows(TEXTS))
    assert found(index, "停车") == ["b1", "a1", "a3", "c3"]
    assert found(index, "停车", k=2) == ["b1", "a1"]
    assert found(index, "停车", reports={"a.txt", "c.txt"}) == ["a1", "a3", "c3"]
    assert found(index, "停车", reports={"b 'q\" \\.txt"}) == ["b1"]
    assert found(index, "停车", reports=set()) == []
    assert found(index, "新增", "学校")[0] == "c3"
    assert found(index, "2.64万") == found(index, "pm2.5") == ["a3"]
    assert found(index, "ｆｕｌｌ") == ["b2"]
    assert found(index, "A") == ["b2"]
    assert found(index, "没有") == found(index) == []


def test_reports_may_change_come_and_go(index: ParagraphIndex) -> None:
    index.update(rows(TEXTS))
    changed = TEXTS | {"a.txt": ["停车 灯塔"], "d.txt": ["灯塔"]}
    del changed["c.txt"]
    index.update(rows(changed))
    assert sorted(found(index, "灯塔")) == ["a1", "d1"]
    assert found(index, "学校") == []
    assert index.verify(rows(changed)) == []
    assert index.status().paragraphs == 4


def test_what_is_missing_is_said(index: ParagraphIndex) -> None:
    index.update(rows(TEXTS))
    assert index.verify(rows(TEXTS)) == []
    assert index.verify(rows(TEXTS | {"a.txt": ["灯塔"]}))
    assert index.verify(rows({"a.txt": TEXTS["a.txt"]}))


def test_an_index_of_nothing_finds_nothing(index: ParagraphIndex) -> None:
    index.update([])
    assert found(index, "停车") == []
    assert index.status().reports == 0


def fails(ask: Callable[[], object]) -> str:
    with pytest.raises(IndexUnavailableError) as caught:
        ask()
    return str(caught.value)


def build(folder: Path, url: str) -> None:
    result = CliRunner().invoke(app, ["index", "build", "--seeds", str(folder), "--index", url])
    assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("patient")
def test_a_library_begins_without_its_index_and_goes_on_with_it(
    milvus: MilvusServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connection, "_REST", 0.0)
    milvus.kill()
    with monkeypatch.context() as hurried:
        hurried.setattr(connection, "_CONNECTING", 2.0)
        library = retrieval.load(SEEDS, index_url=milvus.url)
        assert "does not answer" in caplog.text
        assert not library.ready
        fails(lambda: library.ask("新增了多少停车位"))
    milvus.start()
    # It listens before it serves.
    wanted = "run `python -m retrieval index build`"
    assert any(wanted in fails(lambda: library.ask("新增了多少停车位")) for _ in range(20))
    assert not library.ready
    build(SEEDS, milvus.url)
    assert "2.64万个" in library.ask("新增了多少停车位").hits[0].excerpt
    assert library.ready


@pytest.mark.usefixtures("patient")
def test_a_library_whose_index_holds_other_reports_answers_and_says_what_to_run(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build(SEEDS, url)
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    (folder / "new.txt").write_text("修了三座桥。种了树。\n", encoding="utf-8")
    library = retrieval.load(folder, index_url=url)
    wanted = "the index holds nothing of new.txt; run `python -m retrieval index build`"
    assert wanted in caplog.text
    assert "2.64万个" in library.ask("新增了多少停车位").hits[0].excerpt
    assert library.ready
    assert library.paragraphs.status().reports == 1  # as before: it only reads


@pytest.mark.usefixtures("patient")
def test_a_difference_is_said_once_by_verify(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text("修了三座桥。种了树。\n", encoding="utf-8")
    build(folder, url)
    (folder / "b.txt").write_text("修了四座桥。种了树。\n", encoding="utf-8")
    arguments = ["--seeds", str(folder), "--index"]
    assert CliRunner().invoke(app, ["index", "build", *arguments, "memory:"]).exit_code == 0
    result = CliRunner().invoke(app, ["index", "verify", *arguments, url])
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "the index holds nothing of b.txt; run `python -m retrieval index build`"
    ]


@pytest.mark.usefixtures("patient")
def test_the_bar_of_a_build_counts_what_is_written(url: str) -> None:
    arguments = ["index", "build", "--seeds", str(SEEDS), "--index", url]
    for options in ([], [], ["--rebuild"]):
        output = CliRunner().invoke(app, [*arguments, *options]).output
        (paragraphs,) = re.findall(r"with (\d+) paragraphs can be asked", output)
        assert re.search(rf"paragraphs \S+ {paragraphs}/{paragraphs}", output)


@pytest.fixture
def in_milvus(url: str, request: pytest.FixtureRequest) -> Library:
    """The seeds, asked through a Milvus."""
    request.getfixturevalue("patient")
    build(SEEDS, url)
    return retrieval.load(SEEDS, index_url=url)


def test_answers_from_milvus_are_those_from_memory(library: Library, in_milvus: Library) -> None:
    gold = load_gold(GOLD)
    same = [library.ask(each.question) == in_milvus.ask(each.question) for each in gold]
    assert sum(same) >= 0.98 * len(gold)


def test_milvus_finds_the_paragraphs_that_memory_finds(
    library: Library, in_milvus: Library
) -> None:
    shares = []
    for each in load_gold(GOLD):
        terms = library.explain(each.question).question.terms
        ours, theirs = (
            {(hit.report, hit.paragraph) for hit in index.search(terms, 10)}
            for index in (library.paragraphs, in_milvus.paragraphs)
        )
        if ours:
            shares.append(len(ours & theirs) / len(ours))
    assert len(shares) > 100
    assert sum(shares) / len(shares) >= 0.95
