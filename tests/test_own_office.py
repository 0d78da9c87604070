"""An office's weeks with its own report in Word, as docs/own-report.md and docs/zh/improving.md have
them: adopt, check, ask, review, mark, a batch of phrasings, a trial, keep, better on its own gold,
undo, a restart with a stale line, a backup put back on another machine.

Each step is a test; they go on from one another, in one working copy with one running bot.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wording import marking, operators
from retrieval.corpus.seeds import read_seed_file
from retrieval.evaluation.gold import load_gold
from tests import commands
from tests.loopback.telegram import Sent
from tests.other_report import PLACE
from tests.test_own_report import FILE, put, run, write_docx
from tests.walk import CITIZEN, OPERATOR, Day, clone, tracked

pytest.importorskip("docx", reason="needs the extra `formats`")
pytestmark = pytest.mark.slow

REPORT_FILE = f"own-reports/{FILE}"
STEM = Path(FILE).stem
# A question that the report answers and no word of which it has, its sentence, and what is in it.
TAUGHT, SENTENCE, ANSWER = "船老大歇脚的地儿添了几处", "新建码头泊位9个", "9个"
ANSWERED = "老年人助餐点建了多少个"
COLLECTED = "岛上头的娃娃念书的地方添了几处"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with clone(tmp_path_factory.mktemp("clone"), few=False) as day:
        yield day


def answered(day: Day, *, taught: bool) -> None:
    """Waits until the running bot, which looks every few seconds, has what a command has done."""
    day.until(CITIZEN, TAUGHT, lambda said: (ANSWER in said) is taught)


def told(day: Day, part: str, command: str) -> Sent:
    """What the operator sees for `command`, once it has `part`, which the journal may yet lack."""
    return day.until(OPERATOR, command, lambda said: part in said)


def test_1_the_report_is_adopted_and_check_is_content(day: Day) -> None:
    write_docx(day.home / FILE)
    run(day, "adopt", FILE)
    put(day, RATE_LIMIT="off", JOURNAL_SECRET="a long random text of this office")
    said = run(day, "check")
    assert PLACE in said
    assert "没有问法" in said


def test_2_citizens_ask(day: Day) -> None:
    day.start()
    assert "57个" in day.say(CITIZEN, ANSWERED).text
    assert ANSWER not in day.say(CITIZEN, TAUGHT).text


def test_3_answers_are_reviewed_and_marked(day: Day) -> None:
    listed = told(day, TAUGHT, "/review")
    assert ANSWERED in listed.text
    number = next(
        line.partition(".")[0] for line in listed.text.splitlines() if line.endswith(ANSWERED)
    )
    day.press(f"{number}. {marking.RIGHT}", apart=False)
    assert "已记为标准答案" in run(day, "mark", TAUGHT, SENTENCE)
    gold = load_gold(day.home / "own-reports" / "own.gold.jsonl")
    assert {each.question for each in gold} == {ANSWERED, TAUGHT}
    assert marking.MARKED_WRONG in told(day, marking.MARKED_RIGHT, "/review").text


def test_4_a_batch_of_phrasings_goes_out_and_comes_back(day: Day) -> None:
    made = commands.run(
        "-m", "retrieval", "phrasings", REPORT_FILE, "--batches", "batches",
        home=day.home, OPERATOR_LANGUAGE="zh",
    )  # fmt: skip
    assert "收回之后用 --take 读入" in made.stdout.decode()
    batches = sorted((day.home / "batches").glob("*.txt"))
    lines = "\n".join(each.read_text("utf-8") for each in batches).splitlines()
    quoted = next(line for line in lines if line.startswith("> ") and "新建海岛学校3所" in line)
    # A colleague writes below the sentence, and what is no use beside it.
    (day.home / "back.txt").write_text(f"{quoted}\n{COLLECTED}\n{TAUGHT}\n嗯\n", "utf-8")
    taken = commands.run(
        "-m", "retrieval", "phrasings", REPORT_FILE, "--take", "back.txt",
        home=day.home, OPERATOR_LANGUAGE="zh",
    )  # fmt: skip
    assert "back.txt：保留 1 条" in taken.stdout.decode()
    assert "与标注问题几乎相同" in taken.stderr.decode()
    assert "已重新载入" in day.say(OPERATOR, "/reload").text
    assert "3所" in day.say(CITIZEN, COLLECTED).text


def test_5_a_phrasing_is_tried_and_kept_and_the_offices_gold_is_better(day: Day) -> None:
    assert TAUGHT in told(day, TAUGHT, "/unanswered").text
    report = read_seed_file(day.home / REPORT_FILE)
    texts = [each.span.of(report.text) for each in report.paragraphs]
    number = 1 + next(at for at, text in enumerate(texts) if SENTENCE in text)
    tried = day.say(OPERATOR, f"/phrasing {number} {TAUGHT}")
    # The question itself is left out of the comparison, since it is found by definition.
    assert operators.tried_gold(1, 1, 1) in tried.text
    assert operators.DOES_NOT_HELP not in tried.text
    day.press(operators.KEEP, apart=False)
    assert ANSWER in day.say(CITIZEN, TAUGHT).text
    assert marking.MARKED_WRONG not in told(day, marking.MARKED_RIGHT, "/review").text


def test_6_it_is_taken_back_and_kept_again(day: Day) -> None:
    assert "已撤销" in run(day, "undo")
    answered(day, taught=False)
    kept = run(day, "phrasing", SENTENCE, TAUGHT, "--keep")
    assert operators.tried_gold(1, 1, 1) in kept
    answered(day, taught=True)


def test_7_a_stale_line_does_not_keep_it_from_starting(day: Day) -> None:
    phrasings = day.home / "own-reports" / f"{STEM}.own.phrasings.txt"
    with phrasings.open("a", encoding="utf-8") as file:
        file.write("> 上一份报告里才有的一句话。\n旧问法怎么办\n")
    day.end()
    day.start()
    day.server.until(
        lambda: any(
            "已略过" in each.text and "上一份报告里才有的一句话" in each.text
            for each in day.server.telegram.sent
            if each.chat_id == OPERATOR
        )
    )
    assert ANSWER in day.say(CITIZEN, TAUGHT).text
    checked = commands.run("-m", "bot", "check", home=day.home, OPERATOR_LANGUAGE="zh")
    assert "请引用只出现在一句里的片段" in checked.stderr.decode()


def test_8_it_goes_on_on_another_machine(day: Day, tmp_path: Path) -> None:
    run(day, "backup", "office.zip")
    tracked(tmp_path)
    shutil.copy(day.home / "office.zip", tmp_path / "office.zip")
    restored = commands.run(
        "-m", "bot", "restore", "office.zip", home=tmp_path, OPERATOR_LANGUAGE="zh"
    )
    assert restored.returncode == 0, restored.stderr.decode()
    assert "TELEGRAM_BOT_TOKEN、JOURNAL_SECRET" in restored.stdout.decode()
    asked = commands.run("-m", "bot", "ask", TAUGHT, home=tmp_path)
    assert ANSWER in asked.stdout.decode()
    gold = load_gold(tmp_path / "own-reports" / "own.gold.jsonl")
    assert {each.question for each in gold} == {ANSWERED, TAUGHT}


def test_9_it_ends_cleanly(day: Day) -> None:
    log = day.end()
    assert b"Traceback" not in log
