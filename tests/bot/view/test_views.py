"""How answers, passages and contents look, without any Telegram."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.messages.actions import ShowContents, ShowSection
from bot.messages.page_links import short_digest
from bot.messages.reply import Copy, Press, Reply
from bot.messages.rich_text import TextRun, split, utf16_length
from bot.view.answer import answer_view
from bot.view.contents import contents_view
from bot.view.declined import declined_view
from bot.view.introduction import Office
from bot.view.location import Source, citation, location_line, place_line, source_of
from bot.view.paging import page_of
from bot.view.passage import paragraph_view, section_view
from bot.view.quotation import words_in
from bot.wording.places import paragraphs
from bot.wording.spoken import speaking
from retrieval import Answer, Language, Library, Outcome, Report, library_of, load
from tests.conftest import REPORT

LONG_REPORT = "\n".join(
    [
        "政府工作报告",
        "一、第一部分",
        *(f"第{n}件事，" + "说得很长，" * 150 + "完。" for n in range(12)),
    ]
)


@pytest.fixture(scope="module")
def long_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "long.txt").write_text(LONG_REPORT, encoding="utf-8")
    return load(folder).reports[0]


@pytest.fixture
def source(library: Library) -> Source:
    return source_of(library, REPORT)


@pytest.fixture
def long_source(long_report: Report) -> Source:
    return source_of(library_of([long_report]), long_report.name)


def labels(reply: Reply) -> list[str]:
    return [each.label for row in reply.choices for each in row]


def test_the_answering_words_are_bold_and_the_excerpt_is_marked_in_its_paragraph(
    library: Library, source: Source
) -> None:
    reply = answer_view(library.ask("新增了多少停车位"), 0, source, ("新增了多少停车位",))
    excerpt, place, around = reply.blocks
    assert excerpt.quotation
    assert not excerpt.folded
    assert excerpt.runs == (
        TextRun("新增停车位"),
        TextRun("2.64万个", bold=True),
        TextRun(",6000辆公租自行车投放运营。"),
    )
    assert place.text == "朝阳区2016年报告 › 五年回顾 › 第13段"
    assert around.folded
    marked = [run for run in around.runs if run.underlined]
    assert "".join(run.text for run in marked) == excerpt.text
    assert [run.text for run in around.runs if run.bold] == ["新增停车位"]
    shown = around.text.removeprefix("……").removesuffix("……")
    assert shown in source.report.paragraphs[12].span.of(source.report.text)


def test_an_excerpt_that_is_its_paragraph_is_not_shown_twice(
    library: Library, source: Source
) -> None:
    reply = answer_view(library.ask("谁作的报告"), 0, source, ("谁作的报告",))
    assert not any(block.folded for block in reply.blocks)


def test_line_breaks_of_the_seed_show_as_one(library: Library, source: Source) -> None:
    quotation = answer_view(library.ask("谁作的报告"), 0, source, ("谁作的报告",)).blocks[0]
    assert quotation.text == (
        "——2016年12月20日在朝阳区第十六届人民代表大会\n第一次会议上\n"
        "朝阳区人民政府区长\xa0 王\xa0 灏"
    )


def test_a_place_leaves_out_what_is_not_there(library: Library, source: Source) -> None:
    start = source.report.text.index("年内疏解商品交易市场")
    place, _ = library.verify(REPORT, start, start + 4)
    assert location_line(place, source) == (
        "《政府工作报告》（朝阳区，2016-12-20） › 2017年工作建议 › 第 47 段"
    )
    assert place_line(place, source) == "朝阳区2016年报告 › 2017年建议 › 第47段"


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([13], "第13段"), ([20, 15], "第20、15段"), ([4, 5, 6, 7, 22], "第4—22段")],
)
def test_paragraphs_are_named_in_few_words(numbers: list[int], words: str) -> None:
    assert paragraphs(numbers) == words


@pytest.mark.parametrize("outcome", [each for each in Outcome if each in wording.REPLIES])
def test_every_outcome_without_an_excerpt_has_its_reply(outcome: Outcome, library: Library) -> None:
    answer = Answer("问", outcome, (), ("例一", "例二"), "某部分")
    reply = declined_view(answer, ("问",), Office(), library)
    first, *others = [block.text for block in reply.blocks]
    assert first.startswith(wording.REPLIES[outcome])
    assert others == [
        "报告里最接近的部分：某部分",
        wording.SUGGESTIONS_LEAD,
    ]
    assert labels(reply) == ["例一", "例二"]


def test_there_is_a_reply_for_each_outcome_and_for_nothing_else() -> None:
    assert {*wording.REPLIES, Outcome.ANSWERED, Outcome.RELATED} == set(Outcome)


def test_a_question_other_than_the_one_typed_stands_at_the_head(
    library: Library, source: Source
) -> None:
    answer = library.ask("新增了多少停车位")
    reply = answer_view(answer, 0, source, ("停车位",))
    assert words_in(reply.text) == ("新增了多少停车位",)
    assert words_in(answer_view(answer, 0, source, (answer.question,)).text) == ()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("words", "read"),
    [
        (("停车位", "那2017年呢"), ("停车位", "那2017年呢")),
        (("停车位", "那明年呢", "多少钱：要不要"), ("停车位", "那明年呢", "多少钱：要不要")),
        # What cannot be read again, or is longer than the question in full, is not said.
        (("“五治”是什么", "还有呢"), ("新增了多少停车位",)),
        (("停车位", "还有呢", "还有呢", "还有呢"), ("新增了多少停车位",)),
    ],
)
def test_buttons_read_how_a_follow_up_was_understood(
    library: Library,
    source: Source,
    language: Language,
    words: tuple[str, ...],
    read: tuple[str, ...],
) -> None:
    with speaking(language):
        reply = answer_view(library.ask("新增了多少停车位"), 0, source, words)
    assert words_in(reply.text) == read


def test_a_citation_that_is_too_long_is_the_place_alone(library: Library, source: Source) -> None:
    hit = library.ask("2016年地区生产总值是多少").hits[0]
    assert citation(hit, hit.location, source).text.startswith("“2016年,地区生产总值")
    whole = paragraph_view(source, 12)
    copied = [each.does for row in whole.choices for each in row if isinstance(each.does, Copy)]
    assert copied[0].text.startswith("《政府工作报告》")
    assert utf16_length(copied[0].text) <= 256


def test_first_and_last_paragraph_lead_one_way_only(source: Source) -> None:
    assert wording.PREVIOUS_PARAGRAPH not in labels(paragraph_view(source, 1))
    last = len(source.report.paragraphs)
    assert wording.NEXT_PARAGRAPH not in labels(paragraph_view(source, last))


@pytest.mark.parametrize("number", [0, -1, 57, 10**9])
def test_there_is_no_such_paragraph(source: Source, number: int) -> None:
    with pytest.raises(LookupError):
        paragraph_view(source, number)


def test_a_long_section_has_pages_that_hold_all_of_it_and_fit(
    long_report: Report, long_source: Source
) -> None:
    digest = short_digest(long_report)
    number = len(long_report.paragraphs)
    shown = ""
    page = 0
    while True:
        reply = section_view(long_source, ShowSection(digest, number, page))
        assert utf16_length(reply.text) <= 4096
        assert reply.blocks[-1].quotation, "a number stands with its paragraph"
        shown += reply.text
        if wording.NEXT_PAGE not in labels(reply):
            break
        page += 1
        assert wording.page(page, 0)[:3] in "（第 "
    assert page >= 2
    for each in long_report.paragraphs[-3:]:
        assert each.span.of(long_report.text) in shown
    assert wording.PREVIOUS_PAGE in labels(reply)


def test_a_page_below_a_long_question_fits_into_one_message(tmp_path: Path) -> None:
    lines = [
        "政府工作报告",
        "一、第一部分",
        *(f"第{n}件事，" + "很长，" * 30 + "完。" for n in range(60)),
    ]
    (tmp_path / "even.txt").write_text("\n".join(lines), encoding="utf-8")
    source = source_of(load(tmp_path), "even.txt")
    question = "那养老服务呢" * 160
    reply = section_view(source, ShowSection(source.digest, 9, 0, 0), question, ("那呢",))
    assert words_in(reply.blocks[0].text) == (question,)
    assert len(split(reply.blocks)) == 1


def test_a_page_beyond_the_last_is_the_last(long_report: Report, long_source: Source) -> None:
    digest, number = short_digest(long_report), len(long_report.paragraphs)
    beyond = section_view(long_source, ShowSection(digest, number, 99))
    assert wording.NEXT_PAGE not in labels(beyond)


def test_a_section_opens_where_the_paragraph_stands(
    long_report: Report, long_source: Source
) -> None:
    last = long_report.paragraphs[-1]
    action = ShowSection(short_digest(long_report), last.number, -1)
    assert last.span.of(long_report.text)[:20] in section_view(long_source, action).text


def contents(action: ShowContents, *reports: Report) -> Reply:
    library = library_of(reports)
    return contents_view(library.metadata, action, library.by_digest)


def test_many_entries_of_the_contents_have_pages(long_report: Report) -> None:
    seen: list[str] = []
    action = ShowContents()
    for _ in range(10):
        reply = contents(action, long_report)
        seen += labels(reply)
        on = [c for row in reply.choices for c in row if c.label == wording.NEXT_PAGE]
        deeper = on or [row[0] for row in reply.choices if row[0].label != wording.UP][-1:]
        does = deeper[0].does
        assert isinstance(does, Press)
        if not isinstance(does.action, ShowContents):
            break
        action = does.action
    assert sum(label.split()[0].isdecimal() for label in seen) >= 12


def test_several_reports_are_offered_first(report: Report, long_report: Report) -> None:
    reply = contents(ShowContents(), report, long_report)
    assert "《政府工作报告》（朝阳区，2016-12-20）" in labels(reply)
    within = contents(ShowContents(short_digest(report)), report, long_report)
    assert labels(within)[-1] == wording.UP


def test_contents_of_what_is_not_there(report: Report) -> None:
    for action in (ShowContents("0" * 8), ShowContents(short_digest(report), 99)):
        with pytest.raises(LookupError):
            contents(action, report)


def test_greeting_and_help_differ_and_offer_topics(library: Library) -> None:
    conversation = Conversation(library)
    start, help_ = conversation.start("a").reply, conversation.help("a")
    assert start.text != help_.text
    assert labels(start) == labels(help_)
    assert labels(start) == list(library.topics)


def test_the_folder_can_be_anywhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG_REPORT, encoding="utf-8")
    assert Conversation(load(tmp_path)).contents().choices


def test_pages_hold_every_item_once() -> None:
    items = tuple("一二三四五六七")
    pages = [page_of(items, number, 3) for number in (1, 2, 3)]
    assert tuple(item for page in pages for item in page.items) == items
    assert {(page.pages, page.total) for page in pages} == {(3, 7)}
    assert [page.first for page in pages] == [1, 4, 7]
    assert page_of(items, 99, 3) == pages[-1]
    assert page_of(items, -1, 3) == pages[0]
    assert page_of((), 1, 3).pages == 1
