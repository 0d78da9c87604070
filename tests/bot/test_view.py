from __future__ import annotations

import pytest

from bot import wording
from bot.conversation import Conversation
from bot.markup import Run, as_plain, utf16_length
from bot.view import answer_view, examples_view, place_line
from retrieval import Answer, Library, Outcome, Report
from tests.conftest import REPORT


def test_the_answering_words_are_bold_within_the_quotation(
    library: Library, report: Report
) -> None:
    quotation, place, note = answer_view(library.ask("新增了多少停车位"), report)
    assert quotation.quotation
    assert quotation.runs == (
        Run("新增停车位", bold=True),
        Run("2.64万个,6000辆公租自行车投放运营。"),
    )
    assert not place.quotation
    assert note.text == wording.OWN_WORDING


def test_line_breaks_of_the_seed_show_as_one(library: Library, report: Report) -> None:
    quotation = answer_view(library.ask("谁作的报告"), report)[0]
    assert quotation.text == (
        "——2016年12月20日在朝阳区第十六届人民代表大会\n第一次会议上\n"
        "朝阳区人民政府区长\xa0 王\xa0 灏"
    )


def test_a_place_leaves_out_what_is_not_there(library: Library, report: Report) -> None:
    start = report.text.index("年内疏解商品交易市场")
    place, _ = library.verify(REPORT, start, start + 4)
    assert place_line(place, report) == (
        "《政府工作报告》（2016-12-20） › 2017年工作建议 › 第 47 段"
    )


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.ANSWERED])
def test_every_outcome_without_an_excerpt_has_its_reply(outcome: Outcome) -> None:
    blocks = answer_view(Answer("问", outcome, (), ("例一", "例二")), None)
    assert [block.text for block in blocks] == [
        wording.REPLIES[outcome],
        "您可以试试这样问：\n• 例一\n• 例二",
    ]


def test_there_is_a_reply_for_each_outcome_and_for_nothing_else() -> None:
    assert {*wording.REPLIES, Outcome.ANSWERED} == set(Outcome)


def test_without_examples_nothing_leads_to_them() -> None:
    assert examples_view(wording.EXAMPLES_LEAD, ()) == []


def test_texts_fit_into_one_message_and_shout_at_nobody() -> None:
    texts = [text for text in vars(wording).values() if isinstance(text, str)]
    for text in [*texts, *wording.REPLIES.values()]:
        assert utf16_length(text) <= 4096
        assert "！" not in text


def test_greeting_and_help_differ_and_offer_examples(library: Library) -> None:
    conversation = Conversation(library)
    assert as_plain(conversation.start()) != as_plain(conversation.help())
    for example in library.examples[:3]:
        assert example in as_plain(conversation.start())
