"""Lists by what their items begin with, by headings, by notes; and questions apart by blanks."""

from __future__ import annotations

import pytest

from retrieval import Library, library_of
from retrieval.outcome import Missing, Outcome
from retrieval.query.shape import Shape
from retrieval.reports import read_report

_TEXT = """2024年安远县政府工作报告

各位代表：

一、2023年工作回顾
全县新建口袋公园12个。企业开办时间压缩到2个工作日。新增普惠性托位300个。县长李建国主持编制了全县规划。

二、2024年工作安排
今年要重点做好以下工作。
今年经济社会发展的主要目标是：
地区生产总值增长6%；
城镇新增就业3000人；
粮食产量20万吨。
优化政务服务。让办事更省心，推行一窗受理。让流程更简单，精简材料。让结果更透明，公开进度。
对自己严格要求。始终对党忠诚，坚定立场。始终依法行政，公开透明。始终清正廉洁，厉行节约。
我们将实施“三大行动”。
（一）实施产业振兴行动。
推动工业园区扩容。
（二）实施城市更新行动。
改造老旧小区。
（三）实施民生提升行动。
办好群众身边的事。
推进“两网一平台”建设。

名词解释
1.“两网一平台”：指物流网、供水网和政务数据平台。
"""


@pytest.fixture(scope="module")
def county() -> Library:
    return library_of([read_report("2024年安远县政府工作报告.txt", _TEXT)])


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("政务服务的三个“让”是什么", ("让办事", "让流程", "让结果")),
        ("政府对自己提出的三个“始终”是哪三条", ("始终对党", "始终依法", "始终清正")),
        ("说了三个始终，始终啥", ("始终对党", "始终依法", "始终清正")),
        ("三大行动都是哪三个", ("（一）实施产业", "（二）实施城市", "（三）实施民生")),
    ],
)
def test_every_item_is_shown(county: Library, question: str, items: tuple[str, ...]) -> None:
    answer = county.ask(question)
    assert answer.shape is Shape.LIST
    assert tuple(
        hit.excerpt[: len(item)] for hit, item in zip(answer.hits, items, strict=True)
    ) == (items)


def test_what_a_counted_name_stands_for_is_told_by_its_note(county: Library) -> None:
    (hit,) = county.ask("两网一平台都是些什么").hits
    assert "物流网、供水网" in hit.excerpt


@pytest.mark.parametrize(
    "question",
    [
        "口袋公园新建多少个 企业开办要几天",
        "①口袋公园新建多少个②企业开办要几天",
    ],
)
def test_a_blank_and_a_circled_number_part_questions(county: Library, question: str) -> None:
    answer = county.ask(question)
    assert answer.shape is Shape.PARTS
    assert ["12个" in answer.hits[0].excerpt, "2个工作日" in answer.hits[-1].excerpt] == [True] * 2


def test_an_announcement_is_no_answer_and_helps_what_it_announces(county: Library) -> None:
    assert "6%" in county.ask("今年GDP目标增长多少").hits[0].excerpt
    assert "3000人" in county.ask("今年就业目标是多少人").hits[0].excerpt


def test_a_name_behind_an_office_answers_who(county: Library) -> None:
    assert "李建国" in county.ask("县长是谁").hits[0].excerpt


def test_nothing_is_answered_for_another_place(county: Library) -> None:
    answer = county.ask("赣州市新建口袋公园多少个")
    assert answer.outcome in (Outcome.RELATED, Outcome.OTHER_PLACE)
    assert not answer.hits
    if answer.outcome is Outcome.RELATED:
        assert answer.missing is Missing.ELSEWHERE
