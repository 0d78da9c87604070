"""A phrasing helps what is near it and changes nothing else."""

from __future__ import annotations

import pytest

from retrieval import Report, load_gold
from retrieval.answering.load import library_of
from retrieval.corpus.phrasings import Phrasing
from retrieval.reports import read_report
from tests.conftest import GOLD

TEXT = """政府工作报告
——2023年1月10日在海州市第十七届人民代表大会第二次会议上
市长 李明
一、2022年工作回顾
全年新建改造公路124公里，新增停车泊位3200个。
改造农村厕所2.7万座，城镇新增就业4750人。
二、2023年工作安排
新开工公路50公里，新建幼儿园6所。
"""


@pytest.fixture(scope="module")
def other() -> Report:
    return read_report("海州.txt", TEXT)


def phrasing(report: Report, piece: str, text: str) -> Phrasing:
    sentences = (each for paragraph in report.paragraphs for each in paragraph.sentences)
    return Phrasing(next(each for each in sentences if piece in each.of(report.text)), text)


def test_a_question_equal_to_a_phrasing_is_answered_by_its_sentence(other: Report) -> None:
    taught = phrasing(other, "厕所", "茅坑翻新弄了多少")
    library = library_of([other], {other.name: [taught]})
    hit = library.ask("茅坑翻新，弄了多少？", 1).hits[0]
    assert hit.excerpt == taught.sentence.of(other.text)
    bare = library_of([other]).ask("茅坑翻新，弄了多少？", 1).hits
    assert hit.excerpt not in [each.excerpt for each in bare]


@pytest.mark.parametrize("number", [1, 5])
def test_few_phrasings_change_no_other_answer(report: Report, number: int) -> None:
    """The cliff of before: one phrasing declined every second question of another report."""
    sentences = [each for paragraph in report.paragraphs for each in paragraph.sentences][5:]
    few = [Phrasing(sentences[10 * n], f"闻所未闻之问{n}") for n in range(number)]
    with_few, without = library_of([report], {report.name: few}), library_of([report])
    for gold in load_gold(GOLD)[:60]:
        before, after = without.ask(gold.question, 1), with_few.ask(gold.question, 1)
        places = [[hit.location for hit in each.hits] for each in (before, after)]
        assert (after.outcome, places[1]) == (before.outcome, places[0]), gold.question
