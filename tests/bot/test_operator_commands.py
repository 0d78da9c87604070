"""What operators ask of the journal in a terminal."""

from __future__ import annotations

import asyncio
import functools
import json
import sqlite3
from pathlib import Path

import pytest

from bot.journal import Channel, Entry, Feedback, Journal
from tests.bot.journal.kit import written
from tests.commands import run
from tests.conftest import few_gold, few_phrasings

run_in_chinese = functools.partial(run, OPERATOR_LANGUAGE="zh")

QUESTIONS = (
    ("新增了多少停车位", "answered", 1), ("地铁票价多少钱", "not_in_report", 1),
    ("地铁票价是多少钱", "not_in_report", 2), ("周杰伦是谁", "not_in_report", 1),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a journal of some questions."""

    async def write() -> None:
        journal = Journal(f"sqlite:///{tmp_path}/journal.db")
        await journal.open()
        for number, (question, outcome, user) in enumerate(QUESTIONS):
            entry = Entry(
                Channel.PRIVATE, outcome, 2.0, question=question, user=user, answer=str(number)
            )
            await written(journal, entry)
        journal.feedback("0", Feedback.UP)
        await journal.close()

    asyncio.run(write())
    return tmp_path


def test_stats(home: Path) -> None:
    shown = run_in_chinese("-m", "bot", "stats", home=home).stdout.decode()
    assert "共 4 个问题，2 人次" in shown
    assert "报告没有写到（not_in_report）：3，占 75%" in shown
    assert "已回答（answered）：1，占 25%" in shown
    assert "用时中位数：2.0 毫秒" in shown
    assert "👍 1，👎 0" in shown


def test_unanswered_questions_in_groups_the_worst_first(home: Path) -> None:
    shown = run_in_chinese("-m", "bot", "unanswered", home=home).stdout.decode()
    lines = shown.splitlines()
    assert lines[0] == "没有答好的问题共 2 组，第 1 页，共 1 页。"
    assert lines[1].startswith("1. 2 人次问了 2 次")
    assert {lines[2].strip(), lines[3].strip()} == {"地铁票价多少钱", "地铁票价是多少钱"}
    assert "停车位" not in shown


def test_export_is_one_json_object_a_line(home: Path) -> None:
    lines = run("-m", "bot", "export", home=home).stdout.decode().splitlines()
    rows = [json.loads(line) for line in lines]
    assert {row["question"] for row in rows} == {question for question, _, _ in QUESTIONS}
    assert all(row["id"].startswith("JRN-") for row in rows)


@pytest.mark.parametrize("command", ["stats", "unanswered", "export"])
def test_a_journal_that_cannot_be_asked(tmp_path: Path, command: str) -> None:
    finished = run(
        "-m", "bot", command, home=tmp_path, DATABASE_URL="sqlite:////proc/nowhere/journal.db"
    )
    assert finished.returncode == 2
    assert finished.stderr.decode().splitlines()[-1].startswith("error: DATABASE_URL")
    assert b"Traceback" not in finished.stderr


def test_stats_are_drawn(home: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra `statistics`")
    finished = run("-m", "bot", "stats", "--picture", "stats.png", home=home)
    assert finished.returncode == 0, finished.stderr
    assert (home / "stats.png").read_bytes().startswith(b"\x89PNG")
    finished = run("-m", "bot", "stats", "--picture", "nowhere/stats.png", home=home)
    assert finished.returncode == 2
    assert b"cannot be written" in finished.stderr


@pytest.fixture
def seeds(home: Path) -> Path:
    return few_phrasings(home / "seeds")


def test_a_lexicon_line_is_tried_then_kept(home: Path, seeds: Path) -> None:
    line, gold = "泊位费 → 停车位", str(few_gold(home / "gold.jsonl"))
    tried = run_in_chinese(
        "-m", "bot", "lexicon", line, "--ask", "泊位费多少", home=home, GOLD_FILE=gold
    )
    assert tried.returncode == 0, tried.stderr
    assert "• 泊位费多少" in tried.stdout.decode()
    assert "个标注问题" in tried.stdout.decode()
    assert not list(seeds.glob("own.*"))
    kept = run_in_chinese("-m", "bot", "lexicon", line, "--keep", home=home, GOLD_FILE=gold)
    assert kept.returncode == 0, kept.stderr
    assert (seeds / "own.lexicon.txt").read_text() == f"{line}\n"


def test_a_phrasing_is_tried_then_kept(home: Path, seeds: Path) -> None:
    text = "铁盒子搁哪儿的地儿添了几处"
    finished = run_in_chinese(
        "-m", "bot", "phrasing", "新增停车位2.64万个", text, "--keep",
        home=home, GOLD_FILE=str(few_gold(home / "gold.jsonl")),
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    assert "第 13 段：新增停车位2.64万个" in finished.stdout.decode()
    assert text in (seeds / "government-work-report-2016.own.phrasings.txt").read_text()
    asked = run("-m", "retrieval", "ask", text, home=home)
    assert "新增停车位2.64万个" in asked.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["lexicon", "没有箭头"], "needs one arrow"),
        (["phrasing", "这句话不在报告里", "问法"], "stands in no sentence"),
        (["phrasing", "发展", "问法"], "sentences of government-work-report-2016.txt"),
        (["phrasing", "新增停车位2.64万个", "问法", "--report", "nowhere"], "no report called"),
    ],
)
def test_what_cannot_be_used_is_said(
    home: Path, seeds: Path, arguments: list[str], complaint: str
) -> None:
    finished = run("-m", "bot", *arguments, "--keep", home=home)
    assert finished.returncode == 2
    assert complaint in finished.stderr.decode()
    assert b"Traceback" not in finished.stderr
    assert not list(seeds.glob("*own*"))


def test_each_command_leaves_a_row_in_the_audit(home: Path, seeds: Path) -> None:
    assert seeds.is_dir()
    for arguments in (
        ["stats"],
        ["unanswered"],
        ["export"],
        ["pause", "报告更新中"],
        ["resume"],
        ["reload"],
    ):
        assert run("-m", "bot", *arguments, home=home).returncode == 0
    with sqlite3.connect(home / "journal.db") as journal:
        rows = journal.execute("SELECT actor, action, detail FROM audit ORDER BY time").fetchall()
    journal.close()
    assert [action for _, action, _ in rows] == [
        "stats", "unanswered", "export", "pause", "resume", "reload"
    ]  # fmt: skip
    assert all(actor.startswith("terminal") for actor, _, _ in rows)
    assert rows[3][2] == "报告更新中"


def test_the_digest_is_shown(home: Path, seeds: Path) -> None:
    assert seeds.is_dir()
    shown = run_in_chinese("-m", "bot", "digest", home=home).stdout.decode()
    assert "共 4 个问题（前一周 0 个）" in shown
    assert "周杰伦是谁（1 次）" in shown


def test_a_question_is_marked_and_reviewed_and_a_change_undone(home: Path, seeds: Path) -> None:
    gold = str(few_gold(home / "gold.jsonl"))
    marked = run_in_chinese("-m", "bot", "mark", "周杰伦是谁", "--outside", home=home)
    assert marked.returncode == 0, marked.stderr
    assert (
        run_in_chinese("-m", "bot", "mark", "地铁票价多少钱", "新增轨道交通", home=home).returncode
        == 0
    )
    assert (
        run_in_chinese("-m", "bot", "mark", "x", "新增轨道交通", "--right", home=home).returncode
        == 2
    )
    assert (seeds / "own.gold.jsonl").read_text("utf-8").count("\n") == 2
    reviewed = run_in_chinese("-m", "bot", "review", home=home).stdout.decode()
    assert "周杰伦是谁" in reviewed
    assert "已标注：报告没有" in reviewed
    kept = run_in_chinese(
        "-m", "bot", "lexicon", "泊位费 → 停车位", "--keep", "--anyway", home=home, GOLD_FILE=gold
    )
    assert kept.returncode == 0, kept.stderr
    undone = run_in_chinese("-m", "bot", "undo", home=home)
    assert "泊位费 → 停车位" in undone.stdout.decode()
    assert not (seeds / "own.lexicon.txt").exists()
    assert "没有可以撤销的改动" in run_in_chinese("-m", "bot", "undo", home=home).stdout.decode()
