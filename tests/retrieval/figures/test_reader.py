"""What a figure counts, in which role, for which time."""

from __future__ import annotations

import pytest

from retrieval import Library
from tests.retrieval.figures.reading import figures_in, said


def test_a_head_is_shared_by_the_clauses_after_it() -> None:
    figures = figures_in(
        "2016年，地区生产总值达到4942亿元，同比增长6.5%，五年增加1670亿元，年均增长7.9%；"
        "居民收入达到59886元，同比增长8%。"
    )
    rows = [(each.what, each.written.text, each.role.value, each.period) for each in figures]
    assert [(a, b, c, d.text if d else "") for a, b, c, d in rows] == [
        ("地区生产总值", "4942亿元", "amount", "2016年"),
        ("地区生产总值", "6.5%", "rate of change", "2016年"),
        ("地区生产总值", "1670亿元", "change", "五年"),
        ("地区生产总值", "7.9%", "rate of change", "五年"),
        ("居民收入", "59886元", "amount", "2016年"),
        ("居民收入", "8%", "rate of change", "2016年"),
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("清退市场154家,腾退建筑面积655.4万平方米。", [("清退市场", "154家"), ("腾退建筑面积", "655.4万平方米")]),
        ("22个行政村完成搬迁，6.2万农民实现转居。", [("行政村", "22个"), ("农民", "6.2万")]),
        ("外资金融机构达到312家，占全市65%。", [("外资金融机构", "312家"), ("外资金融机构", "65%")]),
        ("能耗和二氧化碳排放分别降低13.5%、18%。", [("能耗", "13.5%"), ("二氧化碳排放", "18%")]),
        ("规上企业270家、“专精特新”企业50家。", [("规上企业", "270家"), ("“专精特新”企业", "50家")]),
        ("钢的产量，增长百分之六。", [("钢的产量", "百分之六")]),
        ("使用1000亿元失业保险基金支持稳岗。", [("失业保险基金支持稳岗", "1000亿元")]),
        ("覆盖94%的农村人口。", [("农村人口", "94%")]),
        ("完成33条、101公里河道治理。", [("河道治理", "33条"), ("河道治理", "101公里")]),
        ("新建8个产业、交通等重大项目、6座桥。", [("产业、交通等重大项目", "8个"), ("桥", "6座")]),
        ("城镇新增就业143万人、占全国1/10以上。", [("城镇新增就业", "143万人"), ("城镇新增就业", "1/10以上")]),
        ("失业率4.5%、低于全国0.6个百分点。", [("失业率", "4.5%"), ("失业率", "0.6个百分点")]),
    ],
)  # fmt: skip
def test_a_label_stands_before_its_figure_or_behind_it(
    text: str, rows: list[tuple[str, str]]
) -> None:
    assert said(text) == rows


def test_words_before_a_figure_are_kept_where_its_name_follows() -> None:
    (found,) = figures_in(plan="新开办10所幼儿园。")
    assert found.action is not None
    assert (found.action.text, found.what) == ("新开办", "幼儿园")


@pytest.mark.parametrize(
    ("review", "plan", "role"),
    [
        ("财政收入477亿元。", "", "amount"),
        ("财政收入增加164亿元。", "", "change"),
        ("财政收入增长6.5%。", "", "rate of change"),
        ("第三产业比重达到92%。", "", "share"),
        ("绿电占比提高到55%。", "", "share"),
        ("绿电占比提高3个百分点。", "", "change"),
        ("产量增长两倍。", "", "rate of change"),
        ("", "财政收入增长6.5%。", "target"),
        ("", "登记失业率控制在2.5%以内。", "limit"),
        ("", "支出不超过500亿元。", "limit"),
        ("", "2015年财政收入477亿元。", "amount"),
        ("到2020年道路实现率达到70%。", "", "target"),
    ],
)
def test_the_role_follows_from_words_and_part(review: str, plan: str, role: str) -> None:
    (found,) = figures_in(review or "成绩来之不易。", plan or "各项工作有序推进。")
    assert found.role == role


def test_a_time_that_is_compared_with_is_not_that_of_the_figure() -> None:
    (found,) = figures_in("粮食比2010年增长5%。")
    assert found.period is None
    first, second = figures_in("总产值比2010年的537亿元增长64%。")
    assert first.period is not None
    assert (first.year, second.period) == (2010, None)


def test_a_look_back_within_a_plan_goes_on_until_another_time() -> None:
    figures = figures_in(
        plan="过去一年，成绩很大。生产总值增长10%。今年生产总值增长8%。财政收入增长6%。"
    )
    assert [each.tense for each in figures] == ["result", "plan", "plan"]


def test_years_of_a_name_are_no_time() -> None:
    (found,) = figures_in(plan="实施三年行动计划，新建学校5所。")
    assert found.period is None


def test_the_year_of_a_time_counts_from_the_report() -> None:
    (found,) = figures_in(plan="今年财政收入500亿元。")
    assert found.year == 2017
    (found,) = figures_in(plan="全年财政收入500亿元。")
    assert found.year == 2017
    (found,) = figures_in("全年财政收入500亿元。")
    assert found.year == 2016


def test_every_cell_of_the_report_is_a_span_of_its_text(library: Library) -> None:
    report = library.home_report
    figures = library.figures.of(report.name)
    assert len(figures) > 100
    for each in figures:
        assert each.written.span.within(each.sentence)
        assert any(each.sentence in paragraph.sentences for paragraph in report.paragraphs)
        for cell in each.cells:
            assert cell.span.of(report.text) == cell.text
