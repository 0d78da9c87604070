"""The bot over many reports: the right one is named, contents by place, and Milvus in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import wording
from bot.__main__ import app
from bot.conversation.conversation import Conversation
from bot.messages.actions import ShowContents
from bot.messages.page_links import short_digest
from bot.messages.reply import Reply
from retrieval import IndexUnavailableError, Library, load
from retrieval.cli.app import app as retrieval_app
from tests.conftest import REPORT, SEEDS, few_gold
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.milvus_server import MilvusServer
from tests.processes import running
from tests.retrieval.answering.test_many_reports import report as near_twin

CHAT = 4711


def plain(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks)


QUESTION = "四川2022年生产总值增长目标"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("many")
    for place in ("湖北省", "四川省"):
        for year in (2021, 2022):
            text = near_twin(place, year, 5 + year - 2020 + (place == "四川省"), 50)
            (made / f"{year}年{place}政府工作报告.txt").write_text(text, encoding="utf-8")
    for file in SEEDS.iterdir():
        (made / file.name).write_bytes(file.read_bytes())
    return made


@pytest.fixture(scope="module")
def many(folder: Path) -> Library:
    return load(folder)


def test_the_answer_names_its_report(many: Library) -> None:
    shown = plain(Conversation(many).answer("a", QUESTION).reply)
    assert "生产总值增长8.0%左右" in shown
    assert "四川2022年报告 › " in shown
    assert "朝阳区2016年报告 › " in plain(Conversation(many).answer("a", "新增了多少停车位").reply)


def test_a_title_without_a_year_is_told_from_the_others(tmp_path: Path) -> None:
    for year in (2021, 2022):
        text = near_twin("湖北省", year, 5, 50).replace(f"{year}年湖北省政府", "湖北省政府", 1)
        (tmp_path / f"{year}年湖北省政府工作报告.txt").write_text(text, encoding="utf-8")
    conversation = Conversation(load(tmp_path))
    shown = plain(conversation.answer("a", "湖北2021年生产总值增长目标").reply)
    assert "湖北2021年报告 › " in shown
    labels = [row[0].label for row in conversation.contents().choices]
    assert labels == ["《湖北省政府工作报告》（2022年）", "《湖北省政府工作报告》（2021年）"]


def test_what_is_not_loaded_is_said_of_all_reports(many: Library) -> None:
    conversation = Conversation(many)
    assert "没有收录您问的那一年" in plain(conversation.answer("a", "四川2003年经济增长目标").reply)
    assert "没有收录您问的那个地方" in plain(
        conversation.answer("a", "浙江2022年经济增长目标").reply
    )


def test_of_reports_side_by_side_none_is_left_out(tmp_path: Path) -> None:
    for year in (2021, 2022, 2023):
        text = near_twin("四川省", year, 5 + year - 2020, 50)
        if year == 2022:  # says it in other words, so that its sentence has half the others' score
            lead = "今年的主要预期目标是：全省生产总值增长7.0%左右，城镇新增就业50万人以上。"
            assert lead in text
            text = text.replace(lead, "全省生产总值预计增长7.0%。")
        (tmp_path / f"{year}年四川省政府工作报告.txt").write_text(text, encoding="utf-8")
    conversation = Conversation(load(tmp_path))
    question = "近三年四川生产总值增长的主要预期目标分别是多少"
    found = conversation.answer("a", question).answer
    assert found is not None
    years = [hit.location.report[:4] for hit in found.hits]
    assert years == ["2023", "2022", "2021"]
    assert conversation.cards(question, "a").cards[1].description == "全省生产总值预计增长7.0%。"


def test_a_paragraph_without_a_report_is_of_the_home_place(many: Library) -> None:
    assert many.reports[0].name != REPORT
    assert many.home_report.name == REPORT
    shown = plain(Conversation(many).start("a", "p13").reply)
    assert "新增停车位2.64万个" in shown
    assert "第 13 段" in shown


@pytest.mark.slow
def test_a_phrasing_in_the_terminal_is_for_the_home_place(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDS_DIR", str(folder))
    monkeypatch.setenv("GOLD_FILE", str(few_gold(tmp_path / "gold.jsonl")))
    arguments = ["phrasing", "新增停车位2.64万个", "铁盒子搁哪儿的地儿添了几处"]
    finished = CliRunner().invoke(app, arguments)
    assert finished.exit_code == 0, finished.output
    assert "新增停车位2.64万个" in finished.output


def test_contents_and_about_list_the_reports(many: Library) -> None:
    conversation = Conversation(many)
    labels = [row[0].label for row in conversation.contents().choices]
    assert labels == [
        "《2022年四川省政府工作报告》",
        "《2021年四川省政府工作报告》",
        "《2022年湖北省政府工作报告》",
        "《2021年湖北省政府工作报告》",
        "《政府工作报告》（朝阳区，2016-12-20）",
    ]
    digest = next(short_digest(each) for each in many.metadata if each.name == REPORT)
    opened = conversation.press("a", ShowContents(digest)).reply
    assert "朝阳区" in plain(opened)
    about = plain(conversation.about())
    assert "共收录 5 份报告" in about
    assert "四川：2021—2022 年，2 份" in about


@pytest.fixture
def milvus(folder: Path, tmp_path: Path) -> Iterator[MilvusServer]:
    """A Milvus that holds the reports."""
    pytest.importorskip("pymilvus", reason="needs the extra `milvus`")
    pytest.importorskip("milvus_lite", reason="needs the extra `test-full`")
    milvus = MilvusServer(tmp_path / "milvus")
    milvus.start()
    build = ["index", "build", "--seeds", str(folder), "--index", milvus.url]
    assert CliRunner().invoke(retrieval_app, build).exit_code == 0
    yield milvus
    milvus.kill()


def told(server: LoopbackServer, question: str) -> str:
    """The reply to `question`, put again a few times where a busy machine lets Milvus be late."""
    for sent in range(len(server.telegram.sent) + 1, len(server.telegram.sent) + 11):
        server.receive(CHAT, question)
        text = server.replies(CHAT, sent)[-1].text
        if text != wording.INDEX_UNAVAILABLE:
            break
        time.sleep(1)
    return text


def test_the_bot_answers_from_milvus(
    server: LoopbackServer, folder: Path, tmp_path: Path, milvus: MilvusServer
) -> None:
    with running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
        SEEDS_DIR=str(folder), INDEX_URL=milvus.url,
    ) as process:  # fmt: skip
        first = told(server, QUESTION)
        assert "生产总值增长8.0%左右" in first
        assert "四川2022年报告" in first
        assert "2.64万个" in told(server, "新增了多少停车位")
        assert process.poll() is None


def test_an_index_that_is_gone_is_a_polite_reply(
    folder: Path, milvus: MilvusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patient:  # a busy machine may be late
        patient.setattr("retrieval.paragraphs.milvus.connection.READING", 20.0)
        library = load(folder, index_url=milvus.url)
        conversation = Conversation(library)
        assert "8.0%左右" in plain(conversation.answer("a", QUESTION).reply)
    milvus.kill()
    assert plain(conversation.answer("a", "湖北2022年生产总值增长目标").reply) == (
        wording.INDEX_UNAVAILABLE
    )
    assert not library.ready
    with pytest.raises(IndexUnavailableError):
        library.ask("湖北2021年生产总值增长目标")
