"""What residents type, and what the report says."""

from __future__ import annotations

import pytest

from retrieval import Library, Missing, Outcome
from retrieval.language.spelling import Vocabulary


def test_a_word_that_reports_never_say_may_be_one_that_they_often_say() -> None:
    counts = {"赤字": 99, "同时": 5, "财政": 80}
    vocabulary = Vocabulary(counts, Vocabulary.readings(counts, counts), frozenset(counts))
    assert vocabulary.meant("赤子")
    assert not vocabulary.meant("同事"), "few say 同时"
    assert not vocabulary.meant("财政"), "said as it is"
    assert not vocabulary.meant("吃紫"), "written all differently"
    assert vocabulary.correct("财政赤子", [(0, 2)]) == "财政赤字"
    assert vocabulary.correct("财政赤子", [(0, 2), (2, 4)]) is None


def test_a_mistyped_word_is_read_as_the_one_that_was_meant(library: Library) -> None:
    assert library.explain("轨道交通新增多少公理").question.read.text == "轨道交通新增多少公里"
    assert library.explain("我的同事住在哪").question.read.text == "我的同事住在哪"


def best(library: Library, question: str) -> str:
    """The first excerpt without its white space; empty where the question was declined."""
    hits = library.ask(question).hits
    return "".join(hits[0].excerpt.split()) if hits else ""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("清退了多少家市场", "清退商品交易市场154家"),
        ("2017年疏解多少家市场", "年内疏解商品交易市场68家"),
        ("明年疏解多少家市场", "年内疏解商品交易市场68家"),
        ("过去五年建了多少养老照料中心", "44家街乡养老照料中心"),
        ("2017年新建多少家养老驿站", "新建30家养老服务驿站"),
    ],
)
def test_near_twins_are_told_apart_by_their_time(
    library: Library, question: str, answer: str
) -> None:
    assert answer in best(library, question)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("xinzeng duoshao tingchewei", "新增停车位2.64万个"),
        ("xinzengduoshaotingchewei", "新增停车位2.64万个"),
        ("xīnzēng duōshǎo tíngchēwèi", "新增停车位2.64万个"),
        ("新增了多少ting che wei", "新增停车位2.64万个"),
        ("新曾了多少停车为", "新增停车位2.64万个"),
        ("新增了多少停停车位位", "新增停车位2.64万个"),
        ("新增了多少停車位？", "新增停车位2.64万个"),
        ("新增了多少停车位🅿️🅿️？？？", "新增停车位2.64万个"),
        ("how many parking spaces were added", "新增停车位2.64万个"),
        ("鹏户区明年改多少户", "年内完成7000户棚改任务"),
        ("二零一七年棚户区改造多少户", "年内完成7000户棚改任务"),
        ("捷運五年新增多少公里", "新增轨道交通运营里程66.8公里"),
        ("What was the GDP in 2016?", "地区生产总值预计达到4942亿元"),
        ("車站附近的捷運通車里程增加多少", "新增轨道交通运营里程66.8公里"),
    ],
)
def test_scripts_spellings_and_languages(library: Library, question: str, answer: str) -> None:
    assert answer in best(library, question)


@pytest.mark.parametrize(
    ("question", "missing", "near"),
    [
        ("普惠性幼儿园一个月学费多少钱", Missing.MONEY, "普惠性幼儿园"),
        ("八十中南校区的校长叫什么名字", Missing.PERSON, "八十中南校区"),
        ("图书馆新馆在哪条街", Missing.PLACE, "图书馆新馆"),
        ("奥林匹克塔门票多少钱", Missing.MONEY, "奥林匹克塔"),
        ("海淀区拆了多少违建", Missing.ELSEWHERE, "拆除违法建设"),
        ("2030年的GDP是多少", Missing.YEAR, "地区生产总值"),
    ],
)
def test_a_subject_of_the_report_without_the_thing_asked_for(
    library: Library, question: str, missing: Missing, near: str
) -> None:
    answer = library.ask(question)
    assert (answer.outcome, answer.missing, answer.hits) == (Outcome.RELATED, missing, ())
    assert any(near in hit.excerpt for hit in answer.related)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("你好", Outcome.SMALL_TALK),
        ("谢谢你", Outcome.SMALL_TALK),
        ("今天天气怎么样", Outcome.NOT_IN_REPORT),
        ("👍", Outcome.UNCLEAR),
    ],
)
def test_the_ways_of_not_answering(library: Library, question: str, outcome: Outcome) -> None:
    assert library.ask(question).outcome is outcome


def test_a_declined_question_gets_a_bridge(library: Library) -> None:
    answer = library.ask("学校食堂几点开门")
    titles = {section.title for part in library.reports[0].parts for section in part.sections}
    assert answer.nearest in titles - {""}
    shown = answer.as_dict()["suggestions"]
    assert shown == [answer.nearest, *answer.suggestions]
    for suggestion in answer.suggestions:
        assert library.ask(suggestion).outcome is Outcome.ANSWERED


def test_official_terms_are_highlighted(library: Library) -> None:
    hit = library.ask("GDP 2016").hits[0]
    marked = [span.of(hit.excerpt) for span in hit.highlights]
    assert any("生产总值" in piece for piece in marked)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sihuanlu nei wumeihua", "四环路内无煤化"),
        ("鹏户区改造", "棚户区改造"),
        ("残疾人证去哪里办", "残疾人证去哪里办"),
        ("what is the plan", "what is the plan"),
        ("CBD 建设", "cbd建设"),
    ],
)
def test_what_is_read(library: Library, typed: str, read: str) -> None:
    assert library.explain(typed).question.read.text == read


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("98年的生产总值是多少", (1998,)),
        ("上年的生产总值是多少", (2015,)),
        ("大前年的生产总值是多少", (2013,)),
        ("2014到2016年的生产总值是多少", (2014, 2015, 2016)),
        ("停车位有没有2000个", ()),
        ("10年前的生产总值是多少", ()),
        ("16年底的生产总值是多少", (2016,)),
    ],
)
def test_the_years_of_a_question_to_one_report(
    library: Library, question: str, years: tuple[int, ...]
) -> None:
    assert library.explain(question).question.period.years == years


def test_an_amount_is_no_year_that_is_missing(library: Library) -> None:
    assert library.ask("停车位有没有2000个").outcome is not Outcome.OTHER_YEAR


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("huanbao zenmeyang", "环保怎么样"),
        ("tingchewei xinzengle duoshao", "停车位新增了多少"),
        ("zhe ge baogao jiang le shenme", "这个报告讲了什么"),
        ("di er xiang juti shuoshuo", "第二项具体说说"),
    ],
)
def test_pinyin_of_words_that_ask(library: Library, typed: str, read: str) -> None:
    assert library.explain(typed).question.read.text == read
