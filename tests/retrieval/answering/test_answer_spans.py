"""What is bold in an answer: the figure, the date, the name, the items, else the clause."""

from __future__ import annotations

import pytest

from retrieval import Library, load_gold
from tests.conftest import GOLD


@pytest.mark.parametrize(
    ("question", "bold"),
    [
        ("新增了多少停车位", "2.64万个"),
        ("GDP多少", "4942亿元"),
        ("失业率多少", "1%以内"),
        ("公租自行车投放了多少辆", "6000辆"),
        ("拆除了多少违法建设", "1340多万平方米"),
        ("轨道交通新增了多少公里", "66.8公里"),
        ("2017年要新开办几所幼儿园", "10所"),
        ("外资金融机构达到多少家", "312家"),
        ("今后五年地区生产总值年均增长多少", "6.6%"),
        ("今后五年城镇登记失业率控制在多少", "2.5%以内"),
        ("五年办理了多少件代表建议", "1203件"),
        ("五年办理了多少件政协提案", "1355件"),
        ("孙河湿地公园占地多少公顷", "1100公顷"),
        ("谁作的报告", "王\xa0 灏"),
        ("四大重点产业是哪四个", "壮大商务服务、金融、文化创意、高新技术四大重点产业"),
        (
            "亚投行总部和使馆区落户哪里",
            "亚投行总部和第四使馆区落户朝阳,区域国际影响力进一步提升",
        ),
        ("开公司要办的证合并了吗", "推行“五证合一、一照一码”登记制度,全面实施“营改增”"),
    ],
)
def test_what_answers_is_marked(library: Library, question: str, bold: str) -> None:
    hit = library.ask(question, 1).hits[0]
    assert bold in [span.of(hit.excerpt) for span in hit.answering]


def test_an_amount_and_a_rate_are_both_marked(library: Library) -> None:
    hit = library.ask("2016年朝阳居民人均可支配收入预计有多少元,比上年增长百分之几?", 1).hits[0]
    amount, rate = (span.of(hit.excerpt) for span in hit.answering)
    assert amount == "59886元"
    assert rate.endswith("%")


def test_of_every_answer_something_is_marked_and_it_stands_in_the_excerpt(
    library: Library,
) -> None:
    for each in load_gold(GOLD):
        for hit in library.ask(each.question).hits:
            assert hit.answering, each.question
            spans = [(span.start, span.end) for span in hit.answering]
            assert spans == sorted(spans)
            assert all(0 <= start < end <= len(hit.excerpt) for start, end in spans)


def test_questions_for_a_figure_have_one_marked_that_answers(library: Library) -> None:
    """Of the labelled questions that ask how many or how much, whose excerpt comes first."""
    asked = right = 0
    for each in load_gold(GOLD):
        if not ("多少" in each.question or "几" in each.question) or not each.answerable:
            continue
        hits = library.ask(each.question, 1).hits
        held = [text for text in each.answers if hits and text in hits[0].excerpt]
        if held and any(letter.isdecimal() for letter in held[0]):
            asked += 1
            right += any(held[0].find(span.of(hits[0].excerpt)) >= 0 for span in hits[0].answering)
    assert asked > 30
    assert right / asked >= 0.85
