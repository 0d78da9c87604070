"""A new operator's first day, step by step as docs/operating.md has it, from clone to answered.

Each step is a test; they go on from one another, in one working copy with one running bot.  From
the first process on they are slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from bot.wording import operators as wording
from tests import commands
from tests.conftest import ROOT
from tests.loopback.telegram import TOKEN
from tests.processes import run
from tests.walk import CITIZEN, OPERATOR, Day, clone

pytest.importorskip("prometheus_client", reason="needs the extra `web`")

QUESTION = "铁盒子搁哪儿的地儿添了几处"
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with clone(tmp_path_factory.mktemp("clone")) as day:
        yield day


def test_1_the_page_has_every_step() -> None:
    for step in (
        "/newbot",
        "cp .env.example .env",
        "python -m bot check",
        "/unanswered",
        "/phrasing",
    ):
        assert step in PAGE


def test_2_check_says_what_is_missing(day: Day) -> None:
    (day.home / ".env").write_text("TELEGRAM_BOT_TOKEN=oops\nADMIN_IDS=me\nWEB_PORT=http\n")
    finished = commands.run("-m", "bot", "check", home=day.home)
    assert finished.returncode == 2
    names = {line.partition(":")[0] for line in finished.stderr.decode().splitlines()}
    assert {"TELEGRAM_BOT_TOKEN", "ADMIN_IDS", "WEB_PORT"} <= names


@pytest.mark.slow
def test_3_the_settings_are_filled_in_and_check_finds_nothing(day: Day) -> None:
    example = (day.home / ".env.example").read_text(encoding="utf-8")
    for name, value in (
        ("TELEGRAM_BOT_TOKEN", TOKEN),
        ("TELEGRAM_API_URL", day.server.url),
        ("ADMIN_IDS", str(OPERATOR)),
        ("WEB_PORT", str(day.port)),
    ):
        example, found = re.subn(rf"^#{name}=.*$", f"{name}={value}", example, flags=re.MULTILINE)
        assert found == 1
    (day.home / ".env").write_text(example, encoding="utf-8")
    # Imports the clone, and keeps what it has compiled for the bot.
    finished = run("-m", "bot", "check", home=day.home, PYTHONPATH=str(day.home))
    assert finished.returncode == 0, finished.stderr.decode()
    assert TOKEN not in finished.stdout.decode()


@pytest.mark.slow
def test_4_the_bot_runs_and_answers(day: Day) -> None:
    day.start()  # for all steps that follow; the fixture ends it
    assert "2.64万个" in day.say(CITIZEN, "新增了多少停车位").text
    assert httpx.get(f"http://127.0.0.1:{day.port}/readyz").status_code == 200


@pytest.mark.slow
def test_5_the_first_question_that_is_not_answered_is_found(day: Day) -> None:
    assert "2.64万个" not in day.say(CITIZEN, QUESTION).text
    listed = day.until(OPERATOR, "/unanswered", lambda said: QUESTION in said)
    assert QUESTION in listed.text
    assert QUESTION in commands.run("-m", "bot", "unanswered", home=day.home).stdout.decode()


@pytest.mark.slow
def test_6_it_is_fixed_through_the_bot(day: Day) -> None:
    asked = day.press(f"1. {wording.TEACH}", apart=True)
    assert wording.WHICH_SENTENCE in asked.text
    offered = day.say(OPERATOR, f"/phrasing 13 {QUESTION}")
    number = next(
        line.partition(".")[0] for line in offered.text.splitlines() if "停车位2.64万个" in line
    )
    tried = day.press(number, apart=True)
    assert "新增停车位2.64万个" in tried.text
    assert "个标注问题" in tried.text
    kept = day.press(wording.KEEP, apart=False)
    assert wording.kept(1) in kept.text


@pytest.mark.slow
def test_7_it_is_answered_now_and_after_a_reload_and_a_restart(day: Day) -> None:
    assert "2.64万个" in day.say(CITIZEN, QUESTION).text
    assert "已重新载入" in day.say(OPERATOR, "/reload").text
    assert "2.64万个" in day.say(CITIZEN, QUESTION).text
    asked = commands.run("-m", "retrieval", "ask", QUESTION, home=day.home)
    assert "2.64万个" in asked.stdout.decode()


@pytest.mark.slow
def test_8_it_is_seen_in_stats_and_metrics(day: Day) -> None:
    stats = day.say(OPERATOR, "/stats")
    assert re.search(r"已回答（answered）：[3-9]", stats.text)
    metrics = httpx.get(f"http://127.0.0.1:{day.port}/metrics").text
    answered = re.search(
        r'report_bot_questions_total{[^}]*outcome="answered"[^}]*} ([0-9.]+)', metrics
    )
    assert answered
    assert float(answered.group(1)) >= 3


@pytest.mark.slow
def test_9_the_bot_ends_cleanly_and_nothing_private_is_in_its_log(day: Day) -> None:
    log = day.end()
    for secret in (TOKEN.partition(":")[2], QUESTION, str(CITIZEN)):
        assert secret not in log.decode()
    assert b"Traceback" not in log
