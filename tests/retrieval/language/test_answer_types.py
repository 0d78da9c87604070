from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import WordsError
from retrieval.language.answer_types import load_answer_types, unit_asked, units_held

KINDS = {kind.name: kind for kind in load_answer_types()}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("新增了多少停车位", "number"),
        ("四大产业是哪四个", "list"),
        ("普惠性幼儿园一个月学费多少钱", "price"),
        ("三公经费花了多少", "money"),
        ("生产总值增长目标是多少", "rate"),
        ("赤字率要控制在多少", "rate"),
        ("上海的经济总量是多少", "sum"),
        ("八十中南校区的校长叫什么名字", "person"),
        ("图书馆新馆的地址", "address"),
        ("挂号电话是多少", "telephone"),
        ("是哪家公司施工的", "company"),
        ("早上几点开门", "hours"),
        ("低保怎么申请", "procedure"),
        ("中国尊这座塔有多高", "measure"),
        ("几月份通车", "date"),
        ("过大桥收多少过路费", "price"),
        ("三孩每月发多少奶粉钱", "price"),
        ("拆迁一平米赔多少", "price"),
        ("到底投了多少个亿", "sum"),
        ("退休工资要涨好多钱", "number"),
        ("挂号电话给我一个", "telephone"),
        ("出租房怎么备案", "procedure"),
        ("那725户各县各多少户", "breakdown"),
        ("哪家药厂做的", "company"),
    ],
)
def test_what_kind_is_asked_for(question: str, kind: str) -> None:
    assert KINDS[kind].asked(question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("我在城里打工十几年了", "number"),
        ("房价能管住吗", "price"),
        ("国企老总年薪太高", "person"),
        ("打电话骗老人的抓不抓", "telephone"),
        ("开公司手续多", "procedure"),
        ("退休工资还涨不涨", "opinion"),
        ("灰蒙蒙的天比以前少了几天", "comparison"),
        ("工业总产值平均每年增长多少", "sum"),
        ("城镇新增就业目标是多少人", "rate"),
        ("敌人占了多少领土", "rate"),
        ("要建成哪几条线", "number"),
        ("粮价改革有什么进展", "list"),
        ("两项目标分别是多少", "list"),
        ("利息还扣不扣税", "price"),
        ("明年能多收多少学生", "price"),
        ("拆迁花了几年", "money"),
        ("帮好多人重新上岗", "measure"),
        ("会上发了哪些材料", "procedure"),
        ("山里头搬下来的有多少", "breakdown"),
    ],
)
def test_a_word_alone_asks_for_nothing(question: str, kind: str) -> None:
    assert not KINDS[kind].asked(question)


def test_what_holds_it() -> None:
    assert KINDS["price"].held("居民人均可支配收入达到59886元")
    assert KINDS["money"].held("经济总量达到64697亿元")
    assert KINDS["money"].held("转移支付规模近9.8万亿元")
    assert not KINDS["price"].held("经济总量达到64697亿元")
    assert KINDS["rate"].held("增长7.5%左右")
    assert not KINDS["money"].held("新开办10所幼儿园")
    assert KINDS["person"].held("朝阳区人民政府区长王灏")
    assert not KINDS["opinion"].held("任何一句话")


def test_growth_on_the_year_is_no_comparison() -> None:
    assert not KINDS["comparison"].asked("2016年gdp的总量和同比增幅是多少")


def test_units() -> None:
    assert unit_asked("清退了多少家市场") == "家"
    assert unit_asked("拆了多少万平方米") == "平方米"
    assert unit_asked("情况怎么样") is None
    assert unit_asked("财政赤字多少亿元") == unit_asked("花了多少万元") == "元"
    assert [unit_asked(text) for text in ("多少亿", "几个亿", "几个百分点", "哪几条线")] == [
        None
    ] * 4
    assert units_held("清退市场154家,拆除1340多万平方米,2.64万个") >= {"家", "平方米", "个"}
    assert units_held("赤字9500亿元,外债1.2万亿美元") == {"元"}
    assert units_held("提高3个百分点") == frozenset()


@pytest.mark.parametrize("built", ["新建学校12所", "建成大桥3座", "引进企业40家", "实施项目126项"])
def test_a_measure_word_of_things_answers_how_many_in_general(built: str) -> None:
    assert unit_asked("建了多少个") == "个"
    assert "个" in units_held(built)


@pytest.mark.parametrize("built", ["惠及3.2万人", "投资40亿元", "修路120公里"])
def test_people_sums_and_lengths_are_no_things(built: str) -> None:
    assert "个" not in units_held(built)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[a]\nasks = ['(']\nholds = []\n", "'(' in asks is no regular expression"),
        ("[a]\nasks = []\n", "holds has to be a list of texts"),
        ("[a\n", "line 1"),
    ],
)
def test_kinds_that_cannot_be_used(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "kinds.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WordsError) as caught:
        load_answer_types(file)
    assert complaint in str(caught.value)
    assert "kinds.toml" in str(caught.value)
