"""What operators do in their private chat, over real HTTP with a real journal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot import wording as everyone
from bot.telegram.api.menus import set_menus
from bot.telegram.application import AnyApplication
from bot.view.introduction import Profile
from bot.wording import operators as wording
from tests.bot.journal import kit
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor, idle
from tests.conftest import few_gold, few_phrasings
from tests.loopback.server import LoopbackServer
from tests.retrieval.answering.test_many_reports import report as near_twin

OPERATOR = 99
# A way to ask that nothing in the project knows.
ODD = "铁盒子搁哪儿的地儿添了几处"


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, Any]:
    return {"admin_ids": "99,100", "gold_file": few_gold(tmp_path / "gold.jsonl")}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return few_phrasings(tmp_path / "seeds")


@pytest.fixture(autouse=True)
def _in_these_seeds(bot: AnyApplication, seeds: Path) -> None:
    bot.bot_data.live.chosen_dir = seeds


@pytest.fixture
async def office(visitor: Visitor) -> Visitor:
    """The bot with the reports and phrasings of `seeds`."""
    assert "已重新载入" in (await visitor.say("/reload", chat=OPERATOR)).text
    return visitor


def kept_in(seeds: Path) -> list[Path]:
    return list(seeds.glob("*own.*"))


async def recorded(bot: AnyApplication) -> None:
    """Returns once there is a question in the journal: it is recorded after its answer is sent."""
    await idle(bot)
    assert (await bot.bot_data.journal.stats(kit.EVER)).total


async def actions(bot: AnyApplication) -> list[str]:
    await idle(bot)
    found = await bot.bot_data.journal.audit_events()
    return [each.action for each in reversed(found)]


async def test_others_are_told_that_they_are_unknown(visitor: Visitor) -> None:
    for command in ("/stats", "/unanswered", "/reload", "/pause 原因", "/resume", "/export"):
        assert (await visitor.say(command)).text == everyone.UNKNOWN_COMMAND


async def test_who_is_to_become_an_operator_learns_their_number(
    visitor: Visitor, server: LoopbackServer
) -> None:
    assert (await visitor.say("/whoami")).text == everyone.whoami(CHAT)
    server.stand(GROUP, "left", "member")
    await visitor.silence("/whoami", user=CHAT)


async def test_in_groups_nothing_is_shown(visitor: Visitor, server: LoopbackServer) -> None:
    server.stand(GROUP, "left", "member")
    await visitor.silence("/unanswered", user=OPERATOR)


async def test_stats_come_with_a_picture(visitor: Visitor, bot: AnyApplication) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra `statistics`")
    await visitor.say("新增了多少停车位")
    await recorded(bot)
    sent = await visitor.say("/stats", chat=OPERATOR)
    assert "共 1 个问题" in sent.text
    assert "已回答（answered）：1" in sent.text
    assert sent.fields["file"]["name"] == "stats.png"
    assert await actions(bot) == ["stats"]


async def test_from_unanswered_to_answered(
    office: Visitor, bot: AnyApplication, seeds: Path
) -> None:
    visitor = office
    declined = await visitor.say(ODD)
    assert "2.64万个" not in declined.text
    await recorded(bot)

    listed = await visitor.say("/unanswered", chat=OPERATOR)
    assert ODD in listed.text
    await visitor.do(visitor.server.press, listed, f"1. {wording.TEACH}")
    chosen = (await visitor.do(visitor.server.replies, OPERATOR, 3))[-1]
    assert f"{wording.PHRASING_LEAD}{ODD}" in chosen.text

    # None of the nearest sentences is the right one: the operator names the paragraph.
    offered = await visitor.say(f"/phrasing 13 {ODD}", chat=OPERATOR)
    lines = offered.text.splitlines()
    number = next(line.partition(".")[0] for line in lines if "停车位2.64万个" in line)
    await visitor.do(visitor.server.press, offered, number)
    tried = (await visitor.do(visitor.server.replies, OPERATOR, 5))[-1]
    assert tried.text.startswith(wording.TRIAL_LEAD)
    assert "新增停车位2.64万个" in tried.text
    assert "个标注问题" in tried.text
    assert "2.64万个" not in (await visitor.say(ODD)).text  # tried is not kept
    assert not kept_in(seeds)

    await visitor.press(tried, wording.KEEP)
    assert wording.kept(1) in tried.text
    assert "2.64万个" in (await visitor.say(ODD)).text
    assert ODD in (seeds / "government-work-report-2016.own.phrasings.txt").read_text()
    assert await actions(bot) == [
        "reload", "unanswered", "unanswered", "try", "keep", "reload"
    ]  # fmt: skip


async def test_a_phrasing_is_for_the_home_place(visitor: Visitor, seeds: Path) -> None:
    first = seeds / "2021年四川省政府工作报告.txt"
    first.write_text(near_twin("四川省", 2021, 5, 50), encoding="utf-8")
    assert "已重新载入 2 份报告" in (await visitor.say("/reload", chat=OPERATOR)).text
    offered = await visitor.say(f"/phrasing 13 {ODD}", chat=OPERATOR)
    assert "停车位2.64万个" in offered.text


async def test_a_lexicon_line_is_tried_on_unanswered_questions_and_dropped(
    visitor: Visitor, seeds: Path, bot: AnyApplication
) -> None:
    await visitor.say("铁盒子地儿有吗")
    await recorded(bot)
    tried = await visitor.say("/lexicon 铁盒子地儿 → 停车位", chat=OPERATOR)
    assert "• 铁盒子地儿有吗" in tried.text
    assert "个标注问题" in tried.text
    await visitor.press(tried, wording.DROP)
    assert wording.DROPPED in tried.text
    assert not kept_in(seeds)


async def test_a_lexicon_line_is_kept(office: Visitor, seeds: Path) -> None:
    visitor = office
    tried = await visitor.say("/lexicon 泊位费 → 停车位", chat=OPERATOR)
    await visitor.press(tried, wording.KEEP)
    assert (seeds / "own.lexicon.txt").read_text() == "泊位费 → 停车位\n"
    again = await visitor.say("/lexicon 泊位费 → 停车位", chat=OPERATOR)
    await visitor.do(visitor.server.press, again, wording.KEEP)
    refused = (await visitor.do(visitor.server.replies, OPERATOR, 4))[-1]
    assert "已经有同样的内容" in refused.text


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/lexicon", wording.LEXICON_HINT), ("/lexicon 没有箭头", "要有一个箭头"),
        ("/phrasing", wording.PHRASING_HINT), ("/phrasing 多少 车位", wording.PHRASING_HINT),
        ("/phrasing 999 车位", wording.NO_SUCH_PARAGRAPH),
        ("/phrasing 99999999999999 车位", wording.NO_SUCH_PARAGRAPH),
        ("/pause", wording.PAUSE_HINT), ("/unanswered", wording.NOTHING_UNANSWERED),
        ("/export", wording.NOTHING_TO_EXPORT),
    ],
)  # fmt: skip
async def test_what_cannot_be_done_is_said(visitor: Visitor, command: str, said: str) -> None:
    assert said in (await visitor.say(command, chat=OPERATOR)).text


async def test_a_line_that_is_broken_is_left_out_and_said(
    visitor: Visitor, seeds: Path, bot: AnyApplication
) -> None:
    (seeds / "own.lexicon.txt").write_text("# ours\n没有箭头\n")
    reloaded = await visitor.say("/reload", chat=OPERATOR)
    assert "已重新载入 1 份报告" in reloaded.text
    assert "own.lexicon.txt 第 2 行：要有一个箭头" in reloaded.text
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    (seeds / "own.lexicon.txt").unlink()
    assert "已重新载入 1 份报告" in (await visitor.say("/reload", chat=OPERATOR)).text
    assert await actions(bot) == ["reload", "reload"]


async def test_another_report_is_there_after_reload(visitor: Visitor, seeds: Path) -> None:
    text = "某区2019年政府工作报告\n\n一、过去一年\n\n新建熊猫馆37座，投放竹子五百吨。\n"
    (seeds / "panda.txt").write_text(text)
    assert "已重新载入 2 份报告" in (await visitor.say("/reload", chat=OPERATOR)).text
    assert "熊猫馆37座" in (await visitor.say("新建了多少熊猫馆")).text


async def test_questions_during_a_reload_are_answered(visitor: Visitor) -> None:
    reloading = asyncio.create_task(visitor.say("/reload", chat=OPERATOR))
    for _ in range(5):
        assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    await reloading


async def test_while_paused_citizens_get_a_note_and_operators_answers(
    visitor: Visitor, bot: AnyApplication
) -> None:
    answered = await visitor.say("新增了多少停车位")
    await visitor.say("/pause 报告更新中", chat=OPERATOR)
    note = everyone.paused("报告更新中")
    assert (await visitor.say("新增了多少停车位")).text == note
    assert (await visitor.notice(answered, everyone.CONTEXT))["text"] == note
    assert (await visitor.do(visitor.server.inline, CHAT, "停车位"))["results"] == []
    assert (await visitor.say("/forget")).text != note
    assert "2.64万个" in (await visitor.say("新增了多少停车位", chat=OPERATOR)).text
    assert (await visitor.say("/resume", chat=OPERATOR)).text == wording.RESUMED
    assert "2.64万个" in (await visitor.say("新增了多少停车位")).text
    assert await actions(bot) == ["pause", "resume"]


async def test_export_is_a_file_of_lines(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say("新增了多少停车位")
    await recorded(bot)
    sent = await visitor.say("/export", chat=OPERATOR)
    assert sent.fields["file"]["name"] == "questions.jsonl"
    assert "新增了多少停车位".encode() in sent.fields["file"]["content"]


async def test_buttons_of_operators_do_nothing_for_others(visitor: Visitor) -> None:
    answered = await visitor.say("新增了多少停车位")
    for data in ("u:1", "t:abc", "w:12345678:1:1", "k::0:0", "d"):
        notice = await visitor.do(visitor.server.press_data, answered, data)
        assert notice["text"] == everyone.OUT_OF_DATE


@pytest.mark.parametrize("data", ["t:abc", "w:12345678:1:1", "w:00000000:999:9", "k:00000000:1:1"])
async def test_buttons_whose_time_has_passed(visitor: Visitor, data: str) -> None:
    listed = await visitor.say("/unanswered", chat=OPERATOR)
    await visitor.do(visitor.server.press_data, listed, data)
    said = (await visitor.do(visitor.server.replies, OPERATOR, 2))[-1].text
    assert said in (wording.GROUP_GONE, everyone.REPORT_CHANGED)


async def test_operators_have_a_menu_of_their_own(
    bot: AnyApplication, server: LoopbackServer
) -> None:
    await set_menus(bot.bot, Profile("", "某报告", ""), (OPERATOR,))
    names = {each["command"] for each in server.telegram.menus["commands", "chat 99", ""]}
    assert {"stats", "unanswered", "pause", "start"} <= names
