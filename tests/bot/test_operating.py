"""What operators ask of the journal in a terminal."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.journal import Channel, Entry, Feedback, Journal
from tests.processes import run

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
            await journal.written(entry)
        journal.feedback("0", Feedback.UP)
        await journal.close()

    asyncio.run(write())
    return tmp_path


def test_stats(home: Path) -> None:
    shown = run("-m", "bot", "stats", home=home).stdout.decode()
    assert "共 4 个问题，2 人次" in shown
    assert "not_in_report：3（75%" in shown
    assert "answered：1（25%" in shown
    assert "用时中位数：2.0 毫秒" in shown
    assert "👍 1，👎 0" in shown


def test_unanswered_questions_in_groups_the_worst_first(home: Path) -> None:
    shown = run("-m", "bot", "unanswered", home=home).stdout.decode()
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
