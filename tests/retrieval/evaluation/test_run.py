from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Answer, GoldError, Hit, Library, Location, Outcome
from retrieval.evaluation import GoldQuestion, Verdict, judge, load_gold, measure
from retrieval.evaluation.verdict import rank_of
from tests.conftest import GOLD

PLACE = Location("a.txt", "", "", 1, 0, 1)
ANSWERABLE = GoldQuestion("CIT-001", "问?", "fact", ("停车位 2.64万个",), True)
UNANSWERABLE = GoldQuestion("OOS-001", "问?", "oos", (), False)


def verdict(gold: GoldQuestion, *excerpts: str) -> Verdict:
    hits = tuple(Hit(excerpt, PLACE, 1.0) for excerpt in excerpts)
    outcome = Outcome.ANSWERED if hits else Outcome.NOT_IN_REPORT
    answer = Answer(gold.question, outcome, hits)
    return Verdict(gold, answer, rank_of(gold, answer), 2.0)


def test_a_question_is_right_when_an_answer_stands_in_the_first_excerpt_spaces_dropped() -> None:
    assert verdict(ANSWERABLE, "新增停车位2.64 万个。").right
    assert not verdict(ANSWERABLE, "别的。", "新增停车位2.64万个。").right
    assert not verdict(ANSWERABLE).right


def test_an_unanswerable_question_is_right_when_declined() -> None:
    assert verdict(UNANSWERABLE).right
    assert not verdict(UNANSWERABLE, "别的。").right


def test_measures() -> None:
    right, third = "停车位2.64万个", ("一。", "二。", "停车位2.64万个")
    measures = measure(
        "all",
        [
            verdict(ANSWERABLE, right),
            verdict(ANSWERABLE, *third),
            verdict(ANSWERABLE, "错。"),
            verdict(ANSWERABLE),
            verdict(UNANSWERABLE),
        ],
    )
    assert (measures.questions, measures.right.value) == (5, 0.4)
    assert (measures.ans_at_1.value, measures.ans_at_3.value) == (0.25, 0.5)
    assert measures.mrr.value == pytest.approx((1 + 1 / 3) / 4)
    assert (measures.kept.value, measures.refused.value) == (0.75, 1.0)
    assert measures.excerpt_length.value == pytest.approx((len(right) + 2 + 2) / 3)
    assert measures.milliseconds.value == 2.0


def test_a_group_without_unanswerable_questions_has_no_share_refused() -> None:
    assert measure("CIT", [verdict(ANSWERABLE)]).refused.value is None


def test_the_gold_set_is_read_whole() -> None:
    gold = load_gold(GOLD)
    assert len(gold) == 154
    assert {question.prefix for question in gold} == {"ANA", "CIT", "NEA", "NOI", "OOS"}


def test_answers_of_the_gold_set_stand_in_the_report(library: Library) -> None:
    text = "".join("".join(report.text.split()) for report in library.reports)
    for gold in load_gold(GOLD):
        assert all("".join(answer.split()) in text for answer in gold.answers), gold.id


def test_the_floor(library: Library) -> None:
    """Plain paragraph BM25 with the best sentence is right on 0.35 of such questions."""
    verdicts = [judge(library.ask, gold) for gold in load_gold(GOLD)]
    assert sum(each.right for each in verdicts) / len(verdicts) > 0.5


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "holds no question"),
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        ('\n{"id": 1}', "line 2: 'id' has to be a str, not 1"),
        ("[" * 100_000, "line 1: not JSON"),
        ('{"id": ' + "1" * 5000 + "}", "line 1: not JSON"),
        (
            '{"id":"A-1","question":"q","kind":"k","answers":["\u200b"],"answerable":true}',
            "line 1: 'answers' has to hold texts only",
        ),
        (
            '{"id":"A-1","question":"q","kind":"k","answers":[],"answerable":true}',
            "line 1: a question has answers when it is answerable",
        ),
        (
            '{"id":"A-1","question":"q","kind":"k","answers":[" "],"answerable":true}',
            "line 1: 'answers' has to hold texts only",
        ),
    ],
)
def test_gold_that_cannot_be_used(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=str(file)) as caught:
        load_gold(file)
    assert complaint in str(caught.value)


def test_gold_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(tmp_path / "none.jsonl")
