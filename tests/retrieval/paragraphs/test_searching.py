"""What a search gives, whichever index it is: today in a real Milvus Lite."""

from __future__ import annotations

from itertools import pairwise

from retrieval.paragraphs import FoundParagraph
from retrieval.paragraphs.milvus import MilvusIndex
from retrieval.paragraphs.milvus.search import _KEYS, _MORE
from retrieval.paragraphs.milvus.tokens import _TERMS_A_TEXT
from tests.retrieval.paragraphs.conftest import Source


def places(found: list[FoundParagraph]) -> list[tuple[str, int]]:
    return [(each.report, each.paragraph) for each in found]


def test_the_paragraph_that_shares_most_comes_first_and_those_that_share_nothing_do_not_come(
    index: MilvusIndex,
) -> None:
    one = Source("one.txt", "停车 公园", "停车 停车 位", "学校 医院")
    two = Source("two.txt", "公园 停车 位 2.64万", "医院")
    index.update([one.rows, two.rows])
    found = index.search(["停车", "位", "2.64万"], 10)
    assert places(found) == [("two.txt", 1), ("one.txt", 2), ("one.txt", 1)]
    assert all(a.score > b.score > 0 for a, b in pairwise(found))


def test_nothing_is_found_for_no_terms_unknown_terms_or_no_reports(index: MilvusIndex) -> None:
    index.update([Source("one.txt", "停车 公园").rows])
    assert index.search([], 5) == []
    assert index.search(["火星"], 5) == []
    assert index.search(["停车"], 0) == []
    assert index.search(["停车"], 5, []) == []
    assert index.search(["停车"], 5, ["another.txt"]) == []


def test_a_term_that_is_asked_twice_counts_once(index: MilvusIndex) -> None:
    index.update([Source("one.txt", "停车", "公园", "公园 树").rows])
    assert index.search(["停车", "公园", "停车"], 5) == index.search(["停车", "公园"], 5)


def test_ties_come_in_order_of_report_and_paragraph_wherever_they_are_cut_off(
    index: MilvusIndex,
) -> None:
    # Written in another order than they are to come in; more of them than a search asks for.
    same = ["公园 停车"] * (_MORE + 8)
    reports = [Source(name, *same).rows for name in ("c.txt", "a.txt", "b.txt")]
    index.update(reports)
    every = [(name, n) for name in ("a.txt", "b.txt", "c.txt") for n in range(1, len(same) + 1)]
    for k in (1, 3, _MORE, len(same) + 2, 1_000):
        assert places(index.search(["停车"], k)) == every[:k]


def test_reports_are_chosen_by_names_of_any_kind(index: MilvusIndex) -> None:
    names = [
        "政府工作报告 2016.txt",
        'quote".txt',
        "back\\slash'.txt",
        "a] or key != [.txt",
        "{x}%",
    ]
    index.update([Source(name, "停车 公园").rows for name in names])
    for name in names:
        assert places(index.search(["停车"], 10, [name])) == [(name, 1)]
    assert places(index.search(["停车"], 10, names)) == [(name, 1) for name in sorted(names)]


def test_more_names_than_a_filter_takes_give_what_one_filter_would(index: MilvusIndex) -> None:
    reports = [Source(f"{n:03}.txt", "停车 " * (n % 7 + 1)).rows for n in range(40)]
    index.update(reports)
    absent = [f"absent-{n}.txt" for n in range(2 * _KEYS)]
    chosen = [each.report for each in reports[::2]]
    few = index.search(["停车"], 10, chosen)
    assert len(few) == 10
    assert index.search(["停车"], 10, chosen + absent) == few


def test_a_paragraph_of_any_length_is_found_by_its_last_term_and_comes_once(
    index: MilvusIndex,
) -> None:
    long = " ".join(f"词{n}" for n in range(2 * _TERMS_A_TEXT + 1))
    source = Source("long.txt", "开头", long, "结尾")
    index.update([source.rows])
    assert places(index.search([f"词{2 * _TERMS_A_TEXT}"], 5)) == [("long.txt", 2)]
    both = places(index.search(["词0", f"词{2 * _TERMS_A_TEXT}", "结尾"], 5))
    assert sorted(both) == [("long.txt", 2), ("long.txt", 3)]
    assert index.verify([source.rows]) == []


def test_paragraphs_without_terms_and_reports_without_paragraphs_do_no_harm(
    index: MilvusIndex,
) -> None:
    sources = [Source("empty.txt"), Source("blank.txt", "", "停车", ""), Source("void.txt", "")]
    rows = [source.rows for source in sources]
    index.update(rows)
    assert index.verify(rows) == []
    assert places(index.search(["停车"], 5)) == [("blank.txt", 2)]
    assert (index.status().reports, index.status().paragraphs) == (2, 4)
