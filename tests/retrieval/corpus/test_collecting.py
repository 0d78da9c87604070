"""Collecting phrasings: coverage, proposals, batches, and answers that are checked line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Report
from retrieval.corpus.collecting.answers import check_answers, is_near_copy, keep_sound
from retrieval.corpus.collecting.batches import batches_of
from retrieval.corpus.collecting.coverage import FEW, coverage_of
from retrieval.corpus.collecting.proposals import load_proposer, proposed_file
from retrieval.corpus.phrasings import Phrasing, phrasing_files, read_phrasings
from retrieval.corpus.seeds import read_seed_file
from retrieval.errors import WordsError
from tests.commands import run

TEXT = """某区2023年政府工作报告

一、过去一年工作

城市面貌明显改善。全年新建口袋公园12个，改造老旧小区34个。居民人均可支配收入增长5.2%。

二、今年工作安排

建成图书馆、体育馆、文化馆等公共文化设施。年内开通地铁延长线，让居民出行更加便捷。
"""
NAME = "某区2023年政府工作报告.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def office(folder: Path) -> Report:
    return read_seed_file(folder / NAME)


def taken(report: Report, answers: str, gold: tuple[str, ...] = ()) -> list[str]:
    return [each.text for each in check_answers(report, answers, (), gold).sound]


class TestCoverage:
    def test_sentences_are_counted_by_how_many_phrasings_they_have(self, office: Report) -> None:
        parks = next(e for e in coverage_of(office, ()).sentences if "口袋公园" in e.text)
        income = next(e for e in coverage_of(office, ()).sentences if "可支配" in e.text)
        known = [Phrasing(parks.sentence, f"公园{number}") for number in range(FEW)]
        found = coverage_of(office, [*known, Phrasing(income.sentence, "挣多少")])
        assert (found.many, found.few) == (1, 1)
        assert found.none == len(found.sentences) - 2
        assert found.phrasings == FEW + 1

    def test_what_says_nothing_is_not_counted(self, office: Report) -> None:
        texts = [each.text for each in coverage_of(office, ()).sentences]
        assert all(len(text) >= 8 for text in texts)
        assert not any("政府工作报告" in text for text in texts)

    def test_headings_say_where_it_is(self, office: Report) -> None:
        parks = next(e for e in coverage_of(office, ()).sentences if "口袋公园" in e.text)
        assert parks.heading == "一、过去一年工作"


class TestProposals:
    @pytest.mark.parametrize(
        "asked",
        [
            "新建口袋公园多少个", "居民人均可支配收入增长了多少", "公共文化设施有哪些",
            "开通地铁延长线什么时候",
        ],
    )  # fmt: skip
    def test_figures_lists_and_times_are_asked_for(self, office: Report, asked: str) -> None:
        sentences = coverage_of(office, ()).sentences
        found = load_proposer().proposals(sentences, lambda _: False)
        texts = [text for _, each in found for text in each]
        assert any(asked.removeprefix("新建") in text for text in texts), texts

    def test_none_is_near_gold_and_none_is_for_two_sentences(self, report: Report) -> None:
        sentences = coverage_of(report, ()).sentences
        found = load_proposer().proposals(sentences, lambda _: False)
        texts = [text for _, each in found for text in each]
        assert len(texts) == len(set(texts)) > 300
        gold = texts[:20]
        again = load_proposer().proposals(sentences, is_near_copy(gold))
        assert not set(gold).intersection(text for _, each in again for text in each)

    def test_the_bot_does_not_read_them(self, folder: Path) -> None:
        file = proposed_file(folder, NAME)
        file.write_text("> 全年新建口袋公园\n公园多少个\n", encoding="utf-8")
        assert file not in phrasing_files(folder, NAME)


class TestBatches:
    def test_those_with_none_come_first_each_with_its_quotation(self, office: Report) -> None:
        parks = next(e for e in coverage_of(office, ()).sentences if "口袋公园" in e.text)
        coverage = coverage_of(office, [Phrasing(parks.sentence, "公园几个")])
        batches = batches_of(coverage, 2)
        assert len(batches) == -(-len(coverage.sentences) // 2)
        assert all(batch.startswith("请为下面每一句") for batch in batches)
        assert parks.text in batches[-1]

    def test_what_comes_back_unchanged_is_refused_without_a_word_kept(self, office: Report) -> None:
        (batch,) = batches_of(coverage_of(office, ()), 99)
        assert taken(office, batch) == []

    def test_a_batch_that_is_filled_in_is_taken(self, office: Report) -> None:
        (batch,) = batches_of(coverage_of(office, ()), 99)
        income = next(line for line in batch.splitlines() if line.startswith("> 居民人均"))
        filled = batch.replace(f"{income}\n", f"{income}\n1. 手里的钱多了多少？\n", 1)
        assert taken(office, filled) == ["手里的钱多了多少？"]


class TestAnswers:
    @pytest.mark.parametrize(
        "line",
        [
            "楼下添了几个小公园", "1. 楼下添了几个小公园", "- 楼下添了几个小公园",
            "2、“楼下添了几个小公园”", "（3）楼下添了几个小公园",
        ],
    )  # fmt: skip
    def test_numbers_bullets_and_quotation_marks_are_no_part_of_it(
        self, office: Report, line: str
    ) -> None:
        assert taken(office, f"> 全年新建口袋公园\n{line}\n") == ["楼下添了几个小公园"]

    @pytest.mark.parametrize(
        ("answers", "why"),
        [
            ("楼下添了几个小公园\n", "no sentence of the report is quoted"),
            ("> 这句不在报告里\n楼下添了几个小公园\n", "stands in no sentence"),
            ("> 年\n楼下添了几个小公园\n", "sentences of"),
            ("> 全年新建口袋公园\n全年新建口袋公园12个，改造老旧小区34个\n", "the sentence itself"),
            ("> 全年新建口袋公园\n公園はいくつ\n", "no question in Chinese or English"),
            ("> 全年新建口袋公园\nok\n", "no question in Chinese or English"),
            (f"> 全年新建口袋公园\n{'公园' * 60}\n", "too long"),
            ("> 全年新建口袋公园\n公园多了几个 # 备注\n", "without #"),
            ("> 全年新建口袋公园\n公园多了几个\n公园 多了几个？\n", "is there already"),
            ("> 全年新建口袋公园\n去年新修了多少个口袋公园\n", "labelled question"),
        ],
    )
    def test_what_is_not_sound_is_left_out_with_its_line_and_reason(
        self, office: Report, answers: str, why: str
    ) -> None:
        found = check_answers(office, answers, (), ("去年新修了多少口袋公园",))
        assert any(why in reason for reason in found.refused), found.refused
        assert all(reason.startswith("line ") for reason in found.refused)

    def test_a_quotation_that_is_not_found_takes_its_questions_along(self, office: Report) -> None:
        answers = "> 全年新建口袋公园\n公园多了几个\n> 这句不在报告里\n楼下添了几个小公园\n"
        assert taken(office, answers) == ["公园多了几个"]

    def test_what_is_sound_is_kept_and_read_again(self, office: Report, folder: Path) -> None:
        answers = (
            "> 全年新建口袋公园\n公园多了几个\n楼下添了小公园没\n> 居民人均可支配\n挣得多了吗\n"
        )
        found = check_answers(office, answers, (), ())
        file = keep_sound(folder, office, found.sound)
        assert read_phrasings(folder, office) == found.sound
        assert check_answers(office, answers, found.sound, ()).sound == ()
        with pytest.raises(WordsError, match="cannot be written"):
            keep_sound(file, office, found.sound)


def test_the_command_covers_proposes_writes_batches_and_takes(folder: Path) -> None:
    shown = run(
        "-m", "retrieval", "phrasings", NAME, "--propose", "--batches", "b", home=folder
    ).stdout.decode()
    assert "0 phrasings" in shown.splitlines()[0]
    assert (folder / "b" / "batch-001.txt").is_file()
    assert proposed_file(folder, NAME).read_text("utf-8").count(">") > 1
    (folder / "back.txt").write_text("> 全年新建口袋公园\n公园多了几个\nok\n", encoding="utf-8")
    finished = run("-m", "retrieval", "phrasings", NAME, "--take", "back.txt", home=folder)
    assert "1 kept" in finished.stdout.decode()
    assert "back.txt, line 3" in finished.stderr.decode()
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00")
    for bad in ("bad.txt", "nowhere.txt"):
        finished = run("-m", "retrieval", "phrasings", NAME, "--take", bad, home=folder)
        assert finished.returncode == 2
        assert bad in finished.stderr.decode()
