"""Which enumeration of a report is the list that is asked for, in words that nobody prepared."""

from __future__ import annotations

import pytest

from retrieval import Library, library_of
from retrieval.query.shape import Shape
from retrieval.reports import read_report

_REPORT = """2016年湖北省政府工作报告

各位代表：

一、2015年工作回顾
“十二五”规划的主要目标任务全面完成。一是经济较快发展。二是结构明显优化。三是民生显著改善。
一年来，我们主要做了以下工作：
一是着力稳定增长，投资保持平稳。二是加大改革力度，简化审批事项。三是促进区域协调，建设城市群。四是改善群众生活，建成保障房。
二、2016年工作安排
做好今年政府工作，必须把握好以下原则：
一是扩大内需。二是调整结构。三是深化改革。
三、2016年重点工作
面对外需低迷的严峻形势，要多措并举，遏制进出口下滑势头。一要完善政策，优化退税。二要鼓励创新，扩大跨境电商。三要优化结构，发展服务贸易。
适度扩大财政赤字，主要用于减税降费。今年将采取三项举措。一是实施营改增。二是取消一批基金。三是扩大免征范围。
实施城建“四大攻坚行动”。实施道路攻坚行动。建成桥梁。实施轨道攻坚行动。建成地铁。实施管网攻坚行动。改造水管。实施片区攻坚行动。改造街区。
强化管理，提升服务。强化监督，压实责任。强化培训，培养人才。强化考核，奖优罚劣。
加快发展电子信息、高端装备、生命健康、时尚消费品四大重点产业。
完善企业服务，搭建政企“三个通道”。开通政企“交流通道”，定期座谈。建立“服务通道”，专人跟踪。设立“反映通道”，及时回应。
"""


@pytest.fixture(scope="module")
def unprepared() -> Library:
    return library_of([read_report("2016年湖北省政府工作报告.txt", _REPORT)])


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("进出口往下掉，省里开了哪三个方子？", ["一要完善政策", "二要鼓励创新", "三要优化结构"]),
        ("说是今年有三招给减税减费，哪三招", ["一是实施营改", "二是取消一批", "三是扩大免征"]),
        ("当年政府工作要守的几条原则都有哪些", ["一是扩大内需", "二是调整结构", "三是深化改革"]),
        (
            "去年省政府一共忙活了哪四大方面的工作",
            ["一是着力稳定", "二是加大改革", "三是促进区域", "四是改善群众"],
        ),
        (
            "城建上说要打四场硬仗，是哪四场",
            ["实施道路攻坚", "实施轨道攻坚", "实施管网攻坚", "实施片区攻坚"],
        ),
        ("给企业搭的三条通道是啥", ["建立“服务通", "设立“反映通"]),
    ],
)
def test_the_list_that_is_meant(unprepared: Library, question: str, items: list[str]) -> None:
    answer = unprepared.ask(question)
    shown = [hit.excerpt[:6] for hit in answer.hits[: answer.shown]]
    assert [item for item in shown if item in items] == items
    assert answer.shape is Shape.LIST


def test_names_that_a_sentence_joins_are_a_list(unprepared: Library) -> None:
    answer = unprepared.ask("请问要发展的四大重点产业包括什么？")
    assert [hit.excerpt[:8] for hit in answer.hits[: answer.shown]] == ["加快发展电子信息"]


def test_sentences_that_only_begin_alike_are_no_list_of_something_else(
    unprepared: Library,
) -> None:
    answer = unprepared.ask("养猪的有哪些补贴")
    assert not any(hit.excerpt.startswith("强化") for hit in answer.hits)
