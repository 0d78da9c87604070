"""Gold of an office's own, and which gold belongs to the reports that are loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import retrieval
from retrieval import GoldError, Library, Report
from retrieval.reports import read_report
from tests.conftest import GOLD, REPORT
from tests.retrieval.answering.test_many_reports import report as twin

ASKED = "新增了多少停车位"


def other_library() -> Library:
    """A library without the project's report."""
    name = "2021年四川省政府工作报告.txt"
    return retrieval.library_of([read_report(name, twin("四川省", 2021, 5, 50))])


def test_a_right_answer_is_kept_as_gold_and_is_right(library: Library, tmp_path: Path) -> None:
    mark = retrieval.right_answer(library.ask(ASKED, 1), REPORT)
    file = retrieval.keep_gold(tmp_path, mark)
    (read,) = retrieval.own_gold(tmp_path)
    assert read == mark
    assert retrieval.load_gold(file) == (mark,)
    assert retrieval.answers_rightly(library, read)


def test_an_answer_in_parts_is_kept_whole(library: Library, tmp_path: Path) -> None:
    answer = library.ask("地区生产总值和人均可支配收入分别是多少", 1)
    assert answer.shown > 1
    retrieval.keep_gold(tmp_path, retrieval.right_answer(answer, REPORT))
    (read,) = retrieval.own_gold(tmp_path)
    assert len(read.parts) == answer.shown
    assert retrieval.answers_rightly(library, read)


def test_a_sentence_that_is_right_and_a_question_without_an_answer(
    library: Library, report: Report
) -> None:
    parking = library.ask(ASKED, 1).hits[0].location
    sentences = report.paragraphs[parking.paragraph - 1].sentences
    wrong = next(each for each in sentences if each.end <= parking.start)
    assert not retrieval.answers_rightly(library, retrieval.right_sentence(ASKED, report, wrong))
    assert not retrieval.answers_rightly(library, retrieval.without_answer(ASKED, REPORT))
    assert retrieval.answers_rightly(library, retrieval.without_answer("周杰伦是谁", REPORT))


def test_the_last_mark_of_a_question_counts_however_it_is_spelt(
    library: Library, tmp_path: Path
) -> None:
    retrieval.keep_gold(tmp_path, retrieval.without_answer("新增了多少 停车位？", REPORT))
    retrieval.keep_gold(tmp_path, retrieval.right_answer(library.ask(ASKED, 1), REPORT))
    (read,) = retrieval.own_gold(tmp_path)
    assert read.answerable


def test_marks_are_no_report_that_cannot_be_read(tmp_path: Path) -> None:
    name = "2021年四川省政府工作报告.txt"
    (tmp_path / name).write_text(twin("四川省", 2021, 5, 50), encoding="utf-8")
    retrieval.keep_gold(tmp_path, retrieval.without_answer("周杰伦是谁", name))
    assert retrieval.load(tmp_path).faults == ()


def test_without_marks_there_is_no_gold(tmp_path: Path) -> None:
    assert retrieval.own_gold(tmp_path) == ()


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = retrieval.own_gold_file(tmp_path)
    file.write_text("{}\n")
    with pytest.raises(GoldError, match="line 1"):
        retrieval.own_gold(tmp_path)


def test_the_projects_gold_belongs_to_its_report_only(library: Library) -> None:
    asked = {retrieval.question_key(each.question) for each in retrieval.load_gold(GOLD)}
    assert len(retrieval.gold_of(library, [GOLD])) == len(asked)
    assert retrieval.gold_of(other_library(), [GOLD]) == ()


def test_gold_that_names_a_report_belongs_where_it_is_loaded(tmp_path: Path) -> None:
    other = other_library()
    home = other.home_report.name
    retrieval.keep_gold(tmp_path, retrieval.without_answer("地铁票价多少", REPORT))
    retrieval.keep_gold(tmp_path, retrieval.without_answer("周杰伦是谁", home))
    file = retrieval.own_gold_file(tmp_path)
    assert [each.question for each in retrieval.gold_of(other, [file, GOLD])] == ["周杰伦是谁"]


def test_a_question_of_several_files_counts_once(library: Library, tmp_path: Path) -> None:
    asked = retrieval.load_gold(GOLD)[0].question
    retrieval.keep_gold(tmp_path, retrieval.without_answer(asked, REPORT))
    file = retrieval.own_gold_file(tmp_path)
    found = [e for e in retrieval.gold_of(library, [file, GOLD]) if e.question == asked]
    assert [each.answerable for each in found] == [False]


def test_of_gold_with_one_id_the_last_counts(tmp_path: Path) -> None:
    row = {"id": "A-1", "question": "问", "kind": "x", "answers": ["一"], "answerable": True}
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(f"{json.dumps(row | {'answers': [text]})}\n" for text in "一二"))
    assert [each.answers for each in retrieval.load_gold(file)] == [("二",)]
