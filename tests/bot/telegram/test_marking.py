"""Marks of operators in their private chat: review, right, wrong, out of scope; and undoing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot import wording as everyone
from bot.operators.trial import try_out
from bot.operators.view import trial_text, trial_view
from bot.telegram.application import AnyApplication
from bot.wording import marking as wording
from bot.wording import operators as operators_wording
from retrieval import LexiconLine, Library, Report, library_of, load_gold
from tests.bot.telegram.conftest import CHAT, Visitor
from tests.bot.telegram.test_operators import ODD, OPERATOR, actions, kept_in, recorded
from tests.conftest import GOLD, REPORT, few_gold, few_phrasings

ASKED = "新增了多少停车位"


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, Any]:
    return {"admin_ids": "99", "gold_file": few_gold(tmp_path / "gold.jsonl")}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return few_phrasings(tmp_path / "seeds")


@pytest.fixture(autouse=True)
def _in_these_seeds(bot: AnyApplication, seeds: Path) -> None:
    bot.bot_data.live.chosen_dir = seeds


@pytest.fixture
async def few(bot: AnyApplication) -> None:
    """The bot has only the phrasings of `seeds`, so that keeping one more takes a moment."""
    await bot.bot_data.live.reload()


def gold_in(seeds: Path) -> list[dict[str, Any]]:
    file = seeds / "own.gold.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return [json.loads(line) for line in lines]


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def last(visitor: Visitor, number: int) -> Any:
    return (await visitor.do(visitor.server.replies, OPERATOR, number))[-1]


async def test_a_right_answer_becomes_gold(
    visitor: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    await visitor.say(ASKED)
    await recorded(bot)
    listed = await visitor.say("/review", chat=OPERATOR)
    assert f"1. {ASKED}" in listed.text
    assert "→ 第 13 段：新增停车位2.64万个" in listed.text
    await visitor.press(listed, f"1. {wording.RIGHT}")
    assert wording.MARKED_RIGHT in listed.text
    (row,) = gold_in(seeds)
    assert row["question"] == ASKED
    assert row["answers"][0].startswith("新增停车位2.64万个")
    assert row["reports"] == [REPORT]
    assert await actions(bot) == ["review", "review", "mark", "review"]


@pytest.mark.usefixtures("few")
async def test_a_wrong_answer_is_marked_with_the_right_sentence_and_taught(
    visitor: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    await visitor.say(ODD)
    await recorded(bot)
    listed = await visitor.say("/review", chat=OPERATOR)
    await visitor.do(visitor.server.press, listed, f"1. {wording.WRONG}")
    chosen = await last(visitor, 2)
    assert f"{wording.QUESTION_LEAD}{ODD}" in chosen.text
    assert f"/mark 段号 {ODD}" in chosen.text
    offered = await visitor.say(f"/mark 13 {ODD}", chat=OPERATOR)
    lines = offered.text.splitlines()
    number = next(line.partition(".")[0] for line in lines if "停车位2.64万个" in line)
    await visitor.press(offered, number)
    (row,) = gold_in(seeds)
    assert row["question"] == ODD
    assert "2.64万个" in row["answers"][0]
    assert not [file for file in kept_in(seeds) if "gold" not in file.name]  # marked, not taught

    # It stays on the list until it is answered as it is marked.
    assert ODD in (await visitor.say("/unanswered", chat=OPERATOR)).text
    await visitor.do(visitor.server.press, offered, wording.TEACH_TOO)
    tried = await last(visitor, 5)
    assert tried.text.startswith(operators_wording.TRIAL_LEAD)
    await visitor.press(tried, operators_wording.KEEP)
    unanswered = await visitor.say("/unanswered", chat=OPERATOR)
    assert unanswered.text == operators_wording.NOTHING_UNANSWERED
    assert wording.MARKED_RIGHT in (await visitor.say("/review", chat=OPERATOR)).text


async def test_what_is_out_of_scope_is_hidden_and_becomes_gold(
    visitor: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    await visitor.say("周杰伦是谁")
    await recorded(bot)
    listed = await visitor.say("/unanswered", chat=OPERATOR)
    await visitor.press(listed, f"1. {wording.HIDE}")
    assert listed.text == operators_wording.NOTHING_UNANSWERED
    (row,) = gold_in(seeds)
    assert (row["question"], row["answerable"]) == ("周杰伦是谁", False)
    review = await visitor.say("/review", chat=OPERATOR)
    assert wording.MARKED_OUTSIDE in review.text


async def test_the_last_mark_counts(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say(ASKED)
    await recorded(bot)
    listed = await visitor.say("/review", chat=OPERATOR)
    await visitor.press(listed, f"1. {wording.OUTSIDE}")
    assert wording.MARKED_OUTSIDE in listed.text
    await visitor.press(listed, f"1. {wording.RIGHT}")
    assert wording.MARKED_RIGHT in listed.text
    assert len(bot.bot_data.service.marks) == 1


async def test_small_talk_is_listed_last_as_such(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say("你好")
    await recorded(bot)
    assert "（当作闲聊）" in (await visitor.say("/unanswered", chat=OPERATOR)).text


async def test_a_change_that_does_not_help_says_so(
    visitor: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    await visitor.say("周杰伦是谁")
    await recorded(bot)
    tried = await visitor.say("/lexicon 周杰伦 → 从不提起的词", chat=OPERATOR)
    assert operators_wording.DOES_NOT_HELP in tried.text
    assert tried.rows[0][0]["text"] == operators_wording.KEEP_ANYWAY
    assert not kept_in(seeds)


def test_a_change_that_makes_more_worse_than_better_says_so(
    library: Library, report: Report
) -> None:
    worse = library_of([report])  # without all phrasings
    trial = try_out(library, worse, LexiconLine("泊位费 → 停车位"), [], load_gold(GOLD))
    assert trial.harms
    assert operators_wording.HARMS in trial_text(trial, library)
    labels = [choice.label for row in trial_view(trial, library, None).choices for choice in row]
    assert operators_wording.KEEP_ANYWAY in labels


@pytest.mark.usefixtures("few")
async def test_the_last_change_is_undone_and_the_file_is_as_before(
    visitor: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    assert (await visitor.say("/undo", chat=OPERATOR)).text == wording.NOTHING_KEPT
    before = contents(seeds)
    tried = await visitor.say("/lexicon 泊位费 → 停车位", chat=OPERATOR)
    await visitor.press(tried, tried.rows[0][0]["text"])
    assert (seeds / "own.lexicon.txt").is_file()
    offered = await visitor.say("/undo", chat=OPERATOR)
    assert "泊位费 → 停车位" in offered.text
    await visitor.press(offered, wording.UNDO)
    assert wording.undone(1) in offered.text
    assert contents(seeds) == before
    assert (await visitor.say("/undo", chat=OPERATOR)).text == wording.NOTHING_KEPT
    assert await actions(bot) == ["try", "keep", "reload", "undo", "reload"]


@pytest.mark.usefixtures("few")
async def test_an_old_button_undoes_nothing(visitor: Visitor, seeds: Path) -> None:
    for line in ("泊位费 → 停车位", "泊车费 → 停车位"):
        tried = await visitor.say(f"/lexicon {line}", chat=OPERATOR)
        await visitor.press(tried, tried.rows[0][0]["text"])
    first = await visitor.say("/undo", chat=OPERATOR)
    second = await visitor.say("/undo", chat=OPERATOR)
    await visitor.press(first, wording.UNDO)
    await visitor.press(second, wording.UNDO)
    assert wording.NOT_LAST in second.text
    assert (seeds / "own.lexicon.txt").read_text() == "泊位费 → 停车位\n"


@pytest.mark.parametrize("command", ["/mark", "/mark 多少 车位", "/mark 999 车位"])
async def test_what_cannot_be_marked_is_said(visitor: Visitor, command: str) -> None:
    said = (await visitor.say(command, chat=OPERATOR)).text
    assert said in (wording.MARK_HINT, operators_wording.NO_SUCH_PARAGRAPH)


async def test_without_a_web_side_there_are_no_admin_pages(visitor: Visitor) -> None:
    assert (await visitor.say("/admin", chat=OPERATOR)).text == operators_wording.NO_ADMIN_PAGES
    assert (await visitor.say("/admin")).text == everyone.UNKNOWN_COMMAND


async def test_an_operator_gets_a_link_that_leads_in(visitor: Visitor, bot: AnyApplication) -> None:
    pytest.importorskip("itsdangerous", reason="needs the extra `web`")
    from bot.operators.access import Access

    access = Access(bot.bot_data.journal, "key", operators=(OPERATOR,), url="http://office.test")
    object.__setattr__(bot.bot_data, "access", access)  # as with WEB_PORT
    said = (await visitor.say("/admin", chat=OPERATOR)).text
    assert "http://office.test/admin/enter?t=" in said
    cookie = await access.enter(said.rpartition("t=")[2])
    assert cookie
    session = access.session(cookie)
    assert session
    assert session.actor == f"telegram:{OPERATOR}"
    assert (await visitor.say("/admin")).text == everyone.UNKNOWN_COMMAND
    assert await actions(bot) == ["enter"]


async def test_marks_are_for_operators(visitor: Visitor, seeds: Path) -> None:
    answered = await visitor.say(ASKED)
    for data in ("v:1", "j:o:abc:1", "l:12345678:1:1", "z:abc"):
        await visitor.do(visitor.server.press_data, answered, data, CHAT)
    assert not gold_in(seeds)
