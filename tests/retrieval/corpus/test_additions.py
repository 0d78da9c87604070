"""Own words: what operators add beside the reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import retrieval
from retrieval import LexiconLine, Library, NewPhrasing, Outcome, Report, Span, WordsError
from retrieval.corpus.phrasings import read_phrasings
from retrieval.corpus.seeds import read_seeds
from retrieval.language.lexicon import lexicon_lines
from tests.conftest import GOLD, REPORT, SEEDS, few_phrasings

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


def test_a_phrasing_is_tried_kept_and_found(
    tmp_path: Path, library: Library, report: Report
) -> None:
    seeds, new = few_phrasings(tmp_path / "few"), parking(report)
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


class TestDuplicates:
    """Entries are compared one by one in their normal form, not as text in text."""

    @pytest.fixture
    def small(self, tmp_path: Path) -> Report:
        (tmp_path / "r.txt").write_text("新增停车位2万个。新修公园3座。\n", encoding="utf-8")
        (read,) = read_seeds(tmp_path)
        return read

    def new(self, report: Report, text: str) -> NewPhrasing:
        return NewPhrasing(report.name, sentence_of(report, "停车位"), text)

    @pytest.mark.parametrize("there", ["车停哪里", "哪里车停哪", "车停哪儿\n> 新修公园\n车停哪"])
    def test_a_phrasing_that_is_a_piece_of_another_is_new(
        self, tmp_path: Path, small: Report, there: str
    ) -> None:
        file = tmp_path / "r.own.phrasings.txt"
        file.write_text(f"> 新增停车位2万个\n{there}\n", encoding="utf-8")
        retrieval.keep(tmp_path, small, self.new(small, "车停哪"))
        parking = sentence_of(small, "停车位")
        known = read_phrasings(tmp_path, small)
        assert "车停哪" in [each.text for each in known if each.sentence == parking]

    @pytest.mark.parametrize("name", ["r.own.phrasings.txt", "r.phrasings.txt"])
    @pytest.mark.parametrize(
        "there",
        [
            "> 停车位2万\n车停哪２个GDP",  # another piece of the same sentence, full width
            "> 新增停车位2万个\n公园在哪\n车停哪2个gdp",  # not the first below its quotation
            "> 新增停车位2万个\n車停哪 2個gdp",  # traditional characters and white space
        ],
    )
    def test_a_phrasing_in_another_spelling_is_a_duplicate(
        self, tmp_path: Path, small: Report, there: str, name: str
    ) -> None:
        file = tmp_path / name
        file.write_text(f"{there}\n", encoding="utf-8")
        with pytest.raises(WordsError, match="stands there already") as caught:
            retrieval.keep(tmp_path, small, self.new(small, "车停哪2个GDP"))
        assert name in str(caught.value)
        assert file.read_text(encoding="utf-8") == f"{there}\n"

    def test_the_same_words_for_another_sentence_are_new(
        self, tmp_path: Path, small: Report
    ) -> None:
        file = tmp_path / "r.phrasings.txt"
        file.write_text("> 新修公园\n车停哪\n", encoding="utf-8")
        retrieval.keep(tmp_path, small, self.new(small, "车停哪"))
        assert len(read_phrasings(tmp_path, small)) == 2

    @pytest.mark.parametrize(
        "line",
        [
            "泊位费→停车位", "泊位费  →  停车位^1", "泊位费 → 停车位^１.０", "泊位費 → 停車位",
            "泊位费、泊位费 → 停车位",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("name", ["own.lexicon.txt", "city.lexicon.txt"])
    def test_a_lexicon_line_in_another_spelling_is_a_duplicate(
        self, tmp_path: Path, small: Report, line: str, name: str
    ) -> None:
        (tmp_path / name).write_text(f"{line}\n", encoding="utf-8")
        with pytest.raises(WordsError, match="stands there already"):
            retrieval.keep(tmp_path, small, LINE)

    @pytest.mark.parametrize(
        "line",
        ["泊位费 ↔ 停车位", "泊位费 → 停车位^0.5", "泊位费 → 停车位、车位", "停车位 → 泊位费"],
    )
    def test_a_lexicon_line_that_says_something_else_is_new(
        self, tmp_path: Path, small: Report, line: str
    ) -> None:
        file = tmp_path / "own.lexicon.txt"
        file.write_text(f"{line}\n", encoding="utf-8")
        retrieval.keep(tmp_path, small, LINE)
        assert file.read_text(encoding="utf-8") == f"{line}\n{LINE.line}\n"

    def test_a_lexicon_line_that_comes_with_the_program_is_a_duplicate(
        self, tmp_path: Path, small: Report
    ) -> None:
        where, line = next(iter(lexicon_lines()))
        with pytest.raises(WordsError, match="stands there already") as caught:
            retrieval.keep(tmp_path, small, LexiconLine(line.replace(" ", "")))
        assert where in str(caught.value)
        assert not (tmp_path / "own.lexicon.txt").exists()


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


def test_a_broken_line_is_left_out_and_named(seeds: Path) -> None:
    (seeds / "own.lexicon.txt").write_text("# ours\n泊位费 停车位\n")
    (fault,) = retrieval.load(seeds).faults
    assert "own.lexicon.txt, line 2: needs one arrow" in fault


def test_a_folder_that_cannot_be_written(report: Report) -> None:
    with pytest.raises(WordsError, match="cannot be written"):
        retrieval.keep(Path("/proc"), report, LINE)


def test_every_sentence_that_stands_once_can_be_quoted(report: Report) -> None:
    from retrieval.corpus.phrasings import Quotations
    from retrieval.reports.lines import squeeze

    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences:
            quotation = Quotations(report).shortest(sentence)
            assert squeeze(sentence.of(report.text)).startswith(quotation)
            assert squeeze(report.text).count(quotation) >= 1


class TestComparison:
    def test_nothing_changes_where_nothing_is_asked_so(self, library: Library, seeds: Path) -> None:
        after = retrieval.load(seeds, [LINE])
        found = retrieval.compare(library, after, retrieval.load_gold(GOLD), LINE)
        assert found.questions > 100
        assert found.before == found.after
        assert found.mended == found.broken == ()

    def test_harm_is_shown(self, tmp_path: Path) -> None:
        # With few phrasings the lexicon weighs most.
        seeds = few_phrasings(tmp_path / "few")
        harmful = LexiconLine(
            "公园、学校、收入、空气、小区、地铁、医院、养老、就业、公交、道路、河道、幼儿园、税收、文化"
            " → 停车位、政协提案"
        )
        before, after = retrieval.load(seeds), retrieval.load(seeds, [harmful])
        found = retrieval.compare(before, after, retrieval.load_gold(GOLD), harmful)
        assert found.after == found.before + len(found.mended) - len(found.broken)
        assert found.broken or found.altered

    def test_what_it_mends_is_shown(self, library: Library, tmp_path: Path, report: Report) -> None:
        seeds, new = few_phrasings(tmp_path / "few"), parking(report)
        gold = seeds / "gold.jsonl"
        gold.write_text(
            '{"id": "A-1", "question": "铁盒子搁哪儿的地儿添了几处呢", "kind": "x", '
            '"answers": ["新增停车位2.64万个"], "answerable": true}\n'
            f'{{"id": "A-2", "question": "{new.text}", "kind": "x", '
            '"answers": ["新增停车位2.64万个"], "answerable": true}\n'
        )
        after = retrieval.load(seeds, [new])
        found = retrieval.compare(library, after, retrieval.load_gold(gold), new)
        assert found.questions == 1  # the phrasing itself proves nothing
        assert [each.id for each in found.mended] == ["A-1"]


def test_the_sentences_nearest_to_a_question_that_is_declined(library: Library) -> None:
    assert library.ask("地铁票价多少钱").outcome is not Outcome.ANSWERED
    found = library.sentences("地铁票价多少钱", 5)
    assert len(found) == 5
    assert any("轨道交通" in hit.excerpt for hit in found)
