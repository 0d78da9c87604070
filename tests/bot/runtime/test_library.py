"""Reports and words are loaded anew while the bot runs: by a signal, by files that change."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run
from tests.conftest import few_gold, few_phrasings
from tests.forked import running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN

CHAT = 4711
PANDAS = "某区2019年政府工作报告\n\n一、过去一年\n\n新建熊猫馆37座，投放竹子五百吨。\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return few_phrasings(tmp_path / "seeds")


@pytest.fixture
def settings(server: LoopbackServer) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "RATE_LIMIT": "off",
        "TELEGRAM_PACE": "off",
    }


def said(server: LoopbackServer, question: str) -> str:
    before = len([each for each in server.telegram.sent if each.chat_id == CHAT])
    server.receive(CHAT, question)
    return server.replies(CHAT, before + 1)[-1].text


def until(condition: Callable[[], bool]) -> None:
    for _ in range(120):
        if condition():
            return
        time.sleep(0.25)
    raise AssertionError("it never came to be")


def test_a_signal_loads_anew_and_a_broken_file_keeps_the_old_in_use(
    server: LoopbackServer, tmp_path: Path, seeds: Path, settings: dict[str, str]
) -> None:
    with running("-m", "bot", home=tmp_path, ADMIN_IDS="99,100", **settings) as process:
        server.receive(99, "/start")  # 100 never wrote: the bot may not write there first
        assert "熊猫馆" not in said(server, "新建了多少熊猫馆")
        (seeds / "panda.txt").write_text(PANDAS)
        process.send_signal(signal.SIGHUP)
        until(lambda: "熊猫馆37座" in said(server, "新建了多少熊猫馆"))
        (seeds / "own.lexicon.txt").write_text("# ours\n没有箭头\n")
        process.send_signal(signal.SIGHUP)
        assert "own.lexicon.txt 第 2 行：要有一个箭头" in server.replies(99, 2)[1].text
        assert "熊猫馆37座" in said(server, "新建了多少熊猫馆")
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"own.lexicon.txt, line 2: needs one arrow" in log
    assert b"Traceback" not in log
    with sqlite3.connect(tmp_path / "journal.db") as journal:
        rows = journal.execute("SELECT actor, detail FROM audit ORDER BY time").fetchall()
    journal.close()
    assert [actor for actor, _ in rows] == ["SIGHUP", "SIGHUP"]
    assert rows[0][1] == "2 reports"
    assert rows[1][1] == "2 reports"


def test_a_bad_line_is_told_at_the_start_and_a_folder_without_a_report_changes_nothing(
    server: LoopbackServer, tmp_path: Path, seeds: Path, settings: dict[str, str]
) -> None:
    (seeds / "own.lexicon.txt").write_text("# ours\n没有箭头\n")
    (seeds / "broken.docx").write_bytes(b"PK\x03\x04 cut off")
    server.receive(99, "/new")  # the bot may not write first
    with running("-m", "bot", home=tmp_path, ADMIN_IDS="99", **settings) as process:
        told = "\n".join(each.text for each in server.replies(99, 2))
        assert "own.lexicon.txt 第 2 行：要有一个箭头" in told
        assert "broken.docx" in told
        assert "2.64万个" in said(server, "新增了多少停车位")
        for file in seeds.glob("*.txt"):
            file.unlink()
        process.send_signal(signal.SIGHUP)
        assert "broken.docx" in server.replies(99, 3)[2].text
        assert "2.64万个" in said(server, "新增了多少停车位")


def test_files_that_change_are_loaded_anew_where_that_is_set(
    server: LoopbackServer, tmp_path: Path, seeds: Path, settings: dict[str, str]
) -> None:
    pytest.importorskip("watchfiles", reason="needs the extra `watch`")
    with running("-m", "bot", home=tmp_path, WATCH_FILES="true", **settings):
        assert "熊猫馆" not in said(server, "新建了多少熊猫馆")
        (seeds / "panda.txt").write_text(PANDAS)
        until(lambda: "熊猫馆37座" in said(server, "新建了多少熊猫馆"))


@pytest.mark.slow
def test_what_is_kept_in_a_terminal_is_used_by_the_running_bot(
    server: LoopbackServer, tmp_path: Path, seeds: Path, settings: dict[str, str]
) -> None:
    assert seeds.is_dir()
    text = "铁盒子搁哪儿的地儿添了几处"
    with running("-m", "bot", home=tmp_path, **settings):
        assert "2.64万个" not in said(server, text)
        kept = run(
            "-m", "bot", "phrasing", "新增停车位2.64万个", text, "--keep",
            home=tmp_path, GOLD_FILE=str(few_gold(tmp_path / "gold.jsonl")),
        )  # fmt: skip
        assert kept.returncode == 0, kept.stderr
        until(lambda: "2.64万个" in said(server, text))
        assert run("-m", "bot", "pause", "报告更新中", home=tmp_path).returncode == 0
        until(lambda: "报告更新中" in said(server, text))


def test_a_pause_holds_over_a_restart(
    server: LoopbackServer, tmp_path: Path, settings: dict[str, str]
) -> None:
    assert run("-m", "bot", "pause", "报告更新中", home=tmp_path).returncode == 0
    with running("-m", "bot", home=tmp_path, **settings):
        assert "报告更新中" in said(server, "新增了多少停车位")
