"""From a fresh clone to an office's own report, answering under its own name, without an editor:
the walk of docs/own-report.md, step by step.

Each step is a test; they go on from one another, in one working copy with one running bot.  From
where that bot starts they are slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import commands
from tests.conftest import REPORT, ROOT
from tests.loopback.telegram import TOKEN
from tests.other_report import FULL_REPORT, PLACE
from tests.walk import CITIZEN, OPERATOR, Day, clone

docx = pytest.importorskip("docx", reason="needs the extra `formats`")

FILE = "工作报告（定稿）.docx"
PAGE = (ROOT / "docs" / "own-report.md").read_text(encoding="utf-8")
ZH = (ROOT / "docs" / "zh" / "own-report.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with clone(tmp_path_factory.mktemp("clone")) as day:
        yield day


def run(day: Day, *arguments: str) -> str:
    """What a command says; it has to succeed."""
    finished = commands.run("-m", "bot", *arguments, home=day.home, OPERATOR_LANGUAGE="zh")
    assert finished.returncode == 0, finished.stderr.decode()
    return finished.stdout.decode()


def put(day: Day, **more: str) -> None:
    """Writes the settings that any bot needs, and `more`, without an editor."""
    needed = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": day.server.url,
        "ADMIN_IDS": str(OPERATOR),
    }
    for name, value in (needed | more).items():
        run(day, "set", name, value)


def write_docx(file: Path, text: str = FULL_REPORT) -> None:
    document = docx.Document()
    for line in filter(None, text.splitlines()):
        document.add_paragraph(line)
    document.save(str(file))


def test_1_the_pages_have_every_step() -> None:
    for page in (PAGE, ZH):
        for step in ("python -m bot adopt", "python -m bot set", "python -m bot check"):
            assert step in page


def test_2_what_cannot_be_put_in_is_refused_and_nothing_changes(day: Day) -> None:
    (day.home / "r.doc").write_bytes(b"old")
    for file, reason in (("none.docx", "No such file"), ("r.doc", "save it as .docx")):
        finished = commands.run("-m", "bot", "adopt", file, home=day.home)
        assert finished.returncode == 2
        assert reason in finished.stderr.decode()
    against = commands.run("-m", "bot", "adopt", str(day.home / REPORT), home=day.home)
    assert against.returncode == 2
    assert not (day.home / "own-reports").exists()


def test_3_an_environment_that_is_against_it_is_named(day: Day) -> None:
    write_docx(day.home / FILE)
    finished = commands.run("-m", "bot", "adopt", FILE, home=day.home, HOME_PLACE="朝阳区")
    assert finished.returncode == 2
    assert f"set HOME_PLACE={PLACE} there" in finished.stderr.decode()
    assert not (day.home / "own-reports").exists()
    assert not (day.home / ".env").exists()


def test_4_the_report_is_put_in_and_what_remains_is_said(day: Day) -> None:
    said = run(day, "adopt", FILE)
    assert f"地方：{PLACE}" in said
    assert f"程序自带的报告不再使用：{REPORT}" in said
    assert "示例问题" in said
    assert "set TELEGRAM_BOT_TOKEN" in said
    assert (day.home / "own-reports" / FILE).is_file()
    assert (day.home / "seeds" / REPORT).is_file()  # as git has it
    assert f"HOME_PLACE={PLACE}" in (day.home / ".env").read_text("utf-8")
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "own-reports/" in ignored


def test_5_settings_are_written_without_an_editor(day: Day) -> None:
    put(day, BOT_NAME="“岱山问答”", RATE_LIMIT="ｏｆｆ", CONTACT_LINE="县政府办公室")
    finished = commands.run("-m", "bot", "set", "BOTNAME", "x", home=day.home)
    assert "is BOT_NAME meant?" in finished.stderr.decode()
    finished = commands.run("-m", "bot", "set", "WEB_PORT", "http", home=day.home)
    assert "WEB_PORT: has to be a whole number" in finished.stderr.decode()


def test_6_check_says_what_it_understood(day: Day) -> None:
    said = run(day, "check")
    assert PLACE in said
    assert FILE in said


@pytest.mark.slow
def test_7_the_bot_answers_from_it_under_its_own_name(day: Day) -> None:
    day.start()
    greeting = day.say(CITIZEN, "/start").text
    assert "岱山问答" in greeting
    assert PLACE in greeting
    assert "57个" in day.say(CITIZEN, "老年人助餐点建了多少个").text
    assert "2.64万个" not in day.say(CITIZEN, "新增了多少停车位").text
    day.server.until(lambda: day.server.telegram.name == "岱山问答")


@pytest.mark.slow
def test_8_a_new_edition_replaces_it_while_the_bot_runs(day: Day) -> None:
    write_docx(day.home / FILE, FULL_REPORT.replace("57个", "58个"))
    assert "同名的旧文件" in run(day, "adopt", FILE)
    answer = day.until(CITIZEN, "老年人助餐点建了多少个", lambda said: "58个" in said).text
    assert "58个" in answer


@pytest.mark.slow
def test_9_it_ends_cleanly(day: Day) -> None:
    log = day.end()
    assert b"Traceback" not in log
    assert not re.search(rb"ERROR|Left out", log), log.decode()
