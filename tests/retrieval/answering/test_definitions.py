"""Notes answer what asks for the meaning of their term, and nothing else."""

from __future__ import annotations

import pytest

from retrieval import Library, Outcome, library_of
from retrieval.reports import read_report

REPORT = """\
政府工作报告
——2021年2月5日在定兴县第十五届人民代表大会第五次会议上
各位代表：
一、回顾
抓好“雪亮工程[1]”建设和应用，治安防控能力明显提高。
推动中小微企业“小升规[2]”，新增规模以上企业38家。
统筹推进“三河两岸[3]”水污染治理，关停排污企业12家。
落实“两重”项目[4]，完成投资9亿元。
二、2021年工作安排
全县粮食产量达到36万吨。
*名词解释
[1]雪亮工程：是以县、乡、村三级综治中心为指挥平台的治安防控工程。
[2]小升规：鼓励小微企业规范升级为规模以上企业。
[3]三河两岸：中易水、北易水、南拒马河两岸。
[4]“两重”、“两新”：国家重大战略实施和重点领域安全能力建设；大规模设备更新和消费品以旧换新。
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return library_of([read_report("2021年定兴县政府工作报告.txt", REPORT)])


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("什么是雪亮工程", "[1]雪亮工程"),
        ("雪亮工程是什么意思？", "[1]雪亮工程"),
        ("请问报告里提到的“雪亮工程”指的是什么", "[1]雪亮工程"),
        ("定兴的小升规是啥", "[2]小升规"),
        ("解释一下小升规", "[2]小升规"),
        ("三河两岸是哪三河", "[3]三河两岸"),
        ("三河两岸包括哪些河", "[3]三河两岸"),
        ("两新是什么", "[4]“两重”、“两新”"),
    ],
)
def test_a_meaning_is_asked_for(library: Library, question: str, begins: str) -> None:
    answer = library.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    (hit,) = answer.hits
    assert hit.excerpt.startswith(begins)
    text = library.report(hit.location.report).text
    assert text[hit.location.start : hit.location.end] == hit.excerpt


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("雪亮工程提高了什么能力", "治安防控能力明显提高"),
        ("小升规企业新增了多少家", "新增规模以上企业38家"),
        ("三河两岸怎么治理", "关停排污企业12家"),
    ],
)
def test_something_else_is_asked(library: Library, question: str, says: str) -> None:
    answer = library.ask(question)
    assert says in answer.hits[0].excerpt
    assert not any(hit.excerpt.startswith("[") for hit in (*answer.hits, *answer.related))


@pytest.mark.parametrize("question", ["设备更新补贴多少钱", "消费品以旧换新怎么申请"])
def test_what_only_a_note_mentions_is_not_said(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert not any(hit.excerpt.startswith("[") for hit in (*answer.hits, *answer.related))


@pytest.mark.parametrize("question", ["今年重点工作有哪些", "2021年的工作安排"])
def test_notes_are_no_work_of_any_year(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert "全县粮食产量达到36万吨。" in [hit.excerpt for hit in answer.hits]
    assert not any(hit.excerpt.startswith(("[", "*")) for hit in answer.hits)
