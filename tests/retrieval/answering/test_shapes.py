"""Answers in the shape of the question, over the project's report."""

from __future__ import annotations

import itertools

import pytest

from retrieval import Answer, Library, Missing, Outcome, Report, Shape, library_of
from retrieval.reports import read_report
from tests.retrieval.figures.reading import REPORT


def shown(answer: Answer) -> str:
    return "\n".join(hit.excerpt for hit in answer.hits[: answer.shown])


def check(answer: Answer, report: Report) -> None:
    """What holds for any wide answer: verbatim, nothing twice, the first reply not too long."""
    assert 1 <= answer.shown <= len(answer.hits)
    for hit in (*answer.hits, *answer.related):
        assert report.text[hit.location.start : hit.location.end] == hit.excerpt
    spans = sorted((hit.location.start, hit.location.end) for hit in answer.hits)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert len(shown(answer)) <= 1_200


@pytest.mark.parametrize(
    ("question", "shape", "pieces"),
    [
        ("教育方面做了什么", Shape.TOPIC, ["幼儿园", "中小学"]),
        ("养老", Shape.TOPIC, ["养老照料中心", "养老驿站|养老服务驿站"]),
        ("今年重点工作有哪些", Shape.OUTLINE, ["坚定不移推进功能疏解", "改善提升基本公共服务"]),
        ("2017年八项工作是什么", Shape.OUTLINE, ["功能疏解和人口调控", "改善提升基本公共服务"]),
        ("控制人口用了哪几招", Shape.LIST, ["以业控人", "以拆控人", "以房控人", "以资源控人"]),
        ("GDP和人均收入分别是多少", Shape.PARTS, ["4942亿元", "59886元"]),
        ("过去五年建了多少幼儿园，明年再建多少", Shape.COMPARISON, ["幼儿园60所", "10所幼儿园"]),
    ],
)
def test_each_shape_shows_what_belongs_to_it(
    library: Library, report: Report, question: str, shape: Shape, pieces: list[str]
) -> None:
    answer = library.ask(question)
    assert (answer.outcome, answer.shape) == (Outcome.ANSWERED, shape)
    check(answer, report)
    for piece in pieces:
        assert any(each in shown(answer) for each in piece.split("|")), piece


def test_an_overview_of_the_whole_report_has_its_parts(library: Library, report: Report) -> None:
    answer = library.ask("总结一下这份报告")
    check(answer, report)
    assert answer.shape is Shape.OUTLINE
    assert {hit.location.part for hit in answer.hits} >= {
        part.title for part in report.parts if part.title
    }


def test_a_piece_that_finds_nothing_is_said_in_the_words_of_the_person(library: Library) -> None:
    answer = library.ask("新增了多少停车位？周杰伦演唱会门票几块钱？一级一类幼儿园新增几所？")
    assert answer.shape is Shape.PARTS
    assert answer.unanswered == ("周杰伦演唱会门票几块钱",)
    assert [hit.group for hit in answer.hits] == ["新增了多少停车位", "一级一类幼儿园新增几所"]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("“三治、三清、五控”到底是哪三治哪三清哪五控", Missing.MEANING),
        ("2016年财政收入为什么下降了", Missing.REASON),
        ("我们楼什么时候给装电梯啊", Missing.TIME),
        ("42项荣誉里国家级的有几项", Missing.NUMBER),
    ],
)
def test_what_is_mentioned_and_not_said_is_related(
    library: Library, question: str, missing: Missing
) -> None:
    answer = library.ask(question)
    assert (answer.outcome, answer.missing) == (Outcome.RELATED, missing)
    assert answer.related
    assert answer.hits == ()


@pytest.mark.parametrize("name", ["温榆河", "中国尊", "雅宝路", "亚投行", "团结湖", "文化大院"])
@pytest.mark.parametrize(
    "frame", ["{}", "请问{}", "介绍一下{}", "我想了解{}", "报告里提到{}了吗", "{}是咋回事"]
)
def test_a_name_that_stands_in_the_report_is_never_declined(
    library: Library, name: str, frame: str
) -> None:
    answer = library.ask(frame.format(name))
    assert any(name in hit.excerpt for hit in (*answer.hits, *answer.related))


def test_relative_words_are_read_against_the_date_of_the_report(library: Library) -> None:
    assert library.ask("明年新开几所幼儿园").relative_years == (("明年", 2017),)
    assert library.ask("2017年新开几所幼儿园").relative_years == ()


def test_a_reason_goes_on_in_its_paragraph() -> None:
    review = "".join(f"第{n}项工作有序推进。" for n in "一二三四五六七八九")
    plan = (
        "我们完成目标有底气。国家战略腹地建设机遇叠加。重大政策加力提效。科教资源独特。"
        "产业链条完整，配套能力突出。\n绿化持续推进。"
    )
    text = REPORT.format(review=review, plan=plan)
    library = library_of([read_report("2017年青山县政府工作报告.txt", text)])
    answer = library.ask("为什么说完成目标有底气")
    assert answer.hits[0].excerpt == plan.partition("\n")[0]
