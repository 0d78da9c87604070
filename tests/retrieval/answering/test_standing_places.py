"""What every report says at one place, asked in words that nobody prepared: problems, requirement,
aims, how the government itself is improved."""

from __future__ import annotations

import pytest

from retrieval import Answer, Library, library_of
from retrieval.query.shape import Shape
from retrieval.reports import read_report

_REPORT = """2022年湖北省政府工作报告

各位代表：

一、2021年工作回顾
一年来，我们建成学校30所，新增养老床位5000张，改造老旧小区120个。教育事业存在的短板正在补齐。
在肯定成绩的同时，我们也清醒地看到面临的困难和挑战。一是产业结构偏重。传统产业占比高。
二是民生短板较多。看病难仍然存在。
三是干部作风不实。部分干部怕担责。
二、2022年工作总体安排
今年政府工作的总体要求是：坚持稳中求进，加快转型升级，着力改善民生，实现更高水平发展。
今年的主要预期目标是：地区生产总值增长6%，居民消费价格涨幅3%左右，进出口回稳向好。单位能耗下降3%。
实现这些目标，要把握大局。
三、2022年重点工作
扎实办好教育，新建学校40所。改善养老服务，新增床位6000张。
四、推进政府治理现代化
做好今年工作，必须把政府自身建设抓得更紧。
坚持依法行政。严格执行重大决策程序。
坚持清正廉洁。过紧日子，压减一般性支出。
各位代表！让我们更加紧密地团结在一起，努力奋斗！
"""


@pytest.fixture(scope="module")
def unprepared() -> Library:
    return library_of([read_report("2022年湖北省政府工作报告.txt", _REPORT)])


def _shown(answer: Answer) -> list[str]:
    return [hit.excerpt for hit in answer.hits[: answer.shown]]


@pytest.mark.parametrize(
    "question",
    [
        "省长讲当时碰到的难题，一二三全列出来",
        "净听好话了，报告里自己承认哪儿没干好没有啊？",
        "有啥困难挑战，老老实实都说出来听听",
    ],
)
def test_problems_are_all_there(unprepared: Library, question: str) -> None:
    starts = [excerpt[:4] for excerpt in _shown(unprepared.ask(question))]
    assert starts == ["一是产业", "二是民生", "三是干部"]


@pytest.mark.parametrize(
    "question",
    [
        "2022年各项预期目标逐条列出，我写稿要用",
        "今年定了些什么数？经济、物价、外贸都给我列列",
    ],
)
def test_aims_go_on_behind_their_sentence(unprepared: Library, question: str) -> None:
    shown = " ".join(_shown(unprepared.ask(question)))
    aims = ("总值增长6%", "价格涨幅3%左右", "进出口回稳向好", "单位能耗下降3%")
    assert all(aim in shown for aim in aims)
    assert "大局" not in shown


def test_the_requirement_is_one_sentence(unprepared: Library) -> None:
    answer = unprepared.ask("今年政府工作总的要求是怎么表述的，挑要紧的说说")
    assert [excerpt[:12] for excerpt in _shown(answer)] == ["今年政府工作的总体要求是"]


def test_the_government_itself_is_what_it_proposes_up_to_the_close(unprepared: Library) -> None:
    shown = " ".join(_shown(unprepared.ask("最后对政府自己提了哪几条要求嘞")))
    assert "坚持依法行政" in shown
    assert "坚持清正廉洁" in shown
    assert "团结" not in shown


def test_a_subject_beside_the_words_is_no_standing_place(unprepared: Library) -> None:
    answer = unprepared.ask("猪肉涨价，困难户有没有补贴")
    assert answer.shape is not Shape.OUTLINE
