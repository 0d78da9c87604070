"""Lists of a counted noun: what is spelled out behind the sentence that counts it."""

from __future__ import annotations

import pytest

from retrieval import Library, library_of
from retrieval.query.shape import Shape
from retrieval.reports import read_report

_TEXT = """2022年湖北省政府工作报告

各位代表：

一、2022年工作安排
坚持教育优先发展，重点推进“三大工程”建设。实施“校舍改造工程”，新建小学4所。推进课后服务。\
开展“名师培养工程”，引进教师80名。启动“数字课堂工程”，配备终端900台。
大力发展旅游，精心打造四张“名片”。修复古城墙，打造“古城名片”。开放湖滨步道，\
举办首届龙舟大赛，延长游船夜航时间，丰富夜间演出，推出水上婚礼，新建游客码头两座，改造沿湖民宿一百家，打造“湖滨名片”。\
打造“美食名片”。打造“红色名片”。
"""


@pytest.fixture(scope="module")
def counted() -> Library:
    return library_of([read_report("2022年湖北省政府工作报告.txt", _TEXT)])


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "教育上说的三大工程，具体是哪三个",
            ("“校舍改造工程”", "“名师培养工程”", "“数字课堂工程”"),
        ),
        (
            "旅游上要打的四张名片分别是什么",
            ("“古城名片”", "“湖滨名片”", "“美食名片”", "“红色名片”"),
        ),
    ],
)
def test_every_counted_item_is_shown(
    counted: Library, question: str, items: tuple[str, ...]
) -> None:
    answer = counted.ask(question)
    assert answer.shape is Shape.LIST
    shown = [hit.excerpt for hit in answer.hits[: answer.shown]]
    assert [item for item in items if not any(item in excerpt for excerpt in shown)] == []


def test_how_many_is_told_from_what(library: Library) -> None:
    """是哪八项 repeats the number of 八项工作 and names nothing."""
    answer = library.ask("2017年重点抓好的八项工作是哪八项", 5)
    assert answer.shape is Shape.LIST
    assert [hit.excerpt[:2] for hit in answer.hits] == [f"{n}是" for n in "一二三四五六七八"]
