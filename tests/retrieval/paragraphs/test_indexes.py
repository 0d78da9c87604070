"""The paragraph index is the same wherever it is kept: here, in Milvus Lite, behind gRPC."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import retrieval
from retrieval import IndexUnavailableError, Library
from retrieval.evaluation import load_gold
from retrieval.paragraphs import ParagraphIndex, ReportRows, open_index
from retrieval.paragraphs.memory import MemoryIndex
from tests.conftest import GOLD, SEEDS
from tests.milvus_server import MilvusServer

NEEDS_MILVUS = "needs the extra `milvus`"

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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    pytest.importorskip("pymilvus", reason=NEEDS_MILVUS)
    pytest.importorskip("milvus_lite", reason=NEEDS_MILVUS)
    running = MilvusServer(tmp_path_factory.mktemp("milvus"))
    running.start()
    yield running
    running.go_on()
    running.kill()


def in_memory(tmp_path: Path) -> ParagraphIndex:
    return MemoryIndex(lambda digest: tmp_path / f"{abs(hash(digest))}.postings")


@pytest.fixture(params=["memory", "milvus"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ParagraphIndex]:
    if request.param == "memory":
        yield in_memory(tmp_path)
        return
    from retrieval.paragraphs.milvus import MilvusIndex

    opened = MilvusIndex(request.getfixturevalue("server").url)
    opened.rebuild([])
    yield opened
    opened.close()


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


def test_only_what_has_changed_is_written_anew(index: ParagraphIndex) -> None:
    index.update(rows(TEXTS))
    changed = TEXTS | {"a.txt": ["停车 灯塔"], "d.txt": ["灯塔"]}
    del changed["c.txt"]
    asked: list[str] = []

    def watched(row: ReportRows) -> ReportRows:
        def terms() -> Sequence[Sequence[str]]:
            asked.append(row.report)
            return row.terms()

        return ReportRows(row.report, row.digest, row.paragraphs, terms)

    index.update([watched(row) for row in rows(changed)])
    assert sorted(found(index, "灯塔")) == ["a1", "d1"]
    assert found(index, "学校") == []
    assert index.verify(rows(changed)) == []
    assert index.status().paragraphs == 4
    if not isinstance(index, MemoryIndex):  # which builds all in one, from terms that are kept
        assert sorted(asked) == ["a.txt", "d.txt"]


def test_what_is_missing_is_said(index: ParagraphIndex) -> None:
    index.update(rows(TEXTS))
    assert index.verify(rows(TEXTS)) == []
    assert index.verify(rows(TEXTS | {"a.txt": ["灯塔"]}))
    assert index.verify(rows({"a.txt": TEXTS["a.txt"]}))


def test_an_index_of_nothing_finds_nothing(index: ParagraphIndex) -> None:
    index.update([])
    assert found(index, "停车") == []
    assert index.status().reports == 0


def test_readers_see_the_old_index_until_the_new_one_is_whole(server: MilvusServer) -> None:
    from retrieval.paragraphs.milvus import MilvusIndex

    index, reader = MilvusIndex(server.url), MilvusIndex(server.url)
    texts = {f"{n}.txt": ["停车 位", "公园"] for n in range(40)}
    index.rebuild(rows(texts))
    counts: set[int] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            counts.add(len(reader.search(["停车"], 100)))

    thread = threading.Thread(target=read)
    thread.start()
    try:
        index.rebuild(rows(texts | {"new.txt": ["停车"]}))
    finally:
        stop.set()
        thread.join()
    assert counts <= {40, 41}
    assert len(reader.search(["停车"], 100)) == 41


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[MilvusServer]:
    pytest.importorskip("pymilvus", reason=NEEDS_MILVUS)
    pytest.importorskip("milvus_lite", reason=NEEDS_MILVUS)
    running = MilvusServer(tmp_path / "milvus")
    running.start()
    yield running
    running.go_on()
    running.kill()


def fails(ask: Callable[[], object]) -> str:
    with pytest.raises(IndexUnavailableError) as caught:
        ask()
    return str(caught.value)


def recovered(index: ParagraphIndex) -> bool:
    """Whether it answers again, by itself, in the time that gRPC takes to try once more."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(IndexUnavailableError):
            return found(index, "停车")[0] == "b1"
    return False


def test_a_server_that_is_gone_or_silent_is_said_and_found_again(own_server: MilvusServer) -> None:
    from retrieval.paragraphs.milvus import MilvusIndex

    index = MilvusIndex(own_server.url, timeout=1.0, attempts=2)
    index.update(rows(TEXTS))
    own_server.hold()
    begun = time.monotonic()
    assert own_server.url in fails(lambda: index.search(["停车"], 3))
    assert time.monotonic() - begun < 30  # bounded, on a machine however busy
    assert not index.status().ready
    own_server.go_on()
    assert recovered(index)
    own_server.kill()
    assert "does not answer" in fails(lambda: index.search(["停车"], 3))
    own_server.start()
    assert recovered(index)
    assert index.status().ready


def test_a_library_begins_without_its_index_and_goes_on_with_it(own_server: MilvusServer) -> None:
    own_server.kill()
    library = retrieval.load(SEEDS, index_url=own_server.url)
    assert not library.ready
    fails(lambda: library.ask("新增了多少停车位"))
    own_server.start()
    with contextlib.suppress(IndexUnavailableError):
        library.ask("新增了多少停车位")  # gRPC may still be waiting to try again
    assert "2.64万个" in library.ask("新增了多少停车位").hits[0].excerpt
    assert library.ready


@pytest.fixture(scope="module")
def in_milvus(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The seeds, asked through a file of Milvus Lite in this process."""
    pytest.importorskip("pymilvus", reason=NEEDS_MILVUS)
    pytest.importorskip("milvus_lite", reason=NEEDS_MILVUS)
    file = tmp_path_factory.mktemp("lite") / "paragraphs.db"
    return retrieval.load(SEEDS, index_url=str(file))


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


@pytest.mark.parametrize("url", ["redis://x", "paragraphs.txt", "milvus"])
def test_an_address_that_is_none(url: str) -> None:
    assert "INDEX_URL" in fails(lambda: open_index(url))


@pytest.mark.parametrize(
    "url", ["redis://root:Geheim@host:19530", "https:/root:Geheim@host", "root:Geheim@host:19530"]
)
def test_an_address_that_is_none_is_not_quoted(url: str) -> None:
    assert "Geheim" not in fails(lambda: open_index(url))
