"""What is a figure, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from retrieval.figures.figure import Role
from tests.retrieval.figures.reading import figures_in


def written(text: str) -> list[str]:
    return [each.written.shown for each in figures_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2016年1月15日，区十五届人大一次会议召开。",
        "完成“十二五”规划，落实首都“四个中心”定位。",
        "一是抓好三大攻坚战，二是推进四个全面。",
        "第十三届全国人大第三次会议通过第15号决议。",
        "根据国发〔2016〕15号文件和宪法第三十一条。",
        "开通6号线，建设5G基站，降低PM2.5浓度。",
        "构建“1+3+N”体系，落实《中国制造2025》。",
        "庆祝建国65周年，纪念二十世纪九十年代以来的改革。",
        "五年来，我们同二十国集团紧密合作。",
        "65岁以上老人免费乘车，设24小时自助图书馆。",
        "12345热线全天服务，进入世界500强。",
        "千家万户受益，万元GDP能耗下降明显。",
        "三年内完成，近十年最好。",
        "推进两个毫不动摇，健全三项机制。",
        "千亿级产业集群加快建设。",
        "推进长三角一体化，意义十分重大，全天24/7服务。",
    ],
)
def test_dates_names_ordinals_and_slogans_are_no_figures(text: str) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("新增停车位2.64万个。", ["2.64万个"]),
        ("新增停车位２．６４万个。", ["２．６４万个"]),
        ("发电装机1 1 3 4 4 万千瓦。", ["11344万千瓦"]),
        ("农业产值增长百分之六十四。", ["百分之六十四"]),
        ("工业总产值翻两番。", ["两番"]),
        ("建成两座大桥、三所学校。", ["两座", "三所"]),
        ("拆除违法建设1340多万平方米。", ["1340多万平方米"]),
        ("路网密度达到4.1公里/平方公里。", ["4.1公里/平方公里"]),
        ("办理时限压缩到3天。", ["3天"]),
        ("占比提高2.2个和3.7个百分点。", ["2.2个", "3.7个百分点"]),
        ("补助标准由5元提高到8元。", ["5元", "8元"]),
        ("农村贫困人口减少1240万。", ["1240万"]),
        ("商品零售总额1，753亿元。", ["1，753亿元"]),
        ("基尼系数为0.465。", ["0.465"]),
        ("总量突破万亿元。", ["突破万亿元"]),
        ("提前3年完成任务。", ["3年"]),
    ],
)
def test_what_counts_or_measures_is_one(text: str, figures: list[str]) -> None:
    assert written(text) == figures


def test_an_ordinal_is_a_rank_where_it_says_a_standing() -> None:
    (found,) = figures_in("煤炭产量居全国第八。")
    assert (found.what, found.role, found.value) == ("煤炭产量", Role.RANK, Decimal(8))
    assert written("开展第八次普查，这是第二大任务。") == []
    (found,) = figures_in("机场客流量跻身全球前20名。")
    assert (found.what, found.role) == ("机场客流量", Role.RANK)


def test_a_range_is_one_figure_with_two_values() -> None:
    (found,) = figures_in(plan="居民消费价格涨幅控制在5%至6%。")
    assert (found.written.shown, found.value, found.upper) == ("5%至6%", Decimal(5), Decimal(6))
    (found,) = figures_in(plan="新增就业5-8万人。")
    assert (found.value, found.upper) == (Decimal(50000), Decimal(80000))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("收入达到500亿元。", "exact"),
        ("收入超过500亿元。", "over"),
        ("收入近500亿元。", "about"),
        ("收入500亿元左右。", "about"),
        ("收入500亿元以上。", "at least"),
        ("收入不低于500亿元。", "at least"),
        ("支出不超过500亿元。", "at most"),
        ("拆除1340多万平方米。", "over"),
    ],
)
def test_words_around_a_figure_say_how_exact_it_is(text: str, bound: str) -> None:
    (found,) = figures_in(text)
    assert found.bound == bound
