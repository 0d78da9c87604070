from __future__ import annotations

from pathlib import Path

import pytest

import retrieval
from retrieval import Library, LocationError, Outcome, SeedError
from retrieval.corpus.seeds import default_seeds_dir, read_seeds
from tests.conftest import REPORT, SEEDS


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (None, "there is no seeds folder at"),
        ({}, "holds no report"),
        ({"notes.rst": b"no report", "README.md": b"# none"}, "holds no report"),
        ({"a.txt": "\n中文。".encode("shift_jis")}, "a.txt, line 2: not UTF-8 text"),
        ({"a.txt": b"ok\n\xff\xfe"}, "a.txt, line 2: not UTF-8 text"),
        ({"a.txt": b""}, "a.txt holds no paragraph"),
        ({"a.txt": "政府工作报告\n".encode()}, "a.txt holds no paragraph"),
    ],
)
def test_seeds_that_cannot_be_used(
    tmp_path: Path, files: dict[str, bytes] | None, complaint: str
) -> None:
    folder = tmp_path / "seeds"
    if files is not None:
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
    with pytest.raises(SeedError) as caught:
        retrieval.load(folder)
    assert complaint in str(caught.value)
    assert str(folder) in str(caught.value)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("")
    with pytest.raises(SeedError, match="is a file; name the folder"):
        read_seeds(tmp_path / "seeds")


def test_folders_and_hidden_files_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / ".hidden.txt").write_bytes(b"\xff")
    (tmp_path / "b.TXT").write_text("一句话。", encoding="utf-8")
    assert [report.name for report in read_seeds(tmp_path)] == ["b.TXT"]


def test_a_report_is_added_by_dropping_a_file(tmp_path: Path) -> None:
    (tmp_path / REPORT).write_bytes((SEEDS / REPORT).read_bytes())
    (tmp_path / "2020.txt").write_text(
        "一、回顾\n海边新建灯塔17座。渔港扩建完成。\n", encoding="utf-8"
    )
    library = retrieval.load(tmp_path)
    assert [report.name for report in library.reports] == ["2020.txt", REPORT]
    hit = library.ask("灯塔新建了多少座").hits[0]
    assert (hit.excerpt, hit.location.report) == ("海边新建灯塔17座。", "2020.txt")
    assert library.ask("新增了多少停车位").hits[0].location.report == REPORT


def test_examples_that_the_reports_do_not_answer_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("灯塔很亮。\n", encoding="utf-8")
    library = retrieval.load(tmp_path)
    assert library.examples == ()
    assert library.ask("停车位").outcome is Outcome.NOT_IN_REPORT
    assert library.ask("停车位").suggestions == ()


def test_the_default_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_seeds_dir() == SEEDS  # beside the package: the working folder has none
    (tmp_path / "seeds").mkdir()
    assert default_seeds_dir() == Path("seeds")
    monkeypatch.setenv("SEEDS_DIR", "elsewhere")
    assert default_seeds_dir() == Path("elsewhere")


@pytest.mark.parametrize(
    ("start", "end", "complaint"),
    [
        (0, 5, "it belongs to the page"),
        (0, 0, "is no stretch of them"),
        (-5, 3, "is no stretch of them"),
        (5, 10**9, "is no stretch of them"),
        (100, 600, "it runs over the paragraphs 1 to 5"),
    ],
)
def test_offsets_that_are_no_citation(
    library: Library, start: int, end: int, complaint: str
) -> None:
    with pytest.raises(LocationError) as caught:
        library.verify(REPORT, start, end)
    assert complaint in str(caught.value)


def test_a_heading_stands_with_the_paragraph_below_it(library: Library) -> None:
    report = library.report(REPORT)
    start = report.text.index("五年工作回顾")
    location, text = library.verify(REPORT, start, start + 6)
    assert (text, location.part) == ("五年工作回顾", "五年工作回顾")
    below = report.paragraphs[location.paragraph - 1]
    assert report.text[start + 6 : below.span.start].strip() == ""


def test_a_report_is_found_with_or_without_its_suffix(library: Library) -> None:
    assert library.report(REPORT) is library.report(REPORT.removesuffix(".txt"))
    with pytest.raises(LocationError, match="no report called nothing"):
        library.report("nothing")


@pytest.mark.parametrize(
    ("question", "excerpt"),
    [
        ("灯塔和医院新建了多少", "海边新建灯塔三座。山上新建医院两座。"),
        ("灯塔新建了多少", "海边新建灯塔三座。"),
    ],
)
def test_an_excerpt_grows_by_the_neighbour_that_holds_the_rest_of_the_question(
    tmp_path: Path, question: str, excerpt: str
) -> None:
    (tmp_path / "a.txt").write_text(
        "各项事业发展很快。海边新建灯塔三座。山上新建医院两座。环境继续改善。\n", encoding="utf-8"
    )
    assert retrieval.load(tmp_path).ask(question).hits[0].excerpt == excerpt
