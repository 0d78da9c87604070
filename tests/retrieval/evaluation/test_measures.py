"""Intervals, baselines, retrieval sets, peers, the page, calibration."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import numpy as np
import pytest

from retrieval import Answer, GoldError, Library, Outcome
from retrieval.evaluation import GoldQuestion, judge, load_gold
from retrieval.evaluation.comparison import compare_with_baseline, load_baseline, save_baseline
from retrieval.evaluation.measures import Mean
from retrieval.evaluation.page import quality_page
from retrieval.evaluation.retrieval_set import as_report, is_retrieval_set, load_retrieval_set
from retrieval.evaluation.run import OURS, EvaluationRun
from tests.commands import run
from tests.conftest import ROOT

NEEDS_EXTRA = "needs the extra `evaluation` (python -m pip install '.[evaluation]')"


def gold(name: str, *, answerable: bool = True) -> GoldQuestion:
    answers = ("停车位2.64万个",) if answerable else ()
    return GoldQuestion(name, "新增了多少停车位", "fact", answers, answerable)


def fails(question: str) -> Answer:
    raise RuntimeError(question)


def test_a_question_that_raises_is_wrong_even_if_it_should_be_declined() -> None:
    for answerable in (True, False):
        verdict = judge(fails, gold("A-1", answerable=answerable))
        assert not verdict.right
        assert not verdict.declined
        assert "RuntimeError" in str(verdict.error)


def test_an_interval_holds_its_mean_and_narrows() -> None:
    few, many = Mean((1.0, 0.0) * 5).interval, Mean((1.0, 0.0) * 200).interval
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < 0.5 < many[1] < few[1]
    assert Mean((1.0, 0.0) * 5).interval == few
    assert (Mean(()).value, Mean(()).interval, f"{Mean(()):.2f}") == (None, None, "–")


def test_a_comparison_with_a_baseline(tmp_path: Path, library: Library) -> None:
    file = tmp_path / "baseline.json"
    right = judge(library.ask, gold("A-1"))
    wrong = judge(library.ask, gold("A-2", answerable=False))
    save_baseline(file, [right, wrong])
    assert compare_with_baseline([right, wrong], load_baseline(file)).change.value == 0
    file.write_text('{"right": {"A-1": false, "A-2": true, "A-3": true}}', encoding="utf-8")
    found = compare_with_baseline([right, wrong], load_baseline(file))
    assert (found.questions, found.before, found.after, found.change.value) == (2, 1, 1, 0)
    assert (found.mended, found.broken, found.altered) == ((right.gold,), (wrong.gold,), ())


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"right": []}', '{"right": {"A": 1}}'])
def test_a_baseline_that_cannot_be_used(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "baseline.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=r"baseline\.json"):
        load_baseline(file)


def test_a_baseline_of_other_questions_is_a_failure(library: Library) -> None:
    with pytest.raises(GoldError, match="none of these questions"):
        compare_with_baseline([judge(library.ask, gold("A-1"))], {"B-1": True})


def retrieval_set(folder: Path) -> Path:
    (folder / "paragraphs.jsonl").write_text(
        '{"id": "a", "text": "新增停车位2万个。"}\n{"id": "b", "text": "修了公园。\\n种了树。"}\n',
        encoding="utf-8",
    )
    (folder / "questions.jsonl").write_text(
        '{"id": "1", "question": "停车位有多少", "paragraph_id": "a"}\n'
        '{"id": "2", "question": "公园种树了吗", "paragraph_id": "b", "paragraph_ids": ["b"]}\n',
        encoding="utf-8",
    )
    return folder


def test_a_retrieval_set(tmp_path: Path) -> None:
    found = load_retrieval_set(retrieval_set(tmp_path))
    assert is_retrieval_set(tmp_path)
    assert found.relevant == {"1": {"a"}, "2": {"b"}}
    report = as_report(found)
    assert [each.span.of(report.text) for each in report.paragraphs] == [
        "新增停车位2万个。", "修了公园。\n种了树。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("paragraphs.jsonl", "{", "paragraphs.jsonl, line 1: not JSON"),
        ("paragraphs.jsonl", '{"id": 1}', "paragraphs.jsonl, line 1: needs the texts id, text"),
        (
            "questions.jsonl",
            '{"id": "1", "question": "q", "paragraph_id": "z"}',
            "names no paragraph",
        ),
    ],
)
def test_a_retrieval_set_that_cannot_be_used(
    tmp_path: Path, name: str, line: str, complaint: str
) -> None:
    (retrieval_set(tmp_path) / name).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        load_retrieval_set(tmp_path)
    assert complaint in str(caught.value)


def test_peers_and_sets_are_measured_beside_ours(tmp_path: Path) -> None:
    for module in ("bm25s", "ir_measures", "scipy", "matplotlib"):
        pytest.importorskip(module, reason=NEEDS_EXTRA)
    folder = tmp_path / "set"
    folder.mkdir()
    few = "\n".join((ROOT / "tests/gold/questions.dev.jsonl").read_text("utf-8").splitlines()[:5])
    (tmp_path / "few.jsonl").write_text(few + "\n", encoding="utf-8")
    finished = run(
        "-m", "retrieval", "evaluate", "few.jsonl", str(retrieval_set(folder)), "--peers",
        "--plot", "curve.png", "--page", "page.md", "--save", "base.json", home=tmp_path,
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, b"")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    for piece in ("rank-bm25 + jieba", "bm25s + jieba", "nDCG@10", "curve.png", "## few"):
        assert piece in page
    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")
    assert len(load_baseline(tmp_path / "base.json")) == 5


@pytest.mark.slow
def test_calibration_writes_what_answering_reads(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason=NEEDS_EXTRA)
    finished = run(
        "-m", "retrieval", "calibrate", str(ROOT / "tests/gold/questions.fit.jsonl"),
        "--output", str(tmp_path), home=tmp_path,
    )  # fmt: skip
    assert (finished.returncode, finished.stderr) == (0, b"")
    for name in ("ranking", "decision"):
        ours = json.loads((ROOT / "retrieval" / "ranking" / "fitted" / f"{name}.json").read_bytes())
        written = json.loads((tmp_path / f"{name}.json").read_bytes())
        assert written.keys() == ours.keys()
        assert written["covered"].keys() == ours["covered"].keys()
        # Without the gold on other reports the weights of a covered report are much the same.
        pairs = [(written["covered"][key], ours["covered"][key]) for key in ours["covered"]]
        assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.95


def test_calibration_wants_enough_questions(tmp_path: Path) -> None:
    pytest.importorskip("scipy", reason=NEEDS_EXTRA)
    (tmp_path / "few.jsonl").write_text(
        '{"id": "A-1", "question": "q", "kind": "k", "answers": ["a"], "answerable": true}\n',
        encoding="utf-8",
    )
    finished = run("-m", "retrieval", "calibrate", "few.jsonl", home=tmp_path)
    assert finished.returncode == 2
    assert "too few to fit to" in finished.stderr.decode("utf-8")


# What the kept part reached when it was last measured, less what chance moves from one fit to the
# next; a change that falls below has to say why.
FLOORS = {"right": 0.80, "declined": 0.68, "kept": 0.90}


def test_floors_on_questions_that_nothing_was_fitted_to(library: Library) -> None:
    verdicts = [
        judge(library.ask, each) for each in load_gold(ROOT / "tests/gold/questions.kept.jsonl")
    ]
    answerable = [verdict for verdict in verdicts if verdict.gold.answerable]
    others = [verdict for verdict in verdicts if not verdict.gold.answerable]
    assert sum(verdict.right for verdict in verdicts) / len(verdicts) >= FLOORS["right"]
    assert sum(verdict.declined for verdict in others) / len(others) >= FLOORS["declined"]
    kept = sum(verdict.answer.outcome is Outcome.ANSWERED for verdict in answerable)
    assert kept / len(answerable) >= FLOORS["kept"]


def test_a_page_without_a_plot(library: Library) -> None:
    trial = EvaluationRun("few", {OURS: [judge(library.ask, gold("A-1"))]})
    page = quality_page([trial], [], datetime.date(2026, 1, 2), None)
    assert "2026-01-02" in page
    assert "Risk" not in page
