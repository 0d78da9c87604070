"""Figures of the loaded reports: within an excerpt, and the one that a question asks for."""

from __future__ import annotations

import pytest

from retrieval import Library, Span


def sentence(library: Library, words: str) -> Span:
    report = library.home_report
    at = report.text.index(words)
    return next(
        each
        for paragraph in report.paragraphs
        for each in paragraph.sentences
        if each.start <= at < each.end
    )


@pytest.mark.parametrize(
    ("words", "question", "figure"),
    [
        ("2016年,地区生产总值", "地区生产总值是多少", "4942亿元"),
        ("先后清退商品交易市场", "清退了多少家商品交易市场", "154家"),
        ("先后清退商品交易市场", "清理了多少出租大院", "289家"),
        ("新增停车位", "新增了多少停车位", "2.64万个"),
        ("新开办10所幼儿园", "新开办几所幼儿园", "10所"),
        ("新增停车位", "新增了多少学位", None),
    ],
)
def test_the_figure_that_a_question_asks_for(
    library: Library, words: str, question: str, figure: str | None
) -> None:
    name = library.home_report.name
    found = library.figures.asked(name, sentence(library, words), question)
    assert (found.written.text if found else None) == figure


def test_figures_within_an_excerpt(library: Library) -> None:
    name = library.home_report.name
    found = library.figures.within(name, sentence(library, "新增停车位"))
    assert [each.written.text for each in found] == ["2.64万个", "6000辆"]
