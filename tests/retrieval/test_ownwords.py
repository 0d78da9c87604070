"""Own words: what operators add beside the reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import retrieval
from retrieval import LexiconLine, Library, NewPhrasing, Outcome, Report, Span, WordsError
from tests.conftest import GOLD, REPORT, SEEDS

LINE = LexiconLine("泊位费 → 停车位")


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    return folder


def sentence_of(report: Report, piece: str) -> Span:
    at = report.text.index(piece)
    return next(
        sentence
        for paragraph in report.paragraphs
        for sentence in paragraph.sentences
        if sentence.start <= at < sentence.end
    )


def parking(report: Report) -> NewPhrasing:
    return NewPhrasing(
        REPORT, sentence_of(report, "新增停车位2.64万个"), "铁盒子搁哪儿的地儿添了几处"
    )


def test_a_lexicon_line_is_kept_and_read_by_the_next_library(seeds: Path, library: Library) -> None:
    file = retrieval.keep(seeds, library.report(REPORT), LINE)
    assert file == seeds / "own.lexicon.txt"
    assert file.read_text() == "泊位费 → 停车位\n"
    after = retrieval.load(seeds)
    assert len(after.reports) == 1  # the file is no report
    terms = {each.term for each in after.explain("泊位费是多少").expansions}
    assert "泊位费" in terms


def test_a_phrasing_is_tried_kept_and_found(seeds: Path, library: Library, report: Report) -> None:
    new = parking(report)
    assert library.ask(new.text).outcome is not Outcome.ANSWERED
    tried = retrieval.load(seeds, [new])
    assert tried.ask(new.text).hits[0].excerpt.startswith("新增停车位2.64万个")
    assert not list(seeds.glob("*.own.*"))  # trying keeps nothing
    file = retrieval.keep(seeds, report, new)
    assert file.name == "government-work-report-2016.own.phrasings.txt"
    assert retrieval.load(seeds).ask(new.text) == tried.ask(new.text)


def test_what_is_kept_stands_below_what_was_there(seeds: Path, report: Report) -> None:
    (seeds / "own.lexicon.txt").write_text("# ours\n甲乙 → 停车位")  # no newline at the end
    retrieval.keep(seeds, report, LINE)
    assert (seeds / "own.lexicon.txt").read_text() == "# ours\n甲乙 → 停车位\n泊位费 → 停车位\n"


def test_the_same_is_not_kept_twice(seeds: Path, report: Report) -> None:
    for addition in (LINE, parking(report)):
        retrieval.keep(seeds, report, addition)
        with pytest.raises(WordsError, match="stands there already"):
            retrieval.keep(seeds, report, addition)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("泊位费", "needs one arrow"), ("→ 停车位", "side of the arrow is empty"),
        ("泊位费 → 停车位^2", "weight"), ("泊位费 → 停车位\n甲 → 乙", "one line"),
        ("泊位费 → 停车位 # 备注", "without #"), ("", "one line"), ("长" * 300 + "→短", "too long"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_refused(seeds: Path, line: str, complaint: str) -> None:
    with pytest.raises(WordsError, match=complaint):
        retrieval.load(seeds, [LexiconLine(line)])


def test_a_broken_file_is_named_with_its_line(seeds: Path) -> None:
    (seeds / "own.lexicon.txt").write_text("# ours\n泊位费 停车位\n")
    with pytest.raises(WordsError, match=r"own\.lexicon\.txt, line 2: needs one arrow"):
        retrieval.load(seeds)


def test_a_folder_that_cannot_be_written(report: Report) -> None:
    with pytest.raises(WordsError, match="cannot be written"):
        retrieval.keep(Path("/proc"), report, LINE)


def test_every_sentence_that_stands_once_can_be_quoted(report: Report) -> None:
    from retrieval.phrasings import quotation_of
    from retrieval.reading.lines import squeeze

    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences:
            quotation = quotation_of(report, sentence)
            assert squeeze(sentence.of(report.text)).startswith(quotation)
            assert squeeze(report.text).count(quotation) >= 1


class TestComparison:
    def test_nothing_changes_where_nothing_is_asked_so(self, library: Library, seeds: Path) -> None:
        after = retrieval.load(seeds, [LINE])
        found = retrieval.compare(library, after, GOLD, LINE)
        assert found.questions > 100
        assert found.before == found.after
        assert found.mended == found.broken == ()

    def test_harm_is_shown(self, library: Library, seeds: Path) -> None:
        harmful = LexiconLine("多少、什么、哪些 → 停车位、居民人均可支配收入")
        after = retrieval.load(seeds, [harmful])
        found = retrieval.compare(library, after, GOLD, harmful)
        assert found.after == found.before + len(found.mended) - len(found.broken)
        assert found.broken or found.altered

    def test_what_it_mends_is_shown(self, library: Library, seeds: Path, report: Report) -> None:
        gold = seeds / "gold.jsonl"
        new = parking(report)
        gold.write_text(
            '{"id": "A-1", "question": "铁盒子搁哪儿的地儿添了几处呢", "kind": "x", '
            '"answers": ["新增停车位2.64万个"], "answerable": true}\n'
            f'{{"id": "A-2", "question": "{new.text}", "kind": "x", '
            '"answers": ["新增停车位2.64万个"], "answerable": true}\n'
        )
        found = retrieval.compare(library, retrieval.load(seeds, [new]), gold, new)
        assert found.questions == 1  # the phrasing itself proves nothing
        assert [each.id for each in found.mended] == ["A-1"]


def test_the_sentences_nearest_to_a_question_that_is_declined(library: Library) -> None:
    assert library.ask("地铁票价多少钱").outcome is not Outcome.ANSWERED
    found = library.sentences("地铁票价多少钱", 5)
    assert len(found) == 5
    assert any("轨道交通" in hit.excerpt for hit in found)
