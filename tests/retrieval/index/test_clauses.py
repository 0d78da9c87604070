from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.clauses import clauses_of, figures_of, pieces_of


def test_clauses_end_at_punctuation_but_lists_stay_whole() -> None:
    text = "清退市场、工厂154家,拆除1340万平方米;增长7.5%。"
    assert list(clauses_of(text)) == ["清退市场、工厂154家", "拆除1340万平方米", "增长7.5%"]


def test_a_figure_takes_the_words_around_it_along() -> None:
    found = list(figures_of("城镇新增就业达到1100万人,新增2.64万个停车位"))
    assert found == ["城镇新增就业达到1100万人", "新增2.64万个停车位"]


def test_what_qualifies_is_not_what_is_counted() -> None:
    (found,) = figures_of("研发经费占生产总值的比例达到4.2%")
    assert "比例" in found
    assert "生产总值" not in found


def test_one_clause_that_says_it_all_earns_most() -> None:
    sentences = ["就业增加,收入5万元", "就业收入5万元", "天气晴"]
    pieces = pieces_of(sentences, clauses_of)
    earned = pieces.most_earned([(("就业", 2.0),), (("收入", 1.0), ("薪酬", 0.5))])
    assert earned.tolist() == [2.0, 3.0, 0.0]


def test_of_terms_that_say_the_same_the_worthiest_counts() -> None:
    pieces = pieces_of(["生产总值即经济总量", "经济总量"], clauses_of)
    earned = pieces.most_earned([(("生产总值", 3.0), ("经济总量", 2.0))])
    assert earned.tolist() == [3.0, 2.0]


def test_nothing_to_look_in() -> None:
    assert pieces_of([], clauses_of).most_earned([(("甲", 1.0),)]).tolist() == []
    assert pieces_of(["没有数字"], figures_of).most_earned([(("甲", 1.0),)]).tolist() == [0.0]


@given(st.lists(st.text("甲乙丙,;1")), st.text("甲乙丙1", min_size=1))
def test_pieces_that_hold_a_term_are_those_it_stands_in(sentences: list[str], term: str) -> None:
    pieces = pieces_of(sentences, clauses_of)
    texts = [text for sentence in sentences for text in clauses_of(sentence)]
    expected = [number for number, text in enumerate(texts) if term in text]
    assert pieces.holding(term).tolist() == expected
